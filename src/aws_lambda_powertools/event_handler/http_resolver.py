"""HttpResolver: an app that a web server of ASGI serves on a developer's machine, and Lambda in the cloud.

    app = HttpResolver()

    @app.get("/orders/<order_id>")
    def order(order_id: str) -> dict: ...

    # uvicorn orders:app            on this machine
    # handler = orders.app          as a Lambda function

Source: https://asgi.readthedocs.io/en/latest/specs/www.html
"""

# The app and the parts it is made of are friends: names with an underscore are hidden from users, not from them.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core.headers import for_http_api
from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
from aws_lambda_powertools.event_handler._options import shows
from aws_lambda_powertools.shared.headers_serializer import BaseHeadersSerializer
from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from re import Pattern
    from typing import Any

    from aws_lambda_powertools.event_handler._cors import CORSConfig
    from aws_lambda_powertools.event_handler._state import RequestState
    from aws_lambda_powertools.shared.cookies import Cookie

    Scope = Mapping[str, Any]
    Receive = Callable[[], Awaitable[Any]]
    Send = Callable[[Any], Awaitable[Any]]

MOST_BYTES = 64 * 1024 * 1024
"""The largest body that is read from a client; Lambda itself takes 6 MB."""

LOCAL_REQUEST_ID = "local-request-id"

NOT_SUPPORTED = 1003
"""How a WebSocket is closed that nobody serves."""


class MockLambdaContext:
    """Stands in for the Lambda context where there is none."""

    function_name = "http-resolver"
    memory_limit_in_mb = 128
    invoked_function_arn = "arn:aws:lambda:local:000000000000:function:http-resolver"
    aws_request_id = LOCAL_REQUEST_ID
    log_group_name = "/aws/lambda/http-resolver"
    log_stream_name = "local"

    def get_remaining_time_in_millis(self) -> int:
        """Always five minutes."""
        return 300_000


class HttpHeadersSerializer(BaseHeadersSerializer):
    """Headers and cookies for a web server."""

    def serialize(self, headers: Mapping[str, str | list[str]], cookies: Sequence[Cookie]) -> dict[str, Any]:
        """`headers` with joined values, and `cookies`."""
        return for_http_api(headers, cookies)


class HttpProxyEvent(BaseProxyEvent):
    """A request to a web server."""

    has_exact_text = False
    """Whether the body, if it is text, is exactly what came in UTF-8."""

    def __init__(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: str | None = None,
        query_string: str | None = None,
        path_parameters: dict[str, str] | None = None,
        request_context: dict[str, Any] | None = None,
        *,
        is_base64_encoded: bool = False,
    ) -> None:
        from urllib.parse import parse_qs

        values = parse_qs(query_string or "", keep_blank_values=True)
        super().__init__(
            {
                "httpMethod": method.upper(),
                "path": path,
                "headers": dict(headers or {}),
                "body": body,
                "isBase64Encoded": is_base64_encoded,
                "queryStringParameters": {name: found[-1] for name, found in values.items()},
                "multiValueQueryStringParameters": values,
                "pathParameters": path_parameters or {},
                "requestContext": request_context
                or {
                    "stage": "local",
                    "requestId": LOCAL_REQUEST_ID,
                    "http": {"method": method.upper(), "path": path},
                },
            }
        )

    @classmethod
    def _from_dict(cls, data: dict[str, Any]) -> HttpProxyEvent:
        """An event that is a dict already."""
        event = cls(str(data.get("httpMethod", "GET")), str(data.get("path", "/")))
        event._data.update(data)
        return event

    @classmethod
    def from_asgi(cls, scope: Scope, body: bytes | None = None) -> HttpProxyEvent:
        """The request of an ASGI server; a body that is no text stands in it as base64."""
        headers: dict[str, str] = {}
        for raw_name, raw_value in scope.get("headers", ()):
            name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
            separator = "; " if name == "cookie" else ", "
            headers[name] = f"{headers[name]}{separator}{value}" if name in headers else value
        text, encoded = _as_text(body)
        client = scope.get("client")
        method, path = scope["method"], scope["path"]
        event = cls(
            method=method,
            path=path,
            headers=headers,
            body=text,
            query_string=scope.get("query_string", b"").decode("latin-1"),
            request_context={
                "stage": "local",
                "requestId": LOCAL_REQUEST_ID,
                "http": {"method": method, "path": path},
                **({"identity": {"sourceIp": client[0]}} if client else {}),
            },
            is_base64_encoded=encoded,
        )
        event.has_exact_text = True
        return event

    @property
    def resolved_query_string_parameters(self) -> dict[str, list[str]]:
        """The query string with all values of each name."""
        return self.multi_value_query_string_parameters

    @property
    def resolved_headers_field(self) -> dict[str, Any]:
        """The headers, with names in lower case."""
        return {name.lower(): value for name, value in (self.headers or {}).items()}

    def header_serializer(self) -> BaseHeadersSerializer:
        """How the answer carries its headers."""
        return HttpHeadersSerializer()


def _asgi_signature(self: Any, scope: Scope, receive: Receive, send: Send) -> Any:
    """What `inspect.signature` shows for the app, which takes `(event, context)` too."""


