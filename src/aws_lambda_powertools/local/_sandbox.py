"""One runtime process with all that belongs to it: its Runtime API, its output, its end.

The process is the real `awslambdaric`. Everything about it arrives as messages in one inbox, in order, so that
whoever runs it is a plain loop in one thread.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from queue import Empty, Queue
from threading import Event, Lock, Thread
from time import perf_counter
from typing import IO, TypeAlias
from uuid import uuid4

from aws_lambda_powertools.local._function import Function, environment_of
from aws_lambda_powertools.local._output import Collector, DaemonSocket, OutputMessage, Stream
from aws_lambda_powertools.local._runtime_api import RuntimeApi, RuntimeMessage
from aws_lambda_powertools.local.errors import LocalError

GRACE_SECONDS = 0.3
"""How long a process may take to end after SIGTERM, as in Lambda's shutdown phase."""

_INBOX = 10_000  # a chatty function waits for us, instead of filling our memory
_PROBE = "import sys, awslambdaric; print('%d.%d' % sys.version_info[:2])"
_PROBE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Exited:
    """The process is gone."""

    code: int
    at: float


Message: TypeAlias = RuntimeMessage | OutputMessage | Exited


@cache
def python_version(interpreter: str) -> str:
    """`3.13` for the Python that is to run the function; LocalError unless awslambdaric is installed there."""
    try:
        probe = subprocess.run(  # noqa: S603  # the interpreter is the developer's choice
            [interpreter, "-c", _PROBE], capture_output=True, text=True, timeout=_PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LocalError(f"The interpreter {interpreter!r} can't be started: {error}.") from error
    if probe.returncode == 0:
        return probe.stdout.strip()
    if "No module named 'awslambdaric'" in probe.stderr:
        raise LocalError(
            f"The runtime client awslambdaric is not installed for {interpreter}.",
            f'{interpreter} -m pip install "aws-lambda-powertools[local]"',
        )
    reason = (probe.stderr.strip().splitlines() or ["it gave no reason"])[-1]
    raise LocalError(f"The interpreter {interpreter!r} does not run: {reason}")


class Sandbox:
    """A started runtime process; `get` gives the next message, `stop` ends it."""

    def __init__(self, function: Function) -> None:
        python = _own_python(function.interpreter) or python_version(function.interpreter)
        self._inbox: Queue[Message] = Queue(_INBOX)
        self._api = RuntimeApi(self._inbox.put)
        daemon = DaemonSocket()
        self.environment = environment_of(
            function,
            runtime_api=self._api.address,
            xray_daemon=daemon.address,
            python=python,
            log_stream=f"local/[$LATEST]{uuid4().hex}",
            shell=os.environ,
        )
        self.started = perf_counter()
        self._process = self._start(function, daemon)
        streams: dict[Stream, int] = {"stdout": _taken(self._process.stdout), "stderr": _taken(self._process.stderr)}
        self._collector = Collector(streams, daemon, self._inbox.put)
        self._tickets = 0
        self._lock = Lock()
        self._gone = Event()
        Thread(target=self._wait, name="function-exit", daemon=True).start()

    @property
    def process_id(self) -> int:
        """The process's id."""
        return self._process.pid

    def get(self, deadline: float) -> Message | None:
        """The next message; None when there was none until the deadline (in terms of `perf_counter`)."""
        try:
            return self._inbox.get(timeout=max(0.0, deadline - perf_counter()))
        except Empty:
            return None

    def drain(self) -> int:
        """Ask for a `Drained` message behind everything that was emitted so far; its ticket is returned."""
        self._tickets += 1
        self._collector.drain(self._tickets)
        return self._tickets

    def peak_megabytes(self) -> int | None:
        """The most memory that the process has used, in MB; None where the system does not say."""
        return None if self._gone.is_set() else _peak_megabytes(self.process_id)

    def kill(self) -> int:
        """End the process and all it started, at once, as Lambda does after a timeout; the exit status is returned."""
        self._signal(signal.SIGKILL)
        self._gone.wait()
        return self._process.returncode

    def stop(self) -> int:
        """End the process; one that handles SIGTERM gets a moment for its clean-up. The exit status is returned."""
        self._signal(signal.SIGTERM)
        try:
            self._gone.wait(GRACE_SECONDS)
        finally:  # an impatient second Ctrl-C must not leave the process behind
            code = self.kill()
        return code

    def last_messages(self) -> list[Message]:
        """What the ended process has left behind; closes everything that belonged to it."""
        self._api.close()
        self._collector.finish()
        messages: list[Message] = []
        while self._collector.running or not self._inbox.empty():
            message = self.get(perf_counter() + 0.01)
            if message is not None:
                messages.append(message)
        self._collector.close()
        return messages

    def _start(self, function: Function, daemon: DaemonSocket) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603  # running the developer's function is the purpose
                [function.interpreter, "-m", "awslambdaric", function.handler.lambda_name],
                cwd=function.handler.root,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # so that Ctrl-C reaches us alone, and all it starts can be ended together
            )
        except OSError as error:
            self._api.close()
            daemon.socket.close()
            raise LocalError(f"The runtime process can't be started: {error}.") from error

    def _wait(self) -> None:
        """Wait for the end of the process, and end what it started: the whole execution environment goes with it."""
        if hasattr(os, "waitid"):
            # Seen, but not yet taken: until `wait` below, its id can't become that of a stranger.
            with suppress(ChildProcessError):  # this program lets the system take its children away
                os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)
        else:  # macOS before Python 3.13
            self._process.wait()
        with self._lock:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            code = self._process.wait()
            self._gone.set()
        self._inbox.put(Exited(code, perf_counter()))

    def _signal(self, number: int) -> None:
        with self._lock:
            if not self._gone.is_set():
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, number)


def _taken(pipe: IO[bytes] | None) -> int:
    """The descriptor of a pipe, for somebody who reads and closes it."""
    if pipe is None:
        raise RuntimeError("The process was started without pipes.")
    with pipe:
        return os.dup(pipe.fileno())


def _own_python(interpreter: str) -> str | None:
    """The version of this very interpreter, if it is the one and has the runtime client."""
    from importlib.util import find_spec

    if interpreter != sys.executable or find_spec("awslambdaric") is None:
        return None
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _peak_megabytes(process_id: int) -> int | None:
    """The peak of the resident memory: Linux says it in /proc; elsewhere the present size has to do."""
    try:
        with open(f"/proc/{process_id}/status", encoding="ascii", errors="replace") as status:
            line = next(line for line in status if line.startswith("VmHWM:"))
        return round(int(line.split()[1]) / 1024)
    except (OSError, StopIteration, ValueError, IndexError):
        return None if sys.platform == "linux" else _present_megabytes(process_id)


def _present_megabytes(process_id: int) -> int | None:
    try:
        answer = subprocess.run(  # noqa: S603
            ["/bin/ps", "-o", "rss=", "-p", str(process_id)], capture_output=True, text=True, timeout=5, check=False
        )
        return round(int(answer.stdout) / 1024)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
