"""AmazonCloudWatchEMFProvider: records metrics and prints them as documents that CloudWatch reads from the log."""

from __future__ import annotations

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.environment import METRICS_NAMESPACE, METRICS_TRACE_CONTEXT, SERVICE_NAME, STRICT
from aws_lambda_powertools._core.invocation import carried
from aws_lambda_powertools.metrics._emf import (
    MAX_METRICS,
    ROOT,
    SERVICE,
    define,
    definitions,
    form_of,
    merged,
    with_service,
)
from aws_lambda_powertools.metrics._provider import (
    BaseProvider,
    cold_start_function_name,
    is_metrics_disabled,
    remind_of_empty_metrics,
    write,
)
from aws_lambda_powertools.metrics._recording import (
    LARGEST_VALUE,
    LOCK,
    MAX_DIMENSIONS,
    Ledger,
    MetricSet,
    Refused,
    Single,
    texts_of_defaults,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.metrics._emf import Column, Definition
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.metric_properties import MetricResolution, MetricUnit
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.types import CloudWatchEMFOutput
    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext

MOST_REMEMBERED = 1024

_fit_dimensions: dict[str, str] = {}
"""The last value of each dimension with which it was found to be one that CloudWatch takes."""


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
        if not (namespace is None or namespace.__class__ is str):
            from aws_lambda_powertools.metrics import _checks

            _checks.check_namespace(namespace)
        self.namespace = METRICS_NAMESPACE.get() if namespace is None else namespace
        self.service = SERVICE_NAME.get() if service is None else service
        self.function_name = function_name
        self._is_strict = STRICT.get()
        self._adds_trace_ids = METRICS_TRACE_CONTEXT.get()
        self._timestamp: int | None = None
        """The time of metrics outside of any invocation, and of those in invocations that set none; milliseconds."""
        base = MetricSet({} if dimension_set is None else dimension_set, default_dimensions)
        if default_dimensions:
            _check_default_dimensions(default_dimensions)
            base.dimensions.update(texts_of_defaults(default_dimensions))
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
            kind = value.__class__
            number = float(value) if kind is int else value
            if not (kind is int or kind is float) or not -LARGEST_VALUE <= number <= LARGEST_VALUE:
                number = _checked(name, value)
            call = carried()  # asked here at each metric: `ledger.page()` would take half as long as all the rest
            page: MetricSet | None = None if call is None or not call.running else call.state.get(self.ledger)
            if page is None:
                page = self.ledger.page()
            if page.record(definition, number):
                self._emit_full(page)
        except OverflowError:  # of an int
            _checked(name, value)
        except Refused as refused:
            self._report(refused)

    def _defined(self, name: Any, unit: Any, resolution: Any) -> Definition:
        definition = define(name, unit, resolution)
        if definition.name in (ROOT, SERVICE):
            from aws_lambda_powertools.metrics._checks import check_reserved

            check_reserved("Metric", definition.name, self.service)
        return definition

    def add_dimension(self, name: str, value: str) -> None:
        """Add a dimension to the main set; any value becomes text. It ends with the invocation, or with a flush.

        Raises SchemaValidationError for more than 29 dimensions, `service` not counted.
        """
        page = self.ledger.page()
        dimensions = page.dimensions
        if (
            value.__class__ is str
            and name.__class__ is str
            and _fit_dimensions.get(name) == value
            and name not in dimensions
            and len(dimensions) < MAX_DIMENSIONS
            and not (page.metadata or page.dimension_sets or page.is_metric(name))
        ):
            page.changed = True
            dimensions[name] = value
            return
        self._add_checked_dimension(page, name, value if type(value) is str else str(value))

    def _add_checked_dimension(self, page: MetricSet, name: str, text: str) -> None:
        if type(name) is not str or not name.strip() or not text.strip():
            from aws_lambda_powertools.metrics._checks import is_blank_dimension

            if is_blank_dimension(name, text):
                return
        page.changed = True
        dimensions = page.dimensions
        before = dimensions.get(name)
        if before == text:
            return
        if before is None and len(dimensions) >= MAX_DIMENSIONS:
            from aws_lambda_powertools.metrics._checks import check_number_of_dimensions

            check_number_of_dimensions(dimensions, (name,))
        try:
            page.check_dimension(name, text)
            if page.dimension_sets:
                self._agree(page.dimension_sets, {name: text})
        except Refused as refused:
            self._report(refused)
            return
        if before is not None:
            from aws_lambda_powertools._core.notices import warn

            warn(f"Dimension {name!r} has another value already, which is overwritten.")
        dimensions[name] = text
        if len(_fit_dimensions) >= MOST_REMEMBERED:  # names may come from requests
            _fit_dimensions.clear()
        _fit_dimensions[name] = text

    def add_dimensions(self, **dimensions: str) -> None:
        """Add a set of dimensions besides the main set: CloudWatch keeps the metrics under each of the sets.

        Each set includes the default dimensions; with POWERTOOLS_STRICT also `service`, as the main set does. Sets
        end with the invocation, or with a flush. A dimension in several sets has one value, the last one given.
        Raises SchemaValidationError for more than 29 different dimensions in all sets together.
        """
        from aws_lambda_powertools.metrics._checks import check_number_of_dimensions, filled_dimensions

        texts = filled_dimensions(dimensions)
        if not texts:
            return
        page = self.ledger.page().for_changes()
        sets = [page.dimensions, *page.dimension_sets]
        check_number_of_dimensions(merged(sets), texts)
        texts = {**texts_of_defaults(page.defaults), **texts}
        try:
            for name, text in texts.items():
                page.check_dimension(name, text)
            self._agree(sets, texts)
        except Refused as refused:
            self._report(refused)
            return
        if texts not in page.dimension_sets:
            page.dimension_sets.append(texts)

    def _agree(self, dimension_sets: list[dict[str, str]], texts: Mapping[str, str]) -> None:
        """A document has one value of each dimension, whichever sets have it: say so where they differ."""
        for names in dimension_sets:
            for name, text in texts.items():
                if names.get(name, text) != text:
                    from aws_lambda_powertools.metrics._checks import report_two_values

                    report_two_values(name, self._is_strict)

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
        page = self.ledger.page().for_changes()
        if name in (ROOT, SERVICE) or page.is_dimension(name) or page.is_metric(name):
            from aws_lambda_powertools.metrics._checks import check_metadata

            try:
                check_metadata(name, self.service, page)
            except Refused as refused:
                self._report(refused)
                return
        page.metadata[name] = value

    def set_timestamp(self, timestamp: int | datetime) -> None:
        """Give the metrics another time than now: milliseconds since the epoch, or a datetime.

        A warning says that CloudWatch takes none over two weeks old or more than two hours ahead.
        """
        from aws_lambda_powertools.metrics.functions import convert_timestamp_to_emf_format, warn_of_timestamp

        warn_of_timestamp(timestamp)
        self.timestamp = convert_timestamp_to_emf_format(timestamp)

    def _report(self, refused: Refused) -> None:
        from aws_lambda_powertools.metrics._checks import report

        report(refused.error, self._is_strict)

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
        return self._document(page, page.listed() if metrics is None else metrics, dimensions, metadata)

    def flush_metrics(self, raise_on_empty_metrics: bool = False) -> None:
        """Emit what has been recorded, and forget all but the default dimensions and the timestamp.

        Without metrics there is a warning, or SchemaValidationError with `raise_on_empty_metrics`.
        Raises SchemaValidationError without a namespace.
        """
        page = self.ledger.page()
        if page.is_empty():
            self._report_emptiness(raise_on_empty_metrics)
            return
        with LOCK:  # what other threads record meanwhile waits, and is not cleared away
            lines = self._taken_lines(page)
            self.clear_metrics()
        write(lines)

    def clear_metrics(self) -> None:
        """Forget what has been recorded: metrics, metadata, and dimensions but the default ones."""
        self.ledger.page().clear()

    def _report_emptiness(self, raise_on_empty_metrics: bool) -> None:
        if not raise_on_empty_metrics:
            remind_of_empty_metrics()
        elif not is_metrics_disabled():
            from aws_lambda_powertools.metrics._checks import check_number_of_metrics

            check_number_of_metrics(0)

    def _emit_full(self, page: MetricSet) -> None:
        """Emit a set in which there is no more room. Its dimensions and metadata stay, its metrics never."""
        try:
            self._emit(page)
        except BaseException:
            page.emptied()
            raise

    def _emit(self, page: MetricSet) -> None:
        """Print the metrics of a set, which are gone from it then."""
        LOCK.acquire()  # in words, since a `with` block takes half as long again
        try:
            lines = self._taken_lines(page)
        finally:
            LOCK.release()
        if lines:
            write(lines)

    def _taken_lines(self, page: MetricSet) -> str:
        """The metrics of a set as lines, or none if metrics are switched off; hold LOCK."""
        page.has_emitted = True
        if is_metrics_disabled():
            page.emptied()
            return ""
        if page.shown is None and self._is_plain and self.namespace:
            columns, page.columns = page.columns, None
            return self._lines(page, list(columns.values())) if columns else ""
        return "" if page.is_empty() else self._shown_lines(page)

    def _lines(self, page: MetricSet, columns: list[Column]) -> str:
        if len(columns) > MAX_METRICS:
            return self._lines(page, columns[:MAX_METRICS]) + self._lines(page, columns[MAX_METRICS:])
        metrics = [column[0] for column in columns]
        namespace: str = self.namespace or ""
        form = form_of(namespace, self.service, self._is_strict, page, metrics)
        metadata = {**trace_ids(), **page.metadata} if self._adds_trace_ids else page.metadata
        timestamp = page.timestamps.get(self, self._timestamp) or int(clock.seconds() * 1000)
        line = form.filled(timestamp, metadata, columns)
        left = [column for column in columns if len(column) > 1]
        return line + self._lines(page, left) if left else line

    def _shown_lines(self, page: MetricSet) -> str:
        """The lines of metrics that users have seen and may have changed, or whose document a subclass makes."""
        from aws_lambda_powertools.metrics._documents import lines_of, portions

        shown = page.show()
        if self._is_plain or page.closed:
            lines = lines_of(self._document(page, metrics) for metrics in portions(shown))
        else:
            lines = lines_of([self.serialize_metric_set()])
        shown.clear()
        return lines

    def _document(
        self,
        page: MetricSet,
        metrics: Mapping[str, Any],
        dimensions: Mapping[str, Any] | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> CloudWatchEMFOutput:
        from aws_lambda_powertools.metrics._documents import document_of

        sets: list[Mapping[str, Any]] = [dimensions or {}, *page.dimension_sets]
        if dimensions is None:
            sets = [*with_service(page.dimensions, page.dimension_sets, self.service, self._is_strict)]
        if metadata is None:
            metadata = page.metadata
        if self._adds_trace_ids:
            metadata = {**trace_ids(), **metadata}
        return document_of(self.namespace, sets, metadata, metrics, self._time_of(page))

    # --- Handlers ----------------------------------------------------------------------------------------------------

    def _apply_options(self, options: Mapping[str, Any]) -> None:
        default_dimensions = options.get("default_dimensions")
        if default_dimensions:
            _check_default_dimensions(default_dimensions)
            self.set_default_dimensions(**default_dimensions)

    def add_cold_start_metric(self, context: LambdaContext) -> None:
        """Emit the metric ColdStart, by function name and service, in a document of its own."""
        if is_metrics_disabled():
            return
        from aws_lambda_powertools.metrics._documents import cold_start_line

        name = cold_start_function_name(self.function_name, context)
        dimensions = with_service({"function_name": name} if name else {}, (), self.service, self._is_strict)
        write(cold_start_line(self.namespace, dimensions[0]))

    def _conclude(self, call: Invocation, raise_on_empty_metrics: bool) -> None:
        """Emit an invocation's metrics. However that ends, nothing of it is left for another invocation."""
        if not self._is_plain or "flush_metrics" in self.__dict__ or self.__class__.flush_metrics is not _flush_metrics:
            self._conclude_as_overridden(call, raise_on_empty_metrics)
            return
        page = self.ledger.close(call)
        if page is None:
            self._report_emptiness(raise_on_empty_metrics)
            return
        try:
            if page.columns or page.shown:
                self._emit(page)
            elif not page.has_emitted:
                self._report_emptiness(raise_on_empty_metrics)
            if page.columns is not None:  # another thread may be recording at this moment
                self._emit(page)
        finally:
            if page.columns is not None or not page.closed:
                page.clear()
                page.has_emitted = False

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
        return self.ledger.page().for_changes().dimensions

    @dimension_set.setter
    def dimension_set(self, dimensions: dict[str, str]) -> None:
        self.ledger.page().for_changes().dimensions = dimensions

    @property
    def dimension_sets(self) -> list[dict[str, str]]:
        """Further sets of dimensions, under which the same metrics are kept as well; without `service`."""
        return self.ledger.page().for_changes().dimension_sets

    @dimension_sets.setter
    def dimension_sets(self, dimension_sets: list[dict[str, str]]) -> None:
        self.ledger.page().for_changes().dimension_sets = dimension_sets

    @property
    def metadata_set(self) -> dict[str, Any]:
        """Metadata by name."""
        return self.ledger.page().for_changes().metadata

    @metadata_set.setter
    def metadata_set(self, metadata: dict[str, Any]) -> None:
        self.ledger.page().for_changes().metadata = metadata

    @property
    def default_dimensions(self) -> dict[str, Any]:
        """The dimensions of every document, as they were given."""
        return self.ledger.page().defaults

    @default_dimensions.setter
    def default_dimensions(self, dimensions: dict[str, Any]) -> None:
        self.ledger.page().for_changes().defaults = dimensions

    @property
    def timestamp(self) -> int | None:
        """The time of the metrics in milliseconds since the epoch, if one was set."""
        return self._time_of(self.ledger.page())

    @timestamp.setter
    def timestamp(self, timestamp: int | None) -> None:
        page = self.ledger.page()
        if page is self.ledger.base:
            self._timestamp = timestamp
        else:
            page.timestamps = {**page.timestamps, self: timestamp}

    def _time_of(self, page: MetricSet) -> int | None:
        """The time that was set for what this object emits, in milliseconds; None, or 0, for now."""
        return page.timestamps.get(self, self._timestamp)


_flush_metrics = AmazonCloudWatchEMFProvider.flush_metrics
"""To see whether somebody, a test most likely, has put something in its place."""


def trace_ids() -> dict[str, str]:
    """Which trace the metrics belong to."""
    from aws_lambda_powertools.metrics import _documents

    return _documents.trace_ids()


def _checked(name: str, value: Any) -> float:
    from aws_lambda_powertools.metrics._checks import checked_value

    return checked_value(name, value)


def _check_default_dimensions(dimensions: Mapping[str, Any]) -> None:
    if dimensions.__class__ is not dict or set(map(type, dimensions)) != {str}:
        from aws_lambda_powertools.metrics import _checks

        _checks.check_mapping("default_dimensions", dimensions)
