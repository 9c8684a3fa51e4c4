"""The local web server: every request is one to the function, except those to the console below /_powertools/."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic, time
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request as WebRequest
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from aws_lambda_powertools._core.plain import tamed
from aws_lambda_powertools.local import stream
from aws_lambda_powertools.local._events import load_factory, parse_event
from aws_lambda_powertools.local.dev import views
from aws_lambda_powertools.local.dev.fronts import Answer, Front, Request, Settings
from aws_lambda_powertools.local.dev.history import Change, Entry, History
from aws_lambda_powertools.local.dev.masking import unmasked
from aws_lambda_powertools.local.dev.otlp import MOST_BYTES, documents_of
from aws_lambda_powertools.local.dev.session import Loaded, Session
from aws_lambda_powertools.local.errors import LocalError

CONSOLE = "/_powertools"
OTLP = f"{CONSOLE}/otlp"

MOST_BODY_BYTES = 10 * 1024 * 1024
"""API Gateway takes requests up to so many bytes; Lambda takes fewer, and says so itself."""

_MOST_EVENT_BYTES = 6 * 1024 * 1024
_HEARTBEAT_SECONDS = 15.0
_PACE_SECONDS = 0.1
_MOST_WAITING = 2_000
_PAGE = os.path.join(os.path.dirname(__file__), "page")
_FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/console.css": ("console.css", "text/css; charset=utf-8"),
    "/console.js": ("console.js", "text/javascript; charset=utf-8"),
    "/parts.js": ("parts.js", "text/javascript; charset=utf-8"),
}
_PAGE_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
_ROOT = re.compile(r"Root=1-[0-9a-f]{8}-[0-9a-f]{24}")
_PAYLOAD_TOO_LARGE = 413
_STOPPING = 503

Endpoint = Callable[[WebRequest], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens, and how the function is reached."""

    address: str
    host: str
    front: Front
    settings: Settings = field(default_factory=Settings)
    swagger: str = ""


