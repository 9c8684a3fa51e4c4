"""AmazonCloudWatchEMFProvider: records metrics and prints them as documents that CloudWatch reads from the log."""

from __future__ import annotations

from aws_lambda_powertools._core import clock, environment
from aws_lambda_powertools._core.invocation import current
from aws_lambda_powertools._core.notices import warn, warn_once
from aws_lambda_powertools.metrics._checks import (
    LARGEST_VALUE,
    MAX_DIMENSIONS,
    MAX_METRIC_NAME_LENGTH,
    MIN_METRIC_NAME_LENGTH,
    Refused,
    check_number_of_dimensions,
    check_number_of_metrics,
    check_reserved,
    checked_value,
    define,
    definitions,
    is_blank_dimension,
    missing_namespace,
)
from aws_lambda_powertools.metrics._emf import MAX_METRICS, Definition, merged, to_emf, to_json, to_lines, with_service
from aws_lambda_powertools.metrics._recording import LOCK, Ledger, MetricSet, Single, portions, texts_of_defaults
from aws_lambda_powertools.metrics.provider.base import (
    BaseProvider,
    cold_start_function_name,
    is_metrics_disabled,
    remind_of_empty_metrics,
    write,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.metric_properties import MetricResolution, MetricUnit
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.types import CloudWatchEMFOutput
    from aws_lambda_powertools.utilities.typing import LambdaContext

__all__ = [
    "MAX_DIMENSIONS",
    "MAX_METRICS",
    "MAX_METRIC_NAME_LENGTH",
    "MIN_METRIC_NAME_LENGTH",
    "AmazonCloudWatchEMFProvider",
]

TRACE_IDS = "tracing.current_ids"
"""Where the Tracer keeps, in an invocation's state, a function that gives its trace id (32 hex digits) first."""


class AmazonCloudWatchEMFProvider(BaseProvider):
    """Metrics for CloudWatch, printed as documents in the embedded metric format.

        metrics = AmazonCloudWatchEMFProvider(namespace="Shop", service="orders")

        @metrics.log_metrics
        def lambda_handler(event, context):
            metrics.add_metric(name="Sold", unit="Count", value=1)

    What is recorded belongs to the invocation in which it is, also from the invocation's other threads. Outside of
    any, it waits for `flush_metrics` or for the next invocation. Dictionaries given at construction are used as they
    are, for all invocations alike. Each object has its own metrics; `Metrics` objects share theirs.

    What CloudWatch would drop without a word (values that are not finite, names used twice, too long dimensions) is
    left out with one warning, and all else is kept. With POWERTOOLS_STRICT it raises.
    """

    _is_plain = True
    """No subclass of the user's has changed a step on the way from a value to its line."""

    _belongs_to_invocations = True

    def __init_subclass__(cls, *, is_plain: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._is_plain = is_plain

    def __init__(
        self,
        metric_set: dict[str, Any] | None = None,
        dimension_set: dict[str, str] | None = None,
        namespace: str | None = None,
        metadata_set: dict[str, Any] | None = None,
        service: str | None = None,
        default_dimensions: dict[str, Any] | None = None,
        function_name: str | None = None,
    ) -> None:
        """Unset, `namespace` and `service` come from POWERTOOLS_METRICS_NAMESPACE and POWERTOOLS_SERVICE_NAME.

        `function_name` is that dimension of the metric ColdStart, instead of the name in the Lambda context.
        """
        self.namespace = environment.METRICS_NAMESPACE.resolve(namespace)
        self.service = environment.SERVICE_NAME.resolve(service)
        self.function_name = function_name
        self._is_strict = environment.STRICT.get()
        self._adds_trace_ids = environment.METRICS_TRACE_CONTEXT.get()
        defaults = {} if default_dimensions is None else default_dimensions
        base = MetricSet({} if dimension_set is None else dimension_set, defaults)
        if defaults:
            base.dimensions.update(texts_of_defaults(defaults))
        if metric_set is not None:
            base.columns, base.shown = None, metric_set
        if metadata_set is not None:
            base.metadata = metadata_set
        is_given = metric_set is not None or dimension_set is not None or metadata_set is not None
        self.ledger: Ledger[MetricSet] | Single[MetricSet] = (
            Single(base) if is_given or not self._belongs_to_invocations else Ledger(base)
        )

    # --- Recording ---------------------------------------------------------------------------------------------------

    def add_metric(
        self, name: str, unit: MetricUnit | str, value: float, resolution: MetricResolution | int = 60
    ) -> None:
        """Record a value of a metric. A hundred metrics, or a hundred values of one, are emitted at once.

        `unit` is a MetricUnit, or its name or value; `resolution` is 60 or 1 second. Raises MetricNameError,
        MetricUnitError, MetricResolutionError, or MetricValueError for what is no number.
        """
        try:
            try:
                definition = definitions[name, unit, resolution]
            except (KeyError, TypeError):
                definition = self._defined(name, unit, resolution)
            number = float(value) if type(value) is int else value
            if type(number) is not float or not -LARGEST_VALUE <= number <= LARGEST_VALUE:
                number = checked_value(definition.name, value)
            page = self.ledger.page()
            if page.record(definition, number):
                self._emit_full(page)
        except OverflowError:  # of an int
            checked_value(name, value)
        except Refused as refused:
            self._refuse(refused.error)

    def _defined(self, name: Any, unit: Any, resolution: Any) -> Definition:
        definition = define(name, unit, resolution)
        check_reserved("Metric", definition.name, self.service)
        return definition

    def add_dimension(self, name: str, value: str) -> None:
        """Add a dimension to the main set; any value becomes text. It ends with the invocation, or with a flush.

        Raises SchemaValidationError for more than 29 dimensions, `service` not counted.
        """
        text = value if type(value) is str else str(value)
        if is_blank_dimension(name, text):
            return
        page = self._page_to_change()
        dimensions = page.dimensions
        before = dimensions.get(name)
        if before == text:
            return
        if before is None and len(dimensions) >= MAX_DIMENSIONS:
            check_number_of_dimensions(dimensions, (name,))
        try:
            page.check_dimension(name, text)
        except Refused as refused:
            self._refuse(refused.error)
            return
        if before is not None:
            warn(f"Dimension {name!r} has another value already, which is overwritten.")
        dimensions[name] = text

    def add_dimensions(self, **dimensions: str) -> None:
        """Add a set of dimensions besides the main set: CloudWatch keeps the metrics under each of the sets.

        Each set includes the default dimensions and `service`. Sets end with the invocation, or with a flush.
        Raises SchemaValidationError for more than 29 different dimensions in all sets together.
        """
        if not dimensions:
            warn("add_dimensions was called without dimensions.")
        texts = {name: str(value) for name, value in dimensions.items()}
        texts = {name: text for name, text in texts.items() if not is_blank_dimension(name, text)}
        if not texts:
            return
        page = self._page_to_change()
        check_number_of_dimensions(merged((page.dimensions, *page.dimension_sets)), texts)
        texts = {**texts_of_defaults(page.defaults), **texts}
        try:
            for name, text in texts.items():
                page.check_further_dimension(name, text)
        except Refused as refused:
            self._refuse(refused.error)
            return
        if texts not in page.dimension_sets:
            page.dimension_sets.append(texts)

    def set_default_dimensions(self, **dimensions: Any) -> None:
        """Add dimensions to every document from now on, beyond the end of the invocation.

        Set in an invocation that overlaps another one, they end with it: they may be about that invocation only.
        """
        for name, value in dimensions.items():
            self.add_dimension(name, value)
        page = self.ledger.page()
        if page is self.ledger.base:
            page.defaults.update(dimensions)
        else:
            page.defaults = {**page.defaults, **dimensions}

    def clear_default_dimensions(self) -> None:
        """Forget the default dimensions. What is being recorded now keeps them until it is emitted."""
        page, base = self.ledger.page(), self.ledger.base
        page.defaults.clear()
        base.defaults.clear()
        if page is base:
            base.changed = True
        else:
            base.keep_defaults({})

    def add_metadata(self, key: str, value: Any) -> None:
        """Add a member that stands in the log beside the metrics, to be searched for. It is no dimension."""
        name = str(key)
        page = self._page_to_change()
        try:
            check_reserved("Metadata", name, self.service)
            page.check_metadata(name)
        except Refused as refused:
            self._refuse(refused.error)
            return
        page.metadata[name] = value

    def set_timestamp(self, timestamp: int | datetime) -> None:
        """Give the metrics another time than now: milliseconds since the epoch, or a datetime.

        A warning says that CloudWatch takes none over two weeks old or more than two hours ahead.
        """
        from aws_lambda_powertools.metrics.functions import convert_timestamp_to_emf_format, validate_emf_timestamp

        if not validate_emf_timestamp(timestamp):
            warn(
                "CloudWatch will drop these metrics: their timestamp is more than 14 days old or more than 2 hours "
                "ahead, or it is no time at all."
            )
        self.ledger.page().timestamp = convert_timestamp_to_emf_format(timestamp)

    def _refuse(self, error: Exception) -> None:
        """Leave out what would spoil the document and say so once, or raise."""
        if self._is_strict:
            raise error
        warn_once(("metrics", str(error)), f"{error} It is left out.")

    # --- Emitting ----------------------------------------------------------------------------------------------------

    def serialize_metric_set(
        self,
        metrics: dict[str, Any] | None = None,
        dimensions: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> CloudWatchEMFOutput:
        """The document of what has been recorded, or of what is given. Nothing is emitted, nothing is forgotten.

        Raises SchemaValidationError without metrics, with more than 1000 of them, or without a namespace.
        """
        page = self.ledger.page()
        if dimensions is None:
            return self._document(page, page.listed() if metrics is None else metrics, metadata)
        return self._document(
            page, page.listed() if metrics is None else metrics, metadata, [dimensions, *page.dimension_sets]
        )

    def flush_metrics(self, raise_on_empty_metrics: bool = False) -> None:
        """Emit what has been recorded, and forget all but the default dimensions and the timestamp.

        Without metrics there is a warning, or SchemaValidationError with `raise_on_empty_metrics`.
        Raises SchemaValidationError without a namespace.
        """
        page = self.ledger.page()
        if self._flush(page, raise_on_empty_metrics):
            self.clear_metrics()

    def clear_metrics(self) -> None:
        """Forget what has been recorded: metrics, metadata, and dimensions but the default ones."""
        self.ledger.page().clear()

    def _flush(self, page: MetricSet, raise_on_empty_metrics: bool) -> bool:
        """Emit what is in a set; whether there was anything."""
        if page.columns or page.shown:
            self._emit(page)
            return True
        self._report_emptiness(raise_on_empty_metrics)
        return False

    def _report_emptiness(self, raise_on_empty_metrics: bool) -> None:
        if not raise_on_empty_metrics:
            remind_of_empty_metrics()
        elif not is_metrics_disabled():
            check_number_of_metrics(0)

    def _emit_full(self, page: MetricSet) -> None:
        """Emit a set in which there is no more room. Its dimensions and metadata stay, its metrics never."""
        try:
            self._emit(page)
        except BaseException:
            page.emptied()
            raise

    def _emit(self, page: MetricSet) -> None:
        """Print the metrics of a set, which are gone from it then, unless they are switched off."""
        if is_metrics_disabled():
            page.emptied()
            return
        with LOCK:
            if page.shown is None and self._is_plain:
                namespace = self.namespace or missing_namespace()
                metadata = {**trace_ids(), **page.metadata} if self._adds_trace_ids else page.metadata
                columns = page.take()
                if not columns:
                    return
                lines = to_lines(namespace, self.service, page, columns, metadata)
            else:
                lines = self._shown_lines(page)
        write(lines)

    def _shown_lines(self, page: MetricSet) -> str:
        """The lines of metrics that users have seen and may have changed, or whose document a subclass makes."""
        shown = page.show()
        if self._is_plain or page.closed:
            documents = [self._document(page, metrics) for metrics in portions(shown)]
        else:
            documents = [self.serialize_metric_set()]
        lines = "".join([f"{to_json(document)}\n" for document in documents])
        shown.clear()
        return lines

    def _document(
        self,
        page: MetricSet,
        metrics: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        dimension_sets: Sequence[Mapping[str, Any]] | None = None,
    ) -> CloudWatchEMFOutput:
        check_number_of_metrics(len(metrics))
        if dimension_sets is None:
            dimension_sets = with_service(page.dimensions, page.dimension_sets, self.service)
        members = merged(dimension_sets)
        if self._adds_trace_ids:
            members.update(trace_ids())
        members.update(page.metadata if metadata is None else metadata)
        members.update({name: metric["Value"] for name, metric in metrics.items()})
        return to_emf(
            self.namespace or missing_namespace(),
            dimension_sets,
            [
                Definition(name, metric.get("Unit", ""), metric.get("StorageResolution"))
                for name, metric in metrics.items()
            ],
            members,
            page.timestamp or clock.milliseconds(),
        )

    # --- Handlers ----------------------------------------------------------------------------------------------------

    def _apply_options(self, options: Mapping[str, Any]) -> None:
        default_dimensions = options.get("default_dimensions")
        if default_dimensions:
            self.set_default_dimensions(**default_dimensions)

    def add_cold_start_metric(self, context: LambdaContext) -> None:
        """Emit the metric ColdStart, by function name and service, in a document of its own."""
        if is_metrics_disabled():
            return
        name = cold_start_function_name(self.function_name, context)
        dimensions = with_service({"function_name": str(name)} if name else {}, (), self.service)
        members: dict[str, Any] = {**dimensions[0], "ColdStart": [1.0]}
        namespace = self.namespace or missing_namespace()
        definition = Definition("ColdStart", "Count", None)
        write(to_json(to_emf(namespace, dimensions, [definition], members, clock.milliseconds())) + "\n")

    def _observe(
        self, call: Invocation, capture_cold_start_metric: bool, raise_on_empty_metrics: bool
    ) -> Generator[None, None, None]:
        try:
            yield
        finally:
            try:
                if capture_cold_start_metric:
                    self._add_cold_start_metric(call.context)
            finally:
                if self._is_plain:
                    self._conclude(call, raise_on_empty_metrics)
                else:
                    self._conclude_as_overridden(call, raise_on_empty_metrics)

    def _conclude(self, call: Invocation, raise_on_empty_metrics: bool) -> None:
        """Emit an invocation's metrics. However that ends, nothing of it is left for another invocation."""
        ledger = self.ledger
        page = ledger.close(call)
        if page is None and not ledger.base.is_empty():
            page = ledger.page()  # which begins with what was recorded before any invocation
            ledger.close(call)
        if page is None:
            self._report_emptiness(raise_on_empty_metrics)
            return
        try:
            self._flush(page, raise_on_empty_metrics)
            if page.columns is not None:  # another thread may be recording at this moment
                self._emit(page)
        finally:
            if page.columns is not None or not page.closed:
                page.clear()

    def _conclude_as_overridden(self, call: Invocation, raise_on_empty_metrics: bool) -> None:
        """The same, through the methods of a subclass."""
        page = None
        try:
            self.flush_metrics(raise_on_empty_metrics=raise_on_empty_metrics)
            page = self.ledger.close(call)
            if page is not None and not page.is_empty():
                self._emit(page)
        finally:
            page = self.ledger.close(call) if page is None else page
            if page is not None:
                page.clear()

    # --- What is recorded, as users and their tests see and change it ------------------------------------------------

    @property
    def metric_set(self) -> dict[str, Any]:
        """The metrics by name, each with `Unit`, `StorageResolution` and a list `Value`."""
        return self.ledger.page().show()

    @metric_set.setter
    def metric_set(self, metrics: dict[str, Any]) -> None:
        page = self.ledger.page()
        page.show()
        page.shown = metrics

    @property
    def dimension_set(self) -> dict[str, str]:
        """The main dimensions, without `service`."""
        return self._page_to_change().dimensions

    @dimension_set.setter
    def dimension_set(self, dimensions: dict[str, str]) -> None:
        self._page_to_change().dimensions = dimensions

    @property
    def dimension_sets(self) -> list[dict[str, str]]:
        """Further sets of dimensions, under which the same metrics are kept as well; without `service`."""
        return self._page_to_change().dimension_sets

    @dimension_sets.setter
    def dimension_sets(self, dimension_sets: list[dict[str, str]]) -> None:
        self._page_to_change().dimension_sets = dimension_sets

    @property
    def metadata_set(self) -> dict[str, Any]:
        """Metadata by name."""
        return self._page_to_change().metadata

    @metadata_set.setter
    def metadata_set(self, metadata: dict[str, Any]) -> None:
        self._page_to_change().metadata = metadata

    @property
    def default_dimensions(self) -> dict[str, Any]:
        """The dimensions of every document, as they were given."""
        return self.ledger.page().defaults

    @default_dimensions.setter
    def default_dimensions(self, dimensions: dict[str, Any]) -> None:
        self._page_to_change().defaults = dimensions

    @property
    def timestamp(self) -> int | None:
        """The time of the metrics in milliseconds since the epoch, if one was set."""
        return self.ledger.page().timestamp

    @timestamp.setter
    def timestamp(self, timestamp: int | None) -> None:
        self.ledger.page().timestamp = timestamp

    def _page_to_change(self) -> MetricSet:
        page = self.ledger.page()
        page.changed = True
        return page


def trace_ids() -> dict[str, str]:
    """Which trace the metrics belong to, as metadata that logs can be searched by."""
    from aws_lambda_powertools.shared.functions import get_tracer_id

    call, ids = current(), dict[str, str]()
    xray_trace_id = get_tracer_id()
    if xray_trace_id:
        ids["xray_trace_id"] = xray_trace_id
    if call is not None and call.state.get(TRACE_IDS) is not None:
        current_ids = call.state[TRACE_IDS]()
        if current_ids is not None:
            ids["trace_id"] = current_ids[0]
    return ids
