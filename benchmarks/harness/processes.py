"""How a measured process is started and spoken to: a clean environment, its own trace daemon, a pipe for replies."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import tempfile
from pathlib import Path

from harness.answer import Answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from typing_extensions import Self

    from harness.environments import Side
    from harness.scenario import Scenario

CHILD = Path(__file__).resolve().parent.parent / "child.py"
TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793"
LONGEST_WAIT = 300
"""Seconds after which a silent child counts as hung."""

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_EXECUTION_ENV": "AWS_Lambda_python3.11",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
    "AWS_LAMBDA_FUNCTION_NAME": "bench",
    "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
    "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/bench",
    "AWS_LAMBDA_LOG_STREAM_NAME": "2030/01/01/[$LATEST]0123456789abcdef0123456789abcdef",
    "AWS_REGION": "eu-west-1",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "LAMBDA_RUNTIME_DIR": "/var/runtime",
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "TZ": "UTC",
    "_HANDLER": "app.handler",
    "_X_AMZN_TRACE_ID": f"Root={TRACE_ID};Parent=53995c3f42cd8ad8;Sampled=1",
}


class AbsentError(Exception):
    """The package under test has no such module yet."""


class FailedError(Exception):
    """The scenario raised, or its process ended early or said nothing."""


class Child:
    """One running child. Used as a context manager, which ends the process whatever happens."""

    def __init__(self, side: Side, *arguments: str, environment: dict[str, str], bytecode: bool = True) -> None:
        self._output = tempfile.TemporaryFile()  # noqa: SIM115  (closed by __exit__)
        self._daemon = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._daemon.bind(("127.0.0.1", 0))
        self._daemon.setblocking(False)
        reader, writer = os.pipe()
        self._process = subprocess.Popen(
            [
                str(side.python),
                str(CHILD),
                *arguments,
                str(writer),
                *(() if bytecode else (str(side.without_bytecode),)),
            ],
            stdin=subprocess.PIPE,
            stdout=self._output,
            stderr=subprocess.DEVNULL,
            pass_fds=(writer,),
            cwd=side.directory,
            env={
                **ENVIRONMENT,
                "AWS_XRAY_DAEMON_ADDRESS": f"127.0.0.1:{self._daemon.getsockname()[1]}",
                "HOME": str(side.directory),
                "LAMBDA_TASK_ROOT": str(side.directory),
                **environment,
            },
        )
        os.close(writer)
        self._replies = os.fdopen(reader, encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()
        self._replies.close()
        self._daemon.close()
        self._output.close()

    def told(self) -> dict[str, Any]:
        """The next reply, waited for."""
        ready, _, _ = select.select([self._replies], [], [], LONGEST_WAIT)
        if not ready:
            raise FailedError(f"no reply within {LONGEST_WAIT} s")
        line = self._replies.readline()
        if not line:
            raise FailedError(f"the process ended with code {self._process.wait()}")
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            raise (AbsentError if reply["absent"] else FailedError)(reply["error"])
        return reply

    def ask(self, command: str, number: int) -> float:
        """Has the child carry out a command, and gives its figure."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command} {number}\n".encode())
        self._process.stdin.flush()
        figure: float = self.told()[command]
        return figure

    def answer(self, value: Any) -> Answer:
        """What the child has printed and sent so far, next to the value it has replied."""
        self._output.seek(0)
        datagrams: list[bytes] = []
        while True:
            try:
                datagrams.append(self._daemon.recv(65536))
            except BlockingIOError:
                return Answer(value, self._output.read().decode("utf-8"), datagrams)


def start(side: Side, scenario: Scenario) -> Child:
    """Starts the process that measures a scenario."""
    return Child(
        side,
        scenario.kind,
        scenario.file,
        scenario.name,
        environment=dict(scenario.environment),
        bytecode=scenario.bytecode,
    )


def start_import(side: Side, statement: str) -> Child:
    """Starts the process that measures an import statement."""
    return Child(side, "import", statement, "-", environment={})