class HttpResolverLocal(ApiGatewayResolver):
    """Routes the requests of a web server, and in Lambda those of every HTTP front.

    Sync handlers run in threads, so that one that waits holds up nobody else. The options are those of
    ApiGatewayResolver; `max_body_bytes` bounds what is read from a client (64 MiB).
    """

    def __init__(
        self,
        cors: CORSConfig | None = None,
        debug: bool | None = None,
        serializer: Callable[[Any], str] | None = None,
        strip_prefixes: list[str | Pattern[str]] | None = None,
        enable_validation: bool = False,
        *,
        max_body_bytes: int = MOST_BYTES,
        **options: Any,
    ) -> None:
        super().__init__(
            cors=cors,
            debug=debug,
            serializer=serializer,
            strip_prefixes=strip_prefixes,
            enable_validation=enable_validation,
            **options,
        )
        self._max_body_bytes = max_body_bytes
        # Servers look at the attribute to see whether this is ASGI 3, a coroutine function; calls go by the class.
        vars(self)["__call__"] = self.asgi_handler

    @shows(_asgi_signature)
    def __call__(self, *arguments: Any) -> Any:
        """Serve `(scope, receive, send)` of ASGI, or answer `(event, context)` of Lambda."""
        if len(arguments) == 3:  # noqa: PLR2004  # scope, receive, send
            return self.asgi_handler(*arguments)
        return self.resolve(*arguments)

    async def asgi_handler(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection of an ASGI server."""
        kind = scope["type"]
        if kind == "lifespan":
            await _live(receive, send)
        elif kind == "websocket":
            await send({"type": "websocket.close", "code": NOT_SUPPORTED, "reason": "WebSockets are not served here"})
        elif kind == "http":
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await self._body(receive)
        if body is None:  # the client is gone, with half of its request: nothing may be done with that
            return
        if len(body) > self._max_body_bytes:
            await _send(send, 413, {"content-type": "application/json"}, b'{"statusCode":413,"message":"Too large"}')
            return
        state = self._begin(HttpProxyEvent.from_asgi(scope, body), MockLambdaContext())
        try:
            await self._respond(await self._result(state), state, send, scope["method"])
        finally:
            self._requests.leave(state, keep=self._keep_last)

    async def _result(self, state: RequestState) -> Any:
        chain = self._find_chain(state)
        if chain.is_async or chain.endpoint.is_async:
            return await self._outcome_async(state)
        from asyncio import to_thread

        return await to_thread(self._outcome, state)

    async def _respond(self, result: Any, state: RequestState, send: Send, method: str) -> None:
        pieces = getattr(result, "pieces", None)
        if pieces is None:
            answer = self._finish(result, state)
            data = _as_bytes(answer)
            await _send(
                send, answer["statusCode"], answer["headers"], b"" if method == "HEAD" else data, answer["cookies"]
            )
            return
        answer = self._finish(result._with_body(b""), state)
        await _send_head(send, answer["statusCode"], answer["headers"], answer["cookies"])
        if method != "HEAD":
            async for piece in pieces():
                if piece:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body, or more than is allowed of it; None if the client went away."""
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if not message.get("more_body", False) or size > self._max_body_bytes:
                return b"".join(parts)

    def _begin(self, event: Any, context: Any) -> RequestState:
        if not isinstance(event, HttpProxyEvent):
            return super()._begin(event, context)
        from aws_lambda_powertools.event_handler._state import RequestState

        if self._debug:
            from aws_lambda_powertools.event_handler import _debug_output

            _debug_output.print_event(self._print_json(event.raw_event))
        event._json_deserializer = self._json_body_deserializer or event._json_deserializer
        state = RequestState(self, event, context)
        self._requests.enter(state)
        return state

    def _to_proxy_event(self, event: Any) -> BaseProxyEvent:
        """The event of whichever front asks; a plain dict with method and path is one of a web server."""
        kind = _front_of(event)
        if kind is None:
            return HttpProxyEvent._from_dict(event)
        from aws_lambda_powertools.event_handler._proxy_events import event_class

        return event_class(kind)(event, self._json_body_deserializer)  # type: ignore[no-any-return]  # a data class

    def _get_base_path(self) -> str:
        return ""


HttpResolver = HttpResolverLocal


def _front_of(event: Mapping[str, Any]) -> str | None:
    """Which front of Lambda an event comes from, by what only its events have; None for a web server."""
    context: Mapping[str, Any] = event.get("requestContext") or {}
    if "elb" in context:
        return "ALBEvent"
    if "serviceNetworkArn" in context:
        return "VPCLatticeEventV2"
    if "raw_path" in event:
        return "VPCLatticeEvent"
    if "rawPath" in event:
        is_url = ".lambda-url." in str(context.get("domainName", ""))
        return "LambdaFunctionUrlEvent" if is_url else "APIGatewayProxyEventV2"
    return "APIGatewayProxyEvent" if "resourcePath" in context or "resource" in event else None


def _as_text(body: bytes | None) -> tuple[str | None, bool]:
    """A body as an event has it, and whether it is base64."""
    if body is None:
        return None, False
    try:
        return body.decode("utf-8"), False
    except UnicodeDecodeError:
        from binascii import b2a_base64

        return b2a_base64(body, newline=False).decode("ascii"), True


def _as_bytes(answer: Mapping[str, Any]) -> bytes:
    """The body of an answer as it goes over the wire."""
    body = answer["body"]
    if not body:
        return b""
    if answer["isBase64Encoded"]:
        from binascii import a2b_base64

        return a2b_base64(body)
    return body if isinstance(body, bytes) else str(body).encode()


async def _send(send: Send, status: int, headers: Mapping[str, str], body: bytes, cookies: Sequence[str] = ()) -> None:
    await _send_head(send, status, headers, cookies)
    await send({"type": "http.response.body", "body": body})


async def _send_head(send: Send, status: int, headers: Mapping[str, str], cookies: Sequence[str]) -> None:
    pairs = [
        (name.lower().encode("latin-1"), str(value).encode("latin-1", "replace")) for name, value in headers.items()
    ]
    pairs.extend((b"set-cookie", str(cookie).encode("latin-1", "replace")) for cookie in cookies)
    await send({"type": "http.response.start", "status": status, "headers": pairs})


async def _live(receive: Receive, send: Send) -> None:
    """Say yes to the server's start and end."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