class Subscribers:
    """The pages that listen; `publish` may be called in any thread."""

    def __init__(self) -> None:
        self._queues: dict[asyncio.Queue[str | None], asyncio.AbstractEventLoop] = {}

    def publish(self, kind: str, data: Any) -> None:
        """Tell all pages; one that does not keep up is sent away, and comes back for the whole state."""
        if self._queues:
            self._put(f"event: {kind}\ndata: {json.dumps(tamed(data))}\n\n")

    def close(self) -> None:
        """Send all away."""
        self._put(None)

    async def messages(self) -> AsyncIterator[str]:
        """What one page is told, until it is sent away."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(_MOST_WAITING)
        self._queues[queue] = asyncio.get_running_loop()
        try:
            yield "retry: 1000\n\n"
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), _HEARTBEAT_SECONDS)
                except asyncio.TimeoutError:
                    message = ": still here\n\n"
                if message is None:
                    return
                yield message
        finally:
            self._queues.pop(queue, None)

    def _put(self, message: str | None) -> None:
        for queue, loop in list(self._queues.items()):
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(_offer, queue, message)


def _offer(queue: asyncio.Queue[str | None], message: str | None) -> None:
    if queue.full():
        while not queue.empty():
            queue.get_nowait()
        message = None
    queue.put_nowait(message)


class Console:
    """What the page asks for and what it is told."""

    def __init__(self, subscribers: Subscribers) -> None:
        self.subscribers = subscribers
        self._told = 0.0

    def happened(self, change: Change, entry: Entry) -> None:
        """An invocation has begun, come further or ended; one that writes a lot is not told line by line."""
        now = monotonic()
        if change == "changed" and entry.ended is None and now - self._told < _PACE_SECONDS:
            return
        self._told = now
        self.subscribers.publish("invocation", views.summary(entry))
        if change == "ended" and entry.blobs:
            self.subscribers.publish("metrics", views.metric_rows(entry))

    def loaded(self, loaded: Loaded) -> None:
        """The function was loaded, or could not be."""
        self.subscribers.publish("function", _state_of(loaded))


def _state_of(loaded: Loaded) -> dict[str, Any]:
    return {
        "init": round(loaded.milliseconds, 3),
        "problem": loaded.problem,
        "hint": loaded.hint,
        "changed": list(loaded.changed),
    }


class Server:
    """The application: `app` speaks ASGI."""

    def __init__(self, session: Session, history: History, subscribers: Subscribers, place: Place) -> None:
        self._session = session
        self._history = history
        self._subscribers = subscribers
        self._place = place
        self.app = Starlette(
            routes=[
                *(self._console(path, self._file) for path in _FILES),
                Route(CONSOLE, self._to_console),
                self._console("/api/state", self._state),
                self._console("/api/stream", self._stream),
                self._console("/api/invocations/{id}", self._invocation),
                self._console("/api/invocations/{id}/resend", self._resend, "POST"),
                self._console("/api/events/{name}", self._factory_event),
                self._console("/api/send", self._send, "POST"),
                self._console("/api/clear", self._clear, "POST"),
                Route(f"{OTLP}/v1/{{signal}}", self._otlp, methods=["POST"]),
                Route(f"{CONSOLE}/{{rest:path}}", self._nothing_there, methods=_METHODS),
                Route("/2015-03-31/functions/{name}/invocations", self._invoke, methods=["POST"]),
                Route("/{path:path}", self._function, methods=_METHODS),
            ]
        )

    # --- the function ------------------------------------------------------------------------------------------

    async def _function(self, web: WebRequest) -> Response:
        try:
            body = await _body_of(web, MOST_BODY_BYTES)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return JSONResponse({"message": "Request Too Long"}, _PAYLOAD_TOO_LARGE)
        request = _request_of(web, body)
        front = self._place.front
        answers: list[Answer] = []

        def answer(result: stream.InvocationResult) -> Answer:
            answers.append(front.failure if result.error is not None else front.answer(result.response))
            return answers[0]

        try:
            event = front.event(request, self._place.settings)
            trace = _trace_of(request)
            result = await asyncio.wrap_future(self._session.invoke(event, request, answer, trace_header=trace))
        except (LocalError, RuntimeError, asyncio.CancelledError) as error:
            return JSONResponse({"message": f"The function can't be called: {error}"}, _STOPPING)
        return _response(answers[0], result.request_id)

    async def _invoke(self, web: WebRequest) -> Response:
        """Lambda's own Invoke, for SDKs that are given this server as their endpoint.

        https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
        """
        body = await _body_of(web, _MOST_EVENT_BYTES)
        if body is None:
            return _aws_error("RequestTooLargeException", "The event has more than 6 MB.", _PAYLOAD_TOO_LARGE)
        try:
            event: Any = parse_event(body, "the request") if body else {}
            result = await asyncio.wrap_future(self._session.invoke(event))
        except LocalError as error:
            return _aws_error("InvalidRequestContentException", f"{error.sentence} {error.hint}".strip(), 400)
        except (RuntimeError, asyncio.CancelledError):
            return _aws_error("ServiceException", "The function is being stopped.", _STOPPING)
        headers = {"x-amzn-requestid": result.request_id, "x-amz-executed-version": "$LATEST"}
        if result.error is None:
            return Response(json.dumps(result.response), 200, headers, "application/json")
        error_document: dict[str, Any] = {"errorMessage": result.error.message, "errorType": result.error.type}
        if result.error.stack_trace:
            error_document["stackTrace"] = result.error.stack_trace
        return JSONResponse(error_document, 200, {**headers, "x-amz-function-error": "Unhandled"})

    # --- the console -------------------------------------------------------------------------------------------

    def _console(self, path: str, endpoint: Endpoint, method: str = "GET") -> Route:
        """A route of the console: for pages of this server only."""

        async def guarded(web: WebRequest) -> Response:
            if not self._is_own(web):
                return JSONResponse({"error": "The console answers its own page only."}, 403)
            try:
                return await endpoint(web)
            except LocalError as error:
                return JSONResponse({"error": error.sentence, "hint": error.hint}, 400)
            except (RuntimeError, asyncio.CancelledError):
                return JSONResponse({"error": "The function is being stopped.", "hint": ""}, _STOPPING)

        return Route(f"{CONSOLE}{path}", guarded, methods=[method])

    def _is_own(self, web: WebRequest) -> bool:
        """A foreign page could reach a server on loopback, directly or by a name that it makes point there."""
        host = web.headers.get("host", "")
        name = urlsplit(f"//{host}").hostname or ""
        is_open = self._place.host not in _LOOPBACK  # whoever opens the server to a network knows its names
        origin = web.headers.get("origin")
        is_foreign = origin is not None and urlsplit(origin).netloc != host
        return (is_open or name in _LOOPBACK) and not is_foreign

    async def _to_console(self, _: WebRequest) -> Response:
        return Response(status_code=307, headers={"location": f"{CONSOLE}/"})

    async def _nothing_there(self, web: WebRequest) -> Response:
        return JSONResponse({"error": f"The console has no {web.url.path}."}, 404)

    async def _file(self, web: WebRequest) -> Response:
        name, kind = _FILES[web.url.path.removeprefix(CONSOLE)]
        return Response(_page_file(name), headers={**_PAGE_HEADERS, "content-type": kind})

    async def _state(self, _: WebRequest) -> Response:
        from aws_lambda_powertools.testing import events

        function, place = self._session.function, self._place
        with self._history.lock:
            entries = self._history.all()
            invocations = [views.summary(entry) for entry in entries]
            metrics = [views.metric_rows(entry) for entry in entries if entry.blobs]
        return _json(
            {
                "function": {
                    "name": function.name,
                    "handler": function.handler.lambda_name,
                    "front": place.front.title,
                    "address": place.address,
                    "swagger": place.swagger,
                    "timeout": function.timeout,
                    "memory": function.memory,
                    "state": _state_of(self._session.state),
                },
                "invocations": invocations,
                "metrics": metrics,
                "events": list(events.__all__),
            }
        )

    async def _stream(self, _: WebRequest) -> Response:
        return StreamingResponse(
            self._subscribers.messages(), media_type="text/event-stream", headers={"cache-control": "no-store"}
        )

    async def _invocation(self, web: WebRequest) -> Response:
        entry = self._entry(web)
        with self._history.lock:
            return _json(views.detail(entry, self._session.function, self._place.address))

    async def _resend(self, web: WebRequest) -> Response:
        entry = self._entry(web)
        answer = self._mapper() if entry.request is not None else None
        return await self._sent(entry.started.event, entry.request, answer)

    async def _send(self, web: WebRequest) -> Response:
        body = await _body_of(web, _MOST_EVENT_BYTES)
        if body is None:
            raise LocalError("The event has more than 6 MB, which is more than Lambda takes.")
        event = parse_event(body, "the editor")
        based_on = self._history.get(web.query_params.get("based_on", ""))
        if based_on is not None:
            event = unmasked(event, based_on.started.event)
        return await self._sent(event)

    async def _sent(self, event: Any, request: Request | None = None, answer: Any = None) -> Response:
        result = await asyncio.wrap_future(self._session.invoke(event, request, answer))
        return _json({"id": result.request_id})

    async def _factory_event(self, web: WebRequest) -> Response:
        return _json({"event": load_factory(web.path_params["name"])})

    async def _clear(self, _: WebRequest) -> Response:
        self._history.clear()
        self._subscribers.publish("cleared", {})
        return _json({})

    async def _otlp(self, web: WebRequest) -> Response:
        """Spans are shown; logs and metrics are taken, so that exporters are content, and not shown."""
        body = await _body_of(web, MOST_BYTES)
        kind = web.headers.get("content-type", "")
        if body is None:
            return JSONResponse({"message": "The request is too large."}, _PAYLOAD_TOO_LARGE)
        if web.path_params["signal"] == "traces":
            try:
                spans = documents_of(body, kind, web.headers.get("content-encoding", ""))
            except ValueError as error:
                return JSONResponse({"message": str(error)}, 400)
            self._history.spans(spans)
        return Response(b"{}" if "json" in kind else b"", media_type=kind or None)

    def _entry(self, web: WebRequest) -> Entry:
        entry = self._history.get(web.path_params["id"])
        if entry is None:
            raise LocalError("This invocation is not kept any more.")
        return entry

    def _mapper(self) -> Callable[[stream.InvocationResult], Answer]:
        front = self._place.front
        return lambda result: front.failure if result.error is not None else front.answer(result.response)


def _page_file(name: str) -> bytes:
    with open(os.path.join(_PAGE, name), "rb") as file:
        return file.read()


async def _body_of(web: WebRequest, most: int) -> bytes | None:
    """The body; None when it is larger than it may be, and then the rest is not read."""
    body = bytearray()
    async for part in web.stream():
        body += part
        if len(body) > most:
            return None
    return bytes(body)


def _request_of(web: WebRequest, body: bytes) -> Request:
    raw: bytes = web.scope.get("raw_path") or web.scope["path"].encode()
    raw_path = raw.partition(b"?")[0].decode("latin-1")
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in web.headers.raw]
    known = {name for name, _ in headers}
    headers += [pair for pair in _forwarded(web) if pair[0] not in known]
    return Request(
        method=web.method,
        path=unquote(raw_path),
        raw_path=raw_path,
        query_string=web.scope["query_string"].decode("latin-1"),
        headers=headers,
        body=body,
        source_ip=web.client.host if web.client is not None else "127.0.0.1",
        at=time(),
        request_id=str(uuid4()),
    )


def _forwarded(web: WebRequest) -> list[tuple[str, str]]:
    """What fronts add to the headers of a request, as it is here."""
    return [
        ("x-amzn-trace-id", f"Root=1-{int(time()):08x}-{os.urandom(12).hex()}"),
        ("x-forwarded-for", web.client.host if web.client is not None else "127.0.0.1"),
        ("x-forwarded-port", str(web.url.port or 80)),
        ("x-forwarded-proto", "http"),
    ]


def _trace_of(request: Request) -> str | None:
    """The trace that a request belongs to, for the function; None for a header that names none."""
    found = _ROOT.search(request.header("x-amzn-trace-id"))
    return f"{found[0]};Parent={os.urandom(8).hex()};Sampled=1" if found is not None else None


def _response(answer: Answer, request_id: str) -> Response:
    response = Response(answer.body, answer.status)
    del response.headers["content-length"]
    response.raw_headers = [
        *((name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in answer.headers),
        (b"x-amzn-requestid", request_id.encode()),
        (b"content-length", str(len(answer.body)).encode()),
    ]
    return response


def _json(content: Mapping[str, Any]) -> Response:
    """Whatever a function emits must not break the page: NaN and their like become what JSON can say."""
    return Response(json.dumps(tamed(content)), media_type="application/json", headers={"cache-control": "no-store"})


def _aws_error(kind: str, message: str, status: int) -> Response:
    return JSONResponse({"Type": "User", "Message": message}, status, {"x-amzn-errortype": kind})
