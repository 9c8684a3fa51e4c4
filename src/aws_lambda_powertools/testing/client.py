"""TestClient: requests to an app or a handler, as a web client would send them, through the events of its front.

client = TestClient(app)
response = client.post("/orders", json={"sku": "tea"})
assert response.status_code == 201
assert response.json()["id"]
"""

# Apps and answers are looked into here, Any all the way down.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import json as json_module
from base64 import b64decode
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from aws_lambda_powertools._core.headers import Headers
from aws_lambda_powertools.testing import events
from aws_lambda_powertools.testing.contexts import lambda_context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Values = Mapping[str, str | Sequence[str]]
    Files = Mapping[str, tuple[str, bytes] | tuple[str, bytes, str]]

SERVER_ERROR = 500

BOUNDARY = "powertools-test-client"


def _local(method: str, path: str, *, body: str | bytes | None, headers: Values, query: Values) -> dict[str, Any]:
    """What HttpResolver makes of a request to a web server."""
    rest = events.api_gateway_rest(method, path, body=body, headers=headers, query=query)
    return {
        "httpMethod": rest["httpMethod"],
        "path": rest["path"],
        "headers": {name.lower(): value for name, value in rest["headers"].items()},
        "queryStringParameters": rest["queryStringParameters"] or {},
        "multiValueQueryStringParameters": rest["multiValueQueryStringParameters"] or {},
        "requestContext": {"stage": "local", "requestId": "local-request-id"},
        "body": rest["body"],
        "isBase64Encoded": rest["isBase64Encoded"],
    }


def _lattice(method: str, path: str, *, body: str | bytes | None, headers: Values, query: Values) -> dict[str, Any]:
    single = {name: value if isinstance(value, str) else value[-1] for name, value in query.items()}
    return events.vpc_lattice(method, path, body=body, headers=headers, query=single)


FRONTS: dict[str, Callable[..., dict[str, Any]]] = {
    "rest": events.api_gateway_rest,
    "http": events.api_gateway_http,
    "alb": events.alb,
    "function_url": events.function_url,
    "vpc_lattice": _lattice,
    "vpc_lattice_v2": events.vpc_lattice_v2,
    "local": _local,
}

_FRONT_OF_TYPE = {
    "APIGatewayProxyEvent": "rest",
    "APIGatewayProxyEventV2": "http",
    "ALBEvent": "alb",
    "LambdaFunctionUrlEvent": "function_url",
    "VPCLatticeEvent": "vpc_lattice",
    "VPCLatticeEventV2": "vpc_lattice_v2",
}


