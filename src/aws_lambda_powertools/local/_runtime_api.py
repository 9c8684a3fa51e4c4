"""Lambda's Runtime API for one runtime process: it asks for events here and posts its answers.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html

The server only translates: each request of the runtime becomes a message in the inbox of whoever runs it.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import SimpleQueue
from socketserver import ThreadingMixIn
from threading import Lock, Thread
from time import perf_counter
from typing import Any, TypeAlias, cast

MOST_RESPONSE_BYTES = 6_291_556
"""Lambda refuses larger responses (the 6 MB of its documentation, and a little)."""

_MOST_BODY_BYTES = 64 * 1024 * 1024  # what is read of a refused body, so that the runtime hears the refusal
_CHUNK = 64 * 1024
_ANSWER = re.compile(r"^/2018-06-01/runtime/invocation/(?P<id>[^/]+)/(?P<kind>response|error)$")


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way to the runtime: the headers of the answer to `next`, and its body."""

    request_id: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Ready:
    """The runtime waits for an event; `deliver` answers it."""

    at: float
    deliver: Callable[[Delivery], None]


@dataclass(frozen=True, slots=True)
class Answered:
    """The handler returned; `refused` if the answer was too large to take."""

    request_id: str
    body: bytes
    content_type: str
    refused: bool
    at: float


@dataclass(frozen=True, slots=True)
class Raised:
    """The handler raised, or its answer could not be made JSON."""

    request_id: str
    body: bytes
    cause: str
    at: float


@dataclass(frozen=True, slots=True)
class InitializationFailed:
    """The runtime could not load the handler."""

    body: bytes
    at: float


RuntimeMessage: TypeAlias = Ready | Answered | Raised | InitializationFailed


class RuntimeApi(ThreadingMixIn, HTTPServer):
    """The HTTP server; `send` gets a message for each request. Times are those of `perf_counter`."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, send: Callable[[RuntimeMessage], None]) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.send = send
        self.running: str | None = None
        self._closing = False
        self._waiting: set[SimpleQueue[Delivery | None]] = set()
        self._lock = Lock()
        self._thread = Thread(target=self._serve, name="runtime-api", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """AWS_LAMBDA_RUNTIME_API."""
        return f"127.0.0.1:{self.server_port}"

    def next_event(self) -> Delivery | None:
        """Wait until there is an event for the runtime that asks; None when the server closes."""
        answer: SimpleQueue[Delivery | None] = SimpleQueue()
        with self._lock:
            if self._closing:
                return None
            self._waiting.add(answer)
        self.send(Ready(perf_counter(), answer.put))
        delivery = answer.get()
        with self._lock:
            self._waiting.discard(answer)
        if delivery is not None:
            self.running = delivery.request_id
        return delivery

    def close(self) -> None:
        """Stop; a runtime that still waits for an event gets its connection closed."""
        with self._lock:
            if self._closing:
                return
            self._closing = True
            for answer in self._waiting:
                answer.put(None)
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.server_port), timeout=1).close()  # wakes the server's thread
        self._thread.join(timeout=1)
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A runtime that was killed leaves broken connections behind; they are no news."""

    def _serve(self) -> None:
        while not self._closing:
            self.handle_request()


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:  # the name that http.server calls
        if self.path == "/2018-06-01/runtime/invocation/next":
            self._next()
        elif self.path == "/2018-06-01/runtime/restore/next":
            self._answer(HTTPStatus.OK)
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "UnknownPath", f"The Runtime API has no {self.path}")

    def do_POST(self) -> None:  # the name that http.server calls
        body = self._body()
        if body is None:
            self.close_connection = True
            return
        found = _ANSWER.match(self.path)
        if found is not None:
            self._invocation(found["id"], found["kind"], body)
        elif self.path in ("/2018-06-01/runtime/init/error", "/2018-06-01/runtime/restore/error"):
            self._api.send(InitializationFailed(body, perf_counter()))
            self._accept()
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "UnknownPath", f"The Runtime API has no {self.path}")

    def log_message(self, format: str, *args: Any) -> None:  # the name that http.server calls
        """Nobody wants a line for each request."""

    @property
    def _api(self) -> RuntimeApi:
        return cast("RuntimeApi", self.server)

    def _next(self) -> None:
        delivery = self._api.next_event()
        if delivery is None:
            self.close_connection = True
            return
        self._answer(HTTPStatus.OK, delivery.body, delivery.headers)

    def _invocation(self, request_id: str, kind: str, body: bytes) -> None:
        at = perf_counter()
        if request_id != self._api.running:
            self._refuse(HTTPStatus.BAD_REQUEST, "InvalidRequestID", f"{request_id!r} is not the running invocation")
            return
        self._api.running = None
        refused = len(body) > MOST_RESPONSE_BYTES
        if kind == "error":
            cause = self.headers.get("Lambda-Runtime-Function-XRay-Error-Cause", "")
            self._api.send(Raised(request_id, body, cause, at))
        else:
            content_type = self.headers.get("Content-Type", "application/json")
            self._api.send(Answered(request_id, b"" if refused else body, content_type, refused, at))
        if refused:
            message = f"Exceeded maximum allowed payload size ({MOST_RESPONSE_BYTES} bytes)."
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "RequestEntityTooLarge", message)
        else:
            self._accept()

    def _body(self) -> bytes | None:
        """The body of the request, plain or in chunks; None when it broke off."""
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        length = self.headers.get("Content-Length", "0")
        return self._read(int(length)) if length.isdecimal() else None

    def _chunks(self) -> bytes | None:
        body = bytearray()
        while True:
            size = self.rfile.readline(_CHUNK).partition(b";")[0].strip()
            try:
                wanted = int(size, 16)
            except ValueError:
                return None
            part = self._read(wanted)
            self.rfile.readline(_CHUNK)
            if part is None or not wanted:
                return None if part is None else bytes(body)
            if len(body) <= _MOST_BODY_BYTES:
                body += part

    def _read(self, length: int) -> bytes | None:
        """So many bytes; of more than anybody would keep, only the beginning."""
        parts: list[bytes] = []
        kept = 0
        while length > 0:
            part = self.rfile.read(min(length, _CHUNK))
            if not part:
                return None
            length -= len(part)
            if kept <= _MOST_BODY_BYTES:
                parts.append(part)
                kept += len(part)
        return b"".join(parts)

    def _accept(self) -> None:
        self._answer(HTTPStatus.ACCEPTED, b'{"status":"OK"}\n', {"Content-Type": "application/json"})

    def _refuse(self, status: HTTPStatus, error_type: str, message: str) -> None:
        body = f'{{"errorMessage":"{message}","errorType":"{error_type}"}}'.replace("'", "").encode()
        self._answer(status, body, {"Content-Type": "application/json"})

    def _answer(self, status: HTTPStatus, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """Head and body in one write: the runtime's client waits 40 ms for the second of two packets."""
        lines = [f"HTTP/1.1 {status.value} {status.phrase}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.wfile.write("\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body)
        self.wfile.flush()
