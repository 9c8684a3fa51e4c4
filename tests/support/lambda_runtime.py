"""The real Lambda runtime client with a function in it, fed by a Runtime API of this test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

from source_tree import SOURCE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PATIENCE = 10
"""Seconds for everything."""


class LambdaRuntime:
    """`runtime.invoke([(event, trace_header), ...])` gives the answers in the order of the events.

    With AWS_LAMBDA_MAX_CONCURRENCY in the environment, the runtime client forks that many workers, and each asks for
    events by itself.
    """

    def __init__(
        self, folder: Path, handler: str, *, interpreter: Sequence[str] = (sys.executable,), **environment: str
    ) -> None:
        self._events: Queue[tuple[str, str, Any]] = Queue()
        self._answers: dict[str, Any] = {}
        self._answered = threading.Condition()
        runtime = self

        class Api(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if not self.path.endswith("/invocation/next"):
                    self.answer(b"")
                    return
                found = runtime.next_event()
                if found is None:
                    self.close_connection = True
                    return
                request_id, header, event = found
                self.answer(
                    json.dumps(event).encode(),
                    {
                        "Content-Type": "application/json",  # without it, the runtime client crashes
                        "Lambda-Runtime-Aws-Request-Id": request_id,
                        "Lambda-Runtime-Trace-Id": header,
                        "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:orders",
                        "Lambda-Runtime-Deadline-Ms": str(int((time.time() + 3) * 1000)),
                    },
                )

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                runtime.take(self.path.split("/")[-2], json.loads(body))
                self.answer(b"", status=202)

            def answer(self, body: bytes, headers: dict[str, str] | None = None, status: int = 200) -> None:
                self.send_response(status)
                for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._api = ThreadingHTTPServer(("127.0.0.1", 0), Api)
        self._api.daemon_threads = True
        self._closed = False
        threading.Thread(target=self._api.serve_forever, daemon=True).start()
        self._process = subprocess.Popen(
            [*interpreter, "-m", "awslambdaric", handler],
            cwd=folder,
            env={
                "PATH": os.defpath,
                "PYTHONPATH": str(SOURCE),
                "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._api.server_port}",
                "AWS_LAMBDA_FUNCTION_NAME": "orders",
                "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
                "AWS_REGION": "eu-west-1",
                "LAMBDA_TASK_ROOT": str(folder),
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def next_event(self) -> tuple[str, str, Any] | None:
        while not self._closed:
            try:
                return self._events.get(timeout=0.1)
            except Empty:
                continue
        return None

    def take(self, request_id: str, answer: Any) -> None:
        with self._answered:
            self._answers[request_id] = answer
            self._answered.notify_all()

    def invoke(self, events: list[tuple[Any, str]]) -> list[Any]:
        ids = [f"r-{len(self._answers) + number}" for number in range(len(events))]
        for request_id, (event, header) in zip(ids, events, strict=True):
            self._events.put((request_id, header, event))
        with self._answered:
            came = self._answered.wait_for(lambda: set(ids) <= set(self._answers), timeout=PATIENCE)
        assert came, self.close()
        return [self._answers[request_id] for request_id in ids]

    def close(self) -> str:
        """Stop, and give what the function has printed."""
        self._closed = True
        if self._process.poll() is None:
            os.killpg(self._process.pid, 15)  # the workers too, which are ours as well
        printed = self._process.communicate(timeout=PATIENCE)[0].decode()
        self._api.shutdown()
        self._api.server_close()
        return printed
