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

    make = _backends.optional(_shared_provider(), "aiohttp_trace_config")
    if make is not None:
        return make()
    from aws_lambda_powertools.tracing._patch.aiohttp import trace_config

    return trace_config(_shared_provider)


def _shared_provider() -> Any:
    """The provider of the Tracers of this function; None as long as there is no Tracer."""
    from aws_lambda_powertools.tracing.tracer import Tracer

    return Tracer._config["provider"]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # our own Tracer
