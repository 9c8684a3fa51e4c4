"""What scenarios work with: a Lambda context, real events, captured output, a web server on loopback.

Nothing here imports the package under comparison. A scenario is a function without arguments, marked with
`@scenario`; `run.py` starts it in a fresh interpreter under each package. Everything it prints, warns about, sends
to the tracing daemon or raises is compared; what else it wants compared it yields as `(label, value)`.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from typing_extensions import Self

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = "aws_lambda_powertools"

ROOT = "1-5759e988-bd862e3fe1be46a994272793"
FACADE = "53995c3f42cd8ad8"
SAMPLED = f"Root={ROOT};Parent={FACADE};Sampled=1"
UNSAMPLED = f"Root={ROOT};Parent={FACADE};Sampled=0"


def scenario(variant: str = "", *, traced: bool = False, **environment: str) -> Callable[[Any], Any]:
    """Marks a scenario; upper-case names are its environment variables, `traced` adds those of a sampled trace.

    Several decorators on one function are several scenarios, told apart by `variant`. The arguments are literals:
    `run.py` reads them from the source, because the environment must stand before the package is imported.
    """
    return lambda function: function


class Context:
    """A Lambda context as the runtime client makes it."""

    function_name = "orders-function"
    function_version = "$LATEST"
    memory_limit_in_mb = 256
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders-function"
    aws_request_id = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"
    log_group_name = "/aws/lambda/orders-function"
    log_stream_name = "2026/01/15/[$LATEST]0123456789abcdef0123456789abcdef"
    tenant_id = None

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


def event(name: str) -> Any:
    """A real event of an AWS service, by the name of its file in `events/`."""
    with open(os.path.join(HERE, "events", f"{name}.json"), encoding="utf-8") as file:
        return json.load(file)


# --- What happened ---------------------------------------------------------------------------------------------


def outcome(function: Callable[..., Any], *arguments: Any, **named: Any) -> dict[str, Any]:
    """What a call returned, or the kind of exception it raised."""
    try:
        return {"returned": function(*arguments, **named)}
    except Exception as error:
        return {"raised": kind_of(error)}


def kind_of(error: BaseException) -> dict[str, Any]:
    """An exception as callers see it: its name and the standard classes under which it can be caught."""
    bases = {base.__name__ for base in type(error).__mro__[1:] if not base.__module__.startswith(PACKAGE)}
    bases -= {"Exception", "BaseException", "object"}
    return {"name": type(error).__qualname__, "also caught as": dict.fromkeys(sorted(bases), True)}


def documents(text: str) -> list[Any]:
    """The JSON objects and arrays in a text, one after the other; any other line stays text."""
    decoder = json.JSONDecoder(object_pairs_hook=_unique_keys, parse_constant=lambda name: f"<not JSON: {name}>")
    found: list[Any] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        line, _, _ = text[position:].partition("\n")
        document, end = line, position + len(line)
        if line[0] in "{[":
            with contextlib.suppress(ValueError):
                document, end = decoder.raw_decode(text, position)
        found.append(document)
        position = end
    return found


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[f"<again> {key}" if key in found else key] = value
    return found


class Console(io.TextIOWrapper):
    """A standard stream as strict as the real one, whose text can be read."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        self.seen = 0
        super().__init__(self.bytes, encoding="utf-8", errors="strict", newline="\n", write_through=True)

    def news(self) -> str:
        """What was written since the last question."""
        self.flush()
        written = self.bytes.getvalue()
        text = written[self.seen :].decode("utf-8")
        self.seen = len(written)
        return text


def printed_text() -> str:
    """What standard output got since the last question, as text."""
    assert isinstance(sys.stdout, Console)
    return sys.stdout.news()


def printed() -> list[Any]:
    """What standard output got since the last question, as JSON documents."""
    return documents(printed_text())


# --- The world outside -----------------------------------------------------------------------------------------


class Daemon:
    """The tracing daemon: a UDP port on loopback that keeps the segment documents."""

    def __init__(self) -> None:
        import socket

        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * 1024 * 1024)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"

    def news(self) -> list[Any]:
        """The documents that arrived since the last question, in order; their keys sorted, for order means nothing."""
        found: list[Any] = []
        while True:
            try:
                datagram = self.socket.recv(1 << 17)
            except BlockingIOError:
                return found
            header, _, body = datagram.partition(b"\n")
            if json.loads(header) != {"format": "json", "version": 1}:
                found.append({"<wrong header>": header.decode("utf-8", "replace")})
            found.extend(_sorted(document) for document in documents(body.decode("utf-8", "replace")))


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    return value


daemon: Daemon | None = None


def segments() -> list[Any]:
    """The segment documents which the daemon got since the last question."""
    return daemon.news() if daemon else []


class Web:
    """A web server on loopback: answers everything with one status and body, and keeps what it was asked."""

    def __init__(self, status: int = 200, body: bytes = b"{}", headers: dict[str, str] | None = None) -> None:
        import threading
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        web = self
        self.requests: list[dict[str, Any]] = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                received = {name.lower(): value for name, value in self.headers.items()}
                web.requests.append(
                    {
                        "method": self.command,
                        "path": self.path,
                        "trace": received.get("x-amzn-trace-id"),
                        "body": self.rfile.read(length).decode("utf-8", "replace"),
                        "authorization": "authorization" in received,
                    }
                )
                self.send_response(status)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

            def log_message(self, format: str, *arguments: Any) -> None:
                """Stays silent: standard error is compared."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: Any, client_address: Any) -> None:
                """Stays silent when a client leaves without a word: standard error is compared."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.block_on_close = False  # clients keep connections open
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def traces(self) -> list[Any]:
        """The trace headers that arrived."""
        return [request["trace"] for request in self.requests]


def interleave(*functions: Callable[[], Iterator[None]]) -> None:
    """Runs generator functions in a thread each, one step of each in turn: concurrency without chance."""
    import threading

    turn = threading.Condition()
    order = list(range(len(functions)))

    def play(number: int) -> None:
        steps = functions[number]()
        while True:
            with turn:
                turn.wait_for(lambda: order[0] == number, timeout=10)
                over = next(steps, turn) is turn
                order.append(order.pop(0))
                if over:
                    order.remove(number)
                turn.notify_all()
            if over:
                return

    threads = [threading.Thread(target=play, args=(number,)) for number in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
