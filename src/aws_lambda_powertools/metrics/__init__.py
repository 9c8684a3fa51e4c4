"""Custom metrics, printed in CloudWatch's embedded metric format or sent elsewhere by a provider."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.metrics.base import single_metric as single_metric
    from aws_lambda_powertools.metrics.exceptions import (
        MetricValueError as MetricValueError,
        SchemaValidationError as SchemaValidationError,
    )
    from aws_lambda_powertools.metrics.metrics import EphemeralMetrics as EphemeralMetrics, Metrics as Metrics
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.exceptions import (
        MetricResolutionError as MetricResolutionError,
        MetricUnitError as MetricUnitError,
    )
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.metric_properties import (
        MetricResolution as MetricResolution,
        MetricUnit as MetricUnit,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".base": ["single_metric"],
        ".exceptions": ["MetricValueError", "SchemaValidationError"],
        ".metrics": ["EphemeralMetrics", "Metrics"],
        ".provider.cloudwatch_emf.exceptions": ["MetricResolutionError", "MetricUnitError"],
        ".provider.cloudwatch_emf.metric_properties": ["MetricResolution", "MetricUnit"],
    },
)
