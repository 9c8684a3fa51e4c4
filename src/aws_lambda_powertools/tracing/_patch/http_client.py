"""Requests of the standard library's `http.client`, and so of `urllib`, as segments; only on request."""

from __future__ import annotations

from functools import wraps

from aws_lambda_powertools.tracing._patch import hook
from aws_lambda_powertools.tracing._patch.calls import call_of, link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._native import NativeSegment

LIBRARY = "httplib"
HTTPS_PORT = 443

OPEN_CALL = "_powertools_call"
"""Attribute of a connection: the segment of a request whose response has not been read."""


def patch(module: Any) -> None:
    """Trace `request` to `getresponse` as one segment."""
    hook.replace(module.HTTPConnection, "request", _begun_by_request)
    hook.replace(module.HTTPConnection, "getresponse", _ended_by_response)


def _begun_by_request(request: Any) -> Any:
    @wraps(request)
    def traced(connection: Any, method: str, url: str, body: Any = None, headers: Any = None, **kwargs: Any) -> Any:
        address = hook.quietly(_address_of, connection, url) or url
        segment = call_of(LIBRARY, method, address)
        headers = dict(headers or {})
        if segment is None:
            return request(connection, method, url, body, headers, **kwargs)
        segment.__enter__()
        try:
            link(LIBRARY, headers, address)
            request(connection, method, url, body, headers, **kwargs)
        except BaseException as error:
            segment.__exit__(type(error), error, error.__traceback__)
            raise
        segment.pause()
        connection.__dict__[OPEN_CALL] = segment
        return None

    return traced


def _ended_by_response(getresponse: Any) -> Any:
    @wraps(getresponse)
    def traced(connection: Any, *args: Any, **kwargs: Any) -> Any:
        segment: NativeSegment | None = connection.__dict__.pop(OPEN_CALL, None)
        if segment is None:
            return getresponse(connection, *args, **kwargs)
        try:
            response = getresponse(connection, *args, **kwargs)
        except BaseException as error:
            segment.__exit__(type(error), error, error.__traceback__)
            raise
        segment.put_http_meta("status", getattr(response, "status", None))
        segment.close()
        return response

    return traced


def _address_of(connection: Any, url: str) -> str:
    """The address of a request: `url` is often a mere path, and the connection may go through a tunnel."""
    if "://" in url:
        return url
    scheme = "https" if connection.default_port == HTTPS_PORT else "http"
    host = getattr(connection, "_tunnel_host", None) or connection.host
    port = getattr(connection, "_tunnel_port", None) or connection.port
    place = f"[{host}]" if ":" in host else host
    return f"{scheme}://{place}{url}" if port == connection.default_port else f"{scheme}://{place}:{port}{url}"
