"""Trace configuration for aiohttp client sessions."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def aiohttp_trace_config() -> Any:
    """An `aiohttp.TraceConfig` that records the requests of a client session with the Tracer's provider.

    async with aiohttp.ClientSession(trace_configs=[aiohttp_trace_config()]) as session: ...
    """
    from aws_lambda_powertools.tracing import _backends
    from aws_lambda_powertools.tracing.tracer import Tracer

    make = _backends.optional(Tracer._config["provider"], "aiohttp_trace_config")  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # our own Tracer
    if make is not None:
        return make()
    from aws_lambda_powertools.tracing._patch.aiohttp import trace_config

    return trace_config()
