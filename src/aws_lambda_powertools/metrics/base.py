"""SingleMetric and single_metric: one metric with dimensions of its own; MetricManager, the provider's older name."""

from __future__ import annotations

from contextlib import ContextDecorator

from aws_lambda_powertools.metrics._cloudwatch import AmazonCloudWatchEMFProvider
from aws_lambda_powertools.metrics._emf import MAX_METRIC_NAME_LENGTH, MAX_METRICS, MIN_METRIC_NAME_LENGTH
from aws_lambda_powertools.metrics._recording import MAX_DIMENSIONS
from aws_lambda_powertools.metrics.provider.cold_start import reset_cold_start_flag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.metric_properties import MetricResolution, MetricUnit

__all__ = [
    "MAX_DIMENSIONS",
    "MAX_METRICS",
    "MAX_METRIC_NAME_LENGTH",
    "MIN_METRIC_NAME_LENGTH",
    "MetricManager",
    "SingleMetric",
    "reset_cold_start_flag",
    "single_metric",
]

MetricManager = AmazonCloudWatchEMFProvider


class SingleMetric(MetricManager, is_plain=True):
    """One metric, apart from all that is recorded elsewhere."""

    _belongs_to_invocations = False

    def add_metric(
        self, name: str, unit: MetricUnit | str, value: float, resolution: MetricResolution | int = 60
    ) -> None:
        """Record the metric. It has one value: what is added after it is left out, with a warning."""
        base = self.ledger.base
        if not (base.columns or base.shown):
            AmazonCloudWatchEMFProvider.add_metric(self, name, unit, value, resolution)
        else:
            from aws_lambda_powertools._core.notices import warn_once

            warn_once(
                ("single metric", name), f"A single metric has one value; a further one, of {name!r}, is left out."
            )

    def emit(self) -> None:
        """Print the metric, if there is one."""
        base = self.ledger.base
        if base.columns or base.shown:
            self._emit(base)


def single_metric(
    name: str,
    unit: MetricUnit | str,
    value: float,
    resolution: MetricResolution | int = 60,
    namespace: str | None = None,
    default_dimensions: dict[str, str] | None = None,
) -> SingleMetricBlock:
    """Emit one metric with dimensions of its own, when the block ends; also if it raises.

        with single_metric(name="Sold", unit=MetricUnit.Count, value=1, namespace="Shop") as metric:
            metric.add_dimension(name="tenant", value="ACME")

    As a decorator, it emits the metric at each call. Raises what `add_metric` raises, and SchemaValidationError
    without a namespace.
    """
    return SingleMetricBlock(name, unit, value, resolution, namespace, default_dimensions)


class SingleMetricBlock(ContextDecorator):
    """What `single_metric` returns: gives the metric at the start of a block and emits it at the end."""

    __slots__ = ("_arguments", "_metric")

    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments

    def _recreate_cm(self) -> SingleMetricBlock:
        """A block for each call of a decorated function, since calls may overlap."""
        return SingleMetricBlock(*self._arguments)

    def __enter__(self) -> SingleMetric:
        name, unit, value, resolution, namespace, default_dimensions = self._arguments
        self._metric = metric = SingleMetric(namespace=namespace)
        metric.add_metric(name, unit, value, resolution)
        if default_dimensions:
            if type(default_dimensions) is not dict:
                from aws_lambda_powertools.metrics import _checks

                _checks.check_mapping("default_dimensions", default_dimensions)
            metric.set_default_dimensions(**default_dimensions)
        return metric

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self._metric.emit()
        except Exception as trouble:
            if error is None:
                raise
            from aws_lambda_powertools._core.notices import warn_once

            # The block's own exception is the one that matters.
            warn_once(("single metric", type(trouble)), f"A single metric could not be emitted: {trouble}")
