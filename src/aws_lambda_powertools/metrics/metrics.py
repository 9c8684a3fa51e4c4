"""Metrics: what users count, shared by all Metrics objects, behind a provider."""

from __future__ import annotations

from aws_lambda_powertools.metrics._cloudwatch import AmazonCloudWatchEMFProvider
from aws_lambda_powertools.metrics._recording import Ledger, MetricSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any, TypeVar, overload

    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.metric_properties import MetricResolution, MetricUnit
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.types import CloudWatchEMFOutput

    Handler = TypeVar("Handler", bound=Callable[..., Any])

EphemeralMetrics = AmazonCloudWatchEMFProvider
"""Metrics that are shared with no other object."""

SHARED: Ledger[MetricSet] = Ledger(MetricSet({}))
"""What all Metrics objects without a provider of their own record."""


class _Shared:
    """A part of what is recorded, as an attribute of the class: tests look there."""

    def __init__(self, part: Callable[[MetricSet], Any]) -> None:
        self._part = part

    def __get__(self, _metrics: Metrics | None, _owner: type[Metrics]) -> Any:
        return self._part(SHARED.page())


class Metrics:
    """Metrics for CloudWatch, printed in the embedded metric format: no API calls, no waiting.

        metrics = Metrics(namespace="Shop", service="orders")

        @metrics.log_metrics(capture_cold_start_metric=True)
        def lambda_handler(event, context):
            metrics.add_metric(name="Sold", unit=MetricUnit.Count, value=1)

    All objects record into the same metrics, so that every module of a function can have its own. What is recorded
    in an invocation belongs to it alone; concurrent invocations do not see each other's dimensions. Another
    `provider` sends metrics elsewhere.

    Environment variables: POWERTOOLS_METRICS_NAMESPACE, POWERTOOLS_SERVICE_NAME, POWERTOOLS_METRICS_FUNCTION_NAME,
    POWERTOOLS_METRICS_DISABLED, POWERTOOLS_METRICS_TRACE_CONTEXT. See AmazonCloudWatchEMFProvider for each method.
    """

    _metrics = _Shared(lambda page: page.show())
    _dimensions = _Shared(lambda page: page.for_changes().dimensions)
    _metadata = _Shared(lambda page: page.for_changes().metadata)
    _default_dimensions = _Shared(lambda page: page.defaults)

    def __init__(
        self,
        service: str | None = None,
        namespace: str | None = None,
        provider: Any = None,
        function_name: str | None = None,
    ) -> None:
        """`function_name` is that dimension of the metric ColdStart, instead of the name in the Lambda context."""
        if provider is None:
            provider = AmazonCloudWatchEMFProvider(namespace=namespace, service=service, function_name=function_name)
            provider.ledger = SHARED
        elif not hasattr(provider, "add_metric"):
            from aws_lambda_powertools.metrics import _checks

            _checks.check_provider(provider)
        self.provider: Any = provider

    def add_metric(
        self, name: str, unit: MetricUnit | str, value: float, resolution: MetricResolution | int = 60
    ) -> None:
        """Record a value of a metric. A hundred metrics, or a hundred values of one, are emitted at once.

        Raises MetricNameError, MetricUnitError, MetricResolutionError, or MetricValueError for what is no number.
        """
        provider = self.provider
        if provider.__class__ is AmazonCloudWatchEMFProvider:
            provider.add_metric(name, unit, value, resolution)
        else:  # the names are what providers have in common
            provider.add_metric(name=name, unit=unit, value=value, resolution=resolution)

    def add_dimension(self, name: str, value: str) -> None:
        """Add a dimension to the main set; any value becomes text. It ends with the invocation, or with a flush."""
        provider = self.provider
        if provider.__class__ is AmazonCloudWatchEMFProvider:
            provider.add_dimension(name, value)
        else:
            provider.add_dimension(name=name, value=value)

    def add_dimensions(self, **dimensions: str) -> None:
        """Add a set of dimensions besides the main set: CloudWatch keeps the metrics under each of the sets."""
        self.provider.add_dimensions(**dimensions)

    def add_metadata(self, key: str, value: Any) -> None:
        """Add a member that stands in the log beside the metrics, to be searched for. It is no dimension."""
        self.provider.add_metadata(key=key, value=value)

    def set_timestamp(self, timestamp: int | datetime) -> None:
        """Give the metrics another time than now: milliseconds since the epoch, or a datetime."""
        self.provider.set_timestamp(timestamp=timestamp)

    def set_default_dimensions(self, **dimensions: Any) -> None:
        """Add dimensions to every document from now on, beyond the end of the invocation."""
        self.provider.set_default_dimensions(**dimensions)

    def clear_default_dimensions(self) -> None:
        """Forget the default dimensions. What is being recorded now keeps them until it is emitted."""
        clear = getattr(self.provider, "clear_default_dimensions", None) or self.provider.default_dimensions.clear
        clear()

    def serialize_metric_set(
        self,
        metrics: dict[str, Any] | None = None,
        dimensions: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> CloudWatchEMFOutput:
        """The document of what has been recorded, or of what is given. Nothing is emitted, nothing is forgotten."""
        document: CloudWatchEMFOutput = self.provider.serialize_metric_set(
            metrics=metrics, dimensions=dimensions, metadata=metadata
        )
        return document

    def flush_metrics(self, raise_on_empty_metrics: bool = False) -> None:
        """Emit what has been recorded, and forget all but the default dimensions and the timestamp."""
        self.provider.flush_metrics(raise_on_empty_metrics=raise_on_empty_metrics)

    def clear_metrics(self) -> None:
        """Forget what has been recorded: metrics, metadata, and dimensions but the default ones."""
        self.provider.clear_metrics()

    if TYPE_CHECKING:

        @overload
        def log_metrics(
            self,
            lambda_handler: Handler,
            capture_cold_start_metric: bool = False,
            raise_on_empty_metrics: bool = False,
            default_dimensions: dict[str, str] | None = None,
        ) -> Handler: ...

        @overload
        def log_metrics(
            self,
            lambda_handler: None = None,
            capture_cold_start_metric: bool = False,
            raise_on_empty_metrics: bool = False,
            default_dimensions: dict[str, str] | None = None,
        ) -> Callable[[Handler], Handler]: ...

    def log_metrics(
        self,
        lambda_handler: Handler | None = None,
        capture_cold_start_metric: bool = False,
        raise_on_empty_metrics: bool = False,
        default_dimensions: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> Handler | Callable[[Handler], Handler]:
        """Emit the metrics at the end of each invocation of a handler, also of one that fails.

        `capture_cold_start_metric` emits the metric ColdStart in an environment's first invocation;
        `raise_on_empty_metrics` raises SchemaValidationError if there are none, instead of a warning;
        `default_dimensions` are set as by `set_default_dimensions`. Trouble with metrics never takes the place of the
        handler's own exception.
        """
        decorated: Handler | Callable[[Handler], Handler] = self.provider.log_metrics(
            lambda_handler=lambda_handler,
            capture_cold_start_metric=capture_cold_start_metric,
            raise_on_empty_metrics=raise_on_empty_metrics,
            default_dimensions=default_dimensions,
            **kwargs,
        )
        return decorated

    @property
    def namespace(self) -> str | None:
        """Where CloudWatch keeps the metrics."""
        namespace: str | None = self.provider.namespace
        return namespace

    @namespace.setter
    def namespace(self, namespace: str | None) -> None:
        self.provider.namespace = namespace

    @property
    def service(self) -> str | None:
        """The dimension `service` of every document."""
        service: str | None = self.provider.service
        return service

    @service.setter
    def service(self, service: str | None) -> None:
        self.provider.service = service

    @property
    def metric_set(self) -> dict[str, Any]:
        """The metrics by name, each with `Unit`, `StorageResolution` and a list `Value`."""
        metrics: dict[str, Any] = self.provider.metric_set
        return metrics

    @property
    def dimension_set(self) -> dict[str, str]:
        """The main dimensions, without `service`."""
        dimensions: dict[str, str] = self.provider.dimension_set
        return dimensions

    @property
    def metadata_set(self) -> dict[str, Any]:
        """Metadata by name."""
        metadata: dict[str, Any] = self.provider.metadata_set
        return metadata

    @property
    def default_dimensions(self) -> dict[str, Any]:
        """The dimensions of every document, as they were given."""
        dimensions: dict[str, Any] = self.provider.default_dimensions
        return dimensions
