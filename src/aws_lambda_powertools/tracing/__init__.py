"""Tracer, its OpenTelemetry backend, and the trace configuration for aiohttp clients, each imported at first use."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.tracing._otel.provider import OpenTelemetryProvider as OpenTelemetryProvider
    from aws_lambda_powertools.tracing.extensions import aiohttp_trace_config as aiohttp_trace_config
    from aws_lambda_powertools.tracing.tracer import Tracer as Tracer

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "._otel.provider": ["OpenTelemetryProvider"],
        ".extensions": ["aiohttp_trace_config"],
        ".tracer": ["Tracer"],
    },
)
