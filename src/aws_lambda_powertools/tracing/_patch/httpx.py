"""Requests of the library `httpx` as segments, one for a request and all its redirects."""

from __future__ import annotations

from functools import wraps

from aws_lambda_powertools.tracing._patch import hook
from aws_lambda_powertools.tracing._patch.calls import call_of, link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LIBRARY = "httpx"


def patch(module: Any) -> None:
    """Trace `send` of both clients; the classes stay what they are."""
    hook.replace(module.Client, "send", _traced)
    hook.replace(module.AsyncClient, "send", _traced_async)


def _traced(send: Any) -> Any:
    @wraps(send)
    def traced(client: Any, request: Any, **kwargs: Any) -> Any:
        segment = call_of(LIBRARY, request.method, request.url)
        if segment is None:
            return send(client, request, **kwargs)
        with segment:
            link(LIBRARY, request.headers, request.url)
            response = send(client, request, **kwargs)
            segment.put_http_meta("status", getattr(response, "status_code", None))
            return response

    return traced


def _traced_async(send: Any) -> Any:
    @wraps(send)
    async def traced(client: Any, request: Any, **kwargs: Any) -> Any:
        segment = call_of(LIBRARY, request.method, request.url)
        if segment is None:
            return await send(client, request, **kwargs)
        with segment:
            link(LIBRARY, request.headers, request.url)
            response = await send(client, request, **kwargs)
            segment.put_http_meta("status", getattr(response, "status_code", None))
            return response

    return traced
