"""DatadogMetrics: metrics for Datadog, shared by all such objects."""

from __future__ import annotations

from aws_lambda_powertools.metrics._recording import Ledger
from aws_lambda_powertools.metrics.provider.datadog.datadog import DatadogProvider, Points

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, overload

    Handler = TypeVar("Handler", bound=Callable[..., Any])

SHARED: Ledger[Points] = Ledger(Points([], {}))
"""What all DatadogMetrics objects without a provider of their own record."""


class DatadogMetrics:
    """Metrics for Datadog, with tags instead of dimensions.

        metrics = DatadogMetrics(namespace="shop")

        @metrics.log_metrics(capture_cold_start_metric=True)
        def lambda_handler(event, context):
            metrics.add_metric(name="sold", value=1, product="latte")

    All objects record into the same metrics; each sends what there is with its own default tags. See
    DatadogProvider for each method.
    """

    def __init__(
        self,
        namespace: str | None = None,
        flush_to_log: bool | None = None,
        provider: DatadogProvider | None = None,
    ) -> None:
        """Unset, `namespace` comes from POWERTOOLS_METRICS_NAMESPACE and `flush_to_log` from DD_FLUSH_TO_LOG."""
        if provider is None:
            provider = DatadogProvider(namespace=namespace, flush_to_log=flush_to_log)
            provider.ledger = SHARED
        self.provider = provider

    def add_metric(self, name: str, value: float, timestamp: int | None = None, **tags: Any) -> None:
        """Record a value of a metric, with tags; `timestamp` is in seconds since the epoch, by default now.

        Raises SchemaValidationError for a name that Datadog does not take, and MetricValueError for what is no number.
        """
        self.provider.add_metric(name=name, value=value, timestamp=timestamp, **tags)

    def set_default_tags(self, **tags: Any) -> None:
        """Add tags to every metric from now on, beyond the end of the invocation."""
        self.provider.set_default_tags(**tags)

    def clear_default_tags(self) -> None:
        """Forget the default tags."""
        self.provider.clear_default_tags()

    def serialize_metric_set(self, metrics: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
        """The recorded or the given points as they are sent."""
        return self.provider.serialize_metric_set(metrics=metrics)

    def flush_metrics(self, raise_on_empty_metrics: bool = False) -> None:
        """Send what has been recorded, and forget it."""
        self.provider.flush_metrics(raise_on_empty_metrics=raise_on_empty_metrics)

    def clear_metrics(self) -> None:
        """Forget what has been recorded."""
        self.provider.clear_metrics()

    if TYPE_CHECKING:

        @overload
        def log_metrics(
            self,
            lambda_handler: Handler,
            capture_cold_start_metric: bool = False,
            raise_on_empty_metrics: bool = False,
            default_tags: dict[str, Any] | None = None,
        ) -> Handler: ...

        @overload
        def log_metrics(
            self,
            lambda_handler: None = None,
            capture_cold_start_metric: bool = False,
            raise_on_empty_metrics: bool = False,
            default_tags: dict[str, Any] | None = None,
        ) -> Callable[[Handler], Handler]: ...

    def log_metrics(
        self,
        lambda_handler: Handler | None = None,
        capture_cold_start_metric: bool = False,
        raise_on_empty_metrics: bool = False,
        default_tags: dict[str, Any] | None = None,
    ) -> Handler | Callable[[Handler], Handler]:
        """Send the metrics at the end of each invocation of a handler, also of one that fails.

        `capture_cold_start_metric` records the metric ColdStart in an environment's first invocation;
        `raise_on_empty_metrics` raises SchemaValidationError if there are none, instead of a warning;
        `default_tags` are set as by `set_default_tags`. Trouble with metrics never takes the place of the handler's
        own exception.
        """
        return self.provider.log_metrics(
            lambda_handler,
            capture_cold_start_metric=capture_cold_start_metric,
            raise_on_empty_metrics=raise_on_empty_metrics,
            default_tags=default_tags,
        )

    @property
    def namespace(self) -> str:
        """What stands before the names of metrics, unless it is `default`."""
        return self.provider.namespace

    @namespace.setter
    def namespace(self, namespace: str) -> None:
        self.provider.namespace = namespace

    @property
    def metric_set(self) -> list[dict[str, Any]]:
        """What has been recorded."""
        return self.provider.metric_set

    @property
    def default_tags(self) -> dict[str, Any]:
        """The tags of every metric."""
        return self.provider.default_tags
