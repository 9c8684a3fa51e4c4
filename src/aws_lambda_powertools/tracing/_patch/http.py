"""Calls over HTTP as segments: requests, httpx, and on request the standard library's http.client."""

from __future__ import annotations

from functools import wraps
from urllib.parse import urlsplit

from aws_lambda_powertools.tracing._patch import hook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._native import NativeSegment

HEADER = "X-Amzn-Trace-Id"
UNKNOWN_HOST = "UNKNOWN HOST"
HTTPS_PORT = 443


def call_of(provider: Any, method: Any, url: str) -> NativeSegment | None:
    """A segment for a call, not yet begun; None for calls that are not to be traced."""
    if not hasattr(provider.__class__, "ignores"):  # it is none of ours
        return None
    host, path, shown = _parts_of(url)
    if provider.ignores(host, path):
        return None
    segment: NativeSegment = provider.in_subsegment(host or UNKNOWN_HOST, namespace="remote")
    segment.put_http_meta("method", method)
    segment.put_http_meta("url", shown)
    return segment


def _parts_of(url: str) -> tuple[str, str, str]:
    """Host and path of an address, and the address as it may be shown: without user, query and fragment."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # no address at all; the library will say so
        return "", "", url.partition("?")[0]
    place = parts.netloc.rpartition("@")[2]
    shown = parts._replace(netloc=place, query="", fragment="").geturl()
    return host, parts.path, shown


def _add_header(headers: Any, url: str) -> None:
    """Tell the service called which segment calls it, unless the user tells it something else."""
    provider = hook.provider
    if provider is None:
        return
    host, path, _ = _parts_of(url)
    header = provider.header()
    if header is not None and not provider.ignores(host, path):
        headers.setdefault(HEADER, header)


# --- requests ----------------------------------------------------------------------------------------------------


def patch_requests(module: Any) -> None:
    """Trace `Session.request`, redirects included; the header is set in `Session.send`."""
    hook.replace(module.Session, "request", _traced_request)
    hook.replace(module.Session, "send", _with_header)


def _traced_request(request: Any) -> Any:
    @wraps(request)
    def traced(session: Any, method: Any, url: Any, *args: Any, **kwargs: Any) -> Any:
        segment = call_of(hook.provider, method, str(url))
        if segment is None:
            return request(session, method, url, *args, **kwargs)
        with segment:
            response = request(session, method, url, *args, **kwargs)
            segment.put_http_meta("status", response.status_code)
            return response

    return traced


def _with_header(send: Any) -> Any:
    @wraps(send)
    def sending(session: Any, request: Any, **kwargs: Any) -> Any:
        _add_header(request.headers, str(request.url))
        return send(session, request, **kwargs)

    return sending


# --- httpx -------------------------------------------------------------------------------------------------------


def patch_httpx(module: Any) -> None:
    """Trace `send` of both clients."""
    hook.replace(module.Client, "send", _traced_send)
    hook.replace(module.AsyncClient, "send", _traced_async_send)


def _traced_send(send: Any) -> Any:
    @wraps(send)
    def traced(client: Any, request: Any, **kwargs: Any) -> Any:
        segment = call_of(hook.provider, request.method, str(request.url))
        if segment is None:
            return send(client, request, **kwargs)
        with segment:
            _add_header(request.headers, str(request.url))
            response = send(client, request, **kwargs)
            segment.put_http_meta("status", response.status_code)
            return response

    return traced


def _traced_async_send(send: Any) -> Any:
    @wraps(send)
    async def traced(client: Any, request: Any, **kwargs: Any) -> Any:
        segment = call_of(hook.provider, request.method, str(request.url))
        if segment is None:
            return await send(client, request, **kwargs)
        with segment:
            _add_header(request.headers, str(request.url))
            response = await send(client, request, **kwargs)
            segment.put_http_meta("status", response.status_code)
            return response

    return traced


# --- http.client -------------------------------------------------------------------------------------------------

OPEN_CALL = "_powertools_call"
"""Attribute of a connection: the segment of a request whose response has not been read."""


def patch_httplib(module: Any) -> None:
    """Trace `request` to `getresponse` as one segment."""
    hook.replace(module.HTTPConnection, "request", _begun_by_request)
    hook.replace(module.HTTPConnection, "getresponse", _ended_by_response)


def _begun_by_request(request: Any) -> Any:
    @wraps(request)
    def traced(connection: Any, method: str, url: str, body: Any = None, headers: Any = None, **kwargs: Any) -> Any:
        address = _address_of(connection, url)
        segment = call_of(hook.provider, method, address)
        headers = dict(headers or {})
        if segment is None:
            return request(connection, method, url, body, headers, **kwargs)
        segment.__enter__()
        try:
            if HEADER.lower() not in {str(name).lower() for name in headers}:
                _add_header(headers, address)
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
        segment.put_http_meta("status", response.status)
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