class TestResponse:
    """What a client would get: `status_code`, `headers` and `cookies` by name, `content`, `text`, `json()`.

    `raw` is the answer as the function gave it. A compressed body is inflated, as clients do.
    """

    __test__ = False  # its name does not make it a test

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.status_code = int(raw["statusCode"])
        pairs = _header_pairs(raw)
        self.headers = Headers()
        for name, value in pairs:
            self.headers.add(name, value)
        self.cookies = dict(_cookie(value) for name, value in pairs if name.lower() == "set-cookie")
        self.content = self._inflated(_body_of(raw))

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as data; ValueError when it is no JSON."""
        return json_module.loads(self.content)

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status_code < 300  # noqa: PLR2004  # the range of success

    def _inflated(self, body: bytes) -> bytes:
        if self.headers.get("content-encoding") != "gzip":
            return body
        from aws_lambda_powertools._core.encoding import inflate

        return inflate(body, what="The response body")

    def __repr__(self) -> str:
        return f"<TestResponse {self.status_code}>"


class _Client:
    """What both clients have in common: they make events."""

    __test__ = False

    def __init__(
        self,
        app: Any,
        *,
        front: str | None = None,
        headers: Mapping[str, str] | None = None,
        context: Any = None,
        raise_server_exceptions: bool = True,
    ) -> None:
        self.app = app
        self.front = front or _front_of(app)
        if self.front not in FRONTS:
            raise ValueError(f"front is {front!r}; it is one of {', '.join(FRONTS)}")
        self.headers = dict(headers or {})
        self.cookies: dict[str, str] = {}
        self.raise_server_exceptions = raise_server_exceptions
        self._context = context

    def event(
        self,
        method: str,
        url: str,
        *,
        params: Values | None = None,
        json: Any = None,
        data: Values | None = None,
        files: Files | None = None,
        content: str | bytes | None = None,
        headers: Values | None = None,
        cookies: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """The event that a request becomes."""
        parts = urlsplit(url)
        query: dict[str, Any] = {}
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            query.setdefault(name, []).append(value)
        query.update(params or {})
        body, content_type = _encoded(json, data, files, content)
        sent: dict[str, Any] = {**self.headers, **(headers or {})}
        if content_type is not None and "content-type" not in {name.lower() for name in sent}:
            sent["content-type"] = content_type
        jar = {**self.cookies, **(cookies or {})}
        if jar:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in jar.items())
        return FRONTS[self.front](method, parts.path or "/", body=body, headers=sent, query=query)

    def _invocation_context(self) -> Any:
        return self._context if self._context is not None else lambda_context()

    def _answer(self, raw: Any) -> TestResponse:
        response = TestResponse(raw)
        self.cookies.update(response.cookies)
        return response

    def _failed(self, error: Exception) -> TestResponse:
        if self.raise_server_exceptions:
            raise error
        body = json_module.dumps({"message": "Internal server error"})
        return TestResponse({"statusCode": SERVER_ERROR, "headers": {"Content-Type": "application/json"}, "body": body})


class TestClient(_Client):
    """Sends requests to an app of the event handler, or to any handler `(event, context)` behind a `front`.

    `front` is rest, http, alb, function_url, vpc_lattice, vpc_lattice_v2 or local; an app knows its own. `headers` go
    with every request, and so do cookies that were set. With `raise_server_exceptions=False` an exception of the app is
    an answer with status 500, as it would be in the cloud.
    """

    def request(self, method: str, url: str, **request: Any) -> TestResponse:
        """Send a request: `params`, `json`, `data` (a form), `files`, `content`, `headers`, `cookies`."""
        event = self.event(method, url, **request)
        handle = getattr(self.app, "resolve", self.app)
        try:
            raw = handle(event, self._invocation_context())
        except Exception as error:
            return self._failed(error)
        return self._answer(raw)

    def get(self, url: str, **request: Any) -> TestResponse:
        """Send a GET request."""
        return self.request("GET", url, **request)

    def post(self, url: str, **request: Any) -> TestResponse:
        """Send a POST request."""
        return self.request("POST", url, **request)

    def put(self, url: str, **request: Any) -> TestResponse:
        """Send a PUT request."""
        return self.request("PUT", url, **request)

    def patch(self, url: str, **request: Any) -> TestResponse:
        """Send a PATCH request."""
        return self.request("PATCH", url, **request)

    def delete(self, url: str, **request: Any) -> TestResponse:
        """Send a DELETE request."""
        return self.request("DELETE", url, **request)

    def head(self, url: str, **request: Any) -> TestResponse:
        """Send a HEAD request."""
        return self.request("HEAD", url, **request)

    def options(self, url: str, **request: Any) -> TestResponse:
        """Send an OPTIONS request."""
        return self.request("OPTIONS", url, **request)


class AsyncTestClient(_Client):
    """The same for async tests: `await client.get("/orders")`."""

    async def request(self, method: str, url: str, **request: Any) -> TestResponse:
        """Send a request; see TestClient."""
        event = self.event(method, url, **request)
        handle = getattr(self.app, "resolve_async", self.app)
        try:
            raw = handle(event, self._invocation_context())
            if hasattr(raw, "__await__"):
                raw = await raw
        except Exception as error:
            return self._failed(error)
        return self._answer(raw)

    async def get(self, url: str, **request: Any) -> TestResponse:
        """Send a GET request."""
        return await self.request("GET", url, **request)

    async def post(self, url: str, **request: Any) -> TestResponse:
        """Send a POST request."""
        return await self.request("POST", url, **request)

    async def put(self, url: str, **request: Any) -> TestResponse:
        """Send a PUT request."""
        return await self.request("PUT", url, **request)

    async def patch(self, url: str, **request: Any) -> TestResponse:
        """Send a PATCH request."""
        return await self.request("PATCH", url, **request)

    async def delete(self, url: str, **request: Any) -> TestResponse:
        """Send a DELETE request."""
        return await self.request("DELETE", url, **request)

    async def head(self, url: str, **request: Any) -> TestResponse:
        """Send a HEAD request."""
        return await self.request("HEAD", url, **request)

    async def options(self, url: str, **request: Any) -> TestResponse:
        """Send an OPTIONS request."""
        return await self.request("OPTIONS", url, **request)


def _front_of(app: Any) -> str:
    """The front of an app by the events it reads; REST for plain handlers."""
    if hasattr(app, "asgi_handler"):
        return "local"
    kind = getattr(app, "_proxy_type", None)
    name = getattr(kind, "value", kind)
    if name is None:
        return "rest"
    if name not in _FRONT_OF_TYPE:
        raise TypeError(f"{type(app).__name__} does not answer HTTP requests; call its resolve with an event")
    return _FRONT_OF_TYPE[name]


def _encoded(
    json: Any, data: Values | None, files: Files | None, content: str | bytes | None
) -> tuple[str | bytes | None, str | None]:
    """The body of a request, and its content type."""
    if sum(part is not None for part in (json, content)) + bool(data or files) > 1:
        raise TypeError("A request has one body: json, content, or data with files")
    if json is not None:
        return json_module.dumps(json), "application/json"
    if files:
        return _multipart(data or {}, files), f"multipart/form-data; boundary={BOUNDARY}"
    if data is not None:
        return urlencode(data, doseq=True), "application/x-www-form-urlencoded"
    return content, None


def _multipart(data: Values, files: Files) -> bytes:
    """A form with files, as browsers write it (RFC 7578)."""
    parts: list[bytes] = []
    for name, value in data.items():
        values = [value] if isinstance(value, str) else value
        parts.extend(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{each}\r\n'.encode() for each in values)
    for name, (file_name, file, *kind) in files.items():
        head = (
            f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
            f"Content-Type: {kind[0] if kind else 'application/octet-stream'}\r\n\r\n"
        )
        parts.append(head.encode() + bytes(file) + b"\r\n")
    line = f"--{BOUNDARY}\r\n".encode()
    return b"".join(line + part for part in parts) + f"--{BOUNDARY}--\r\n".encode()


def _header_pairs(raw: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs = [(name, str(value)) for name, value in (raw.get("headers") or {}).items()]
    for name, values in (raw.get("multiValueHeaders") or {}).items():
        pairs.extend((name, str(value)) for value in values)
    pairs.extend(("set-cookie", cookie) for cookie in raw.get("cookies") or ())
    return pairs


def _cookie(header: str) -> tuple[str, str]:
    name, _, value = header.partition(";")[0].partition("=")
    return name.strip(), value.strip()


def _body_of(raw: Mapping[str, Any]) -> bytes:
    body = raw.get("body") or ""
    if raw.get("isBase64Encoded"):
        return b64decode(body)
    return body if isinstance(body, bytes) else str(body).encode()
