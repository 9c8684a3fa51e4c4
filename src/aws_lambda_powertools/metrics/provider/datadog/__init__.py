"""Metrics for Datadog."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.metrics.provider.datadog.datadog import DatadogProvider as DatadogProvider
    from aws_lambda_powertools.metrics.provider.datadog.metrics import DatadogMetrics as DatadogMetrics

__getattr__, __dir__, __all__ = lazy_exports(
    __name__, {".datadog": ["DatadogProvider"], ".metrics": ["DatadogMetrics"]}
)
