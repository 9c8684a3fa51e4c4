"""ResponseBuilder: a Response as the dict that the event source wants.

    body as text ─► CORS ─► cache control ─► gzip ─► base64 ─► headers as the source carries them

The Response itself is read, never written.
"""

# What handlers return and send is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools.event_handler._json import dumps
from aws_lambda_powertools.event_handler._request_headers import header_of
from aws_lambda_powertools.event_handler._response import CONTENT_TYPE, HeaderMap, is_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.event_handler._cors import CORSConfig
    from aws_lambda_powertools.event_handler._response import Response
    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent

VARY = "Vary"

_OK = 200

WITHOUT_BODY = frozenset((204, 205, 304))
"""Statuses whose answers have no body, whatever the handler returned."""


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
        response, route = self.response, self.route
        headers = HeaderMap(response.headers)
        status = plain_status(response.status_code)
        body = written_body(response.body, status, headers, self.serializer)
        if (route is None and cors is not None) or (route is not None and route.cors):
            self._add_cors(headers, event, cors)
        if route is not None and route.cache_control:
            headers["Cache-Control"] = route.cache_control if status == _OK else "no-cache"
        wanted = response.compress
        if (route is not None and route.compress) if wanted is None else wanted:
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

    def _add_cors(self, headers: HeaderMap, event: BaseProxyEvent, cors: CORSConfig | None) -> None:
        if cors is None:
            from aws_lambda_powertools.event_handler._cors import CORSConfig

            cors = CORSConfig()
        origin = cors.allowed_origin(header_of(event, "origin"))
        if origin is not None:
            allowed = cors.to_dict(origin)
            if len(headers) > 1:
                headers.update(allowed)
            else:
                dict.update(headers, allowed)  # nothing but a content type can be there
        if self.vary and not (cors.any_origin and origin == "*"):
            add_vary(headers, "Origin")

    def _compressed(self, body: str | bytes | None, headers: HeaderMap, event: BaseProxyEvent) -> str | bytes | None:
        if not body or self.response.base64_encoded or "Content-Encoding" in headers:
            return body
        if self.vary:
            add_vary(headers, "Accept-Encoding")
        from aws_lambda_powertools.event_handler._compression import accepts_gzip, gzipped

        if not accepts_gzip(header_of(event, "accept-encoding")):
            return body
        headers["Content-Encoding"] = "gzip"
        return gzipped(body)


def written_body(body: Any, status: int, headers: dict[str, Any], serializer: Callable[[Any], str]) -> Any:
    """The body as text, or as bytes that are no text; None where there is none.

    What is neither goes out as JSON, and gets that content type unless it has one.
    """
    if isinstance(body, str):
        return body
    content_type = headers.get(CONTENT_TYPE)
    if body is None:
        if not is_json(content_type):
            return None
        return "" if status in WITHOUT_BODY else serializer(None)
    if isinstance(body, (bytes, bytearray, memoryview)):
        data = bytes(body)
        return _text_if_possible(data) if is_json(content_type) and "Content-Encoding" not in headers else data
    if content_type is None:
        headers[CONTENT_TYPE] = "application/json"
    return serializer(body)


def plain_status(status: Any) -> int:
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


def add_vary(headers: dict[str, Any], name: str) -> None:
    """Tell caches that the answer depends on a header of the request."""
    present = headers.get(VARY)
    if present is None:
        headers[VARY] = name
        return
    names: str = ",".join(present) if isinstance(present, list) else present
    if "*" not in names and name.lower() not in (each.strip().lower() for each in names.split(",")):
        headers[VARY] = f"{names}, {name}"
