"""ResponseBuilder: a Response as the dict that the event source wants.

    body as text ─► CORS ─► cache control ─► gzip ─► base64 ─► headers as the source carries them

The Response itself is read, never written.
"""

from __future__ import annotations

from aws_lambda_powertools.event_handler._header_map import HeaderMap
from aws_lambda_powertools.event_handler._json import dumps
from aws_lambda_powertools.event_handler._response import CONTENT_TYPE, is_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.event_handler._cors import CORSConfig
    from aws_lambda_powertools.event_handler._response import Response
    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent

VARY = "Vary"

_WITHOUT_BODY = frozenset((204, 205, 304))


class ResponseBuilder:
    """What one response becomes for one request.

    `serializer` writes bodies that are neither text nor bytes. `vary` adds the header Vary where CORS or compression
    make the answer depend on the request.
    """

    def __init__(
        self,
        response: Response[Any],
        serializer: Callable[[Any], str] = dumps,
        route: Route | None = None,
        *,
        vary: bool = False,
    ) -> None:
        self.response = response
        self.serializer = serializer
        self.route = route
        self.vary = vary

    def build(self, event: BaseProxyEvent, cors: CORSConfig | None = None) -> dict[str, Any]:
        """The dict for the event source of this event."""
        response = self.response
        headers = HeaderMap(response.headers)
        status = _status(response.status_code)
        body = self._body(status, headers)
        self._add_cors(headers, event, cors)
        self._add_cache_control(headers, status)
        if body is not None:
            body = self._compressed(body, headers, event)
        encoded = response.base64_encoded
        if isinstance(body, bytes):
            from binascii import b2a_base64

            body, encoded = b2a_base64(body, newline=False).decode("ascii"), True
        return {
            "statusCode": status,
            "body": body,
            "isBase64Encoded": encoded,
            **event.header_serializer().serialize(headers=headers, cookies=response.cookies),
        }

    def _body(self, status: int, headers: HeaderMap) -> str | bytes | None:
        body: Any = self.response.body
        if isinstance(body, str):
            return body
        content_type = headers.get(CONTENT_TYPE)
        json = is_json(content_type)
        if isinstance(body, (bytes, bytearray, memoryview)):
            return _text_if_possible(bytes(body)) if json and "Content-Encoding" not in headers else bytes(body)
        if body is None:
            if not json:
                return None
            return "" if status in _WITHOUT_BODY else self.serializer(None)
        if content_type is None:
            headers[CONTENT_TYPE] = "application/json"
        return self.serializer(body)

    def _add_cors(self, headers: HeaderMap, event: BaseProxyEvent, cors: CORSConfig | None) -> None:
        if self.route is None:
            if cors is None:
                return
        elif not self.route.cors:
            return
        elif cors is None:
            from aws_lambda_powertools.event_handler._cors import CORSConfig

            cors = CORSConfig()
        origin = cors.allowed_origin(header_of(event, "origin"))
        if origin is not None:
            headers.update(cors.to_dict(origin))
        if self.vary and not (cors.any_origin and origin == "*"):
            add_vary(headers, "Origin")

    def _add_cache_control(self, headers: HeaderMap, status: int) -> None:
        if self.route is not None and self.route.cache_control:
            headers["Cache-Control"] = self.route.cache_control if status == 200 else "no-cache"

    def _compressed(self, body: str | bytes, headers: HeaderMap, event: BaseProxyEvent) -> str | bytes:
        wanted = self.response.compress
        if wanted is None:
            wanted = self.route is not None and self.route.compress
        if not wanted or self.response.base64_encoded or "Content-Encoding" in headers:
            return body
        if self.vary:
            add_vary(headers, "Accept-Encoding")
        from aws_lambda_powertools.event_handler._compression import accepts_gzip, gzipped

        if not accepts_gzip(header_of(event, "accept-encoding")):
            return body
        headers["Content-Encoding"] = "gzip"
        return gzipped(body)


def _status(status: Any) -> int:
    """The status as a plain number, also of HTTPStatus."""
    if type(status) is int:
        return status
    if isinstance(status, int) and not isinstance(status, bool):
        return int(status)
    raise TypeError(f"The status of a response is a number such as 200, not {status!r}")


def _text_if_possible(body: bytes) -> str | bytes:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body


def add_vary(headers: HeaderMap, name: str) -> None:
    """Tell caches that the answer depends on a header of the request."""
    present = headers.get(VARY)
    if present is None:
        headers[VARY] = name
        return
    names = ",".join(present) if isinstance(present, list) else present  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType]
    if "*" not in names and name.lower() not in (each.strip().lower() for each in names.split(",")):
        headers[VARY] = f"{names}, {name}"


def header_of(event: BaseProxyEvent, name: str) -> str | None:
    """One header of the request by its lower-case name; several values are joined with commas."""
    for field in ("headers", "multiValueHeaders"):
        headers: Any = event.get(field)
        if not headers:
            continue
        for spelt in (name, name.title()):
            if spelt in headers:
                return _joined(headers[spelt])
        for spelt, value in headers.items():
            if spelt.lower() == name:
                return _joined(value)
    return None


def _joined(value: Any) -> str | None:
    return ",".join(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType]
