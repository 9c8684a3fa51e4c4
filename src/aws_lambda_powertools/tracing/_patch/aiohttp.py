"""Requests of aiohttp client sessions as segments, through aiohttp's own tracing signals."""

from __future__ import annotations

from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.tracing._patch import hook
from aws_lambda_powertools.tracing._patch.calls import add_headers, segment_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import SimpleNamespace
    from typing import Any

LIBRARY = "aiohttp"


def trace_config(provider: Callable[[], Any], name: str | None = None) -> Any:
    """An `aiohttp.TraceConfig` that records requests under the name of the host, or under the given one.

    `provider()` is asked at each request, because the configuration may be made before any Tracer.
    """
    aiohttp = require("aiohttp", extra="tracer", wanted_by="aiohttp_trace_config")

    async def begin(_session: Any, state: SimpleNamespace, request: Any) -> None:
        state.segment = None
        hook.quietly(_begin, provider(), state, request, name)

    config = aiohttp.TraceConfig()
    config.on_request_start.append(begin)
    config.on_request_end.append(_end)
    config.on_request_exception.append(_fail)
    return config


def _begin(provider: Any, state: SimpleNamespace, request: Any, name: str | None) -> None:
    """Open a segment that lives in the request's own state: signals must not change what is current around them."""
    if not hasattr(provider.__class__, "ignores") or hook.is_left_to_opentelemetry(LIBRARY):
        return  # it is none of ours, or there would be two
    segment = segment_of(provider, LIBRARY, request.method, str(request.url))
    if segment is None:
        return
    if name is not None:
        segment.name = name
    segment.__enter__()
    segment.pause()
    state.segment = segment
    add_headers(request.headers, provider, segment)


async def _end(_session: Any, state: SimpleNamespace, request: Any) -> None:
    if state.segment is not None:
        state.segment.put_http_meta("status", request.response.status)
        state.segment.close()


async def _fail(_session: Any, state: SimpleNamespace, request: Any) -> None:
    if state.segment is not None:
        error = request.exception
        state.segment.__exit__(type(error), error, error.__traceback__)
