"""Requests of the library `requests` as segments, one for a request and all its redirects."""

from __future__ import annotations

from functools import wraps

from aws_lambda_powertools.tracing._patch import hook
from aws_lambda_powertools.tracing._patch.calls import call_of, link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LIBRARY = "requests"


def patch(module: Any) -> None:
    """Trace `Session.request`; the headers are set in `Session.send`, where a request has all of its own."""
    hook.replace(module.Session, "request", _traced)
    hook.replace(module.Session, "send", _linked)


def _traced(request: Any) -> Any:
    @wraps(request)
    def traced(session: Any, method: Any, url: Any, *args: Any, **kwargs: Any) -> Any:
        segment = call_of(LIBRARY, method, url)
        if segment is None:
            return request(session, method, url, *args, **kwargs)
        with segment:
            response = request(session, method, url, *args, **kwargs)
            segment.put_http_meta("status", getattr(response, "status_code", None))
            return response

    return traced


def _linked(send: Any) -> Any:
    @wraps(send)
    def linked(session: Any, request: Any, **kwargs: Any) -> Any:
        link(LIBRARY, request.headers, request.url)
        return send(session, request, **kwargs)

    return linked
