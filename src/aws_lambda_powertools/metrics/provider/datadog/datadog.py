"""DatadogProvider: records metrics and hands them to Datadog's extension, or prints them for its log forwarder."""

from __future__ import annotations

import re
from json import JSONEncoder
from numbers import Real

from aws_lambda_powertools._core import clock, environment
from aws_lambda_powertools._core.notices import warn, warn_once
from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.metrics._checks import check_mapping
from aws_lambda_powertools.metrics._provider import (
    BaseProvider,
    cold_start_function_name,
    is_metrics_disabled,
    remind_of_empty_metrics,
    write,
)
from aws_lambda_powertools.metrics._recording import LOCK, Ledger, Single

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, NoReturn

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext

    Point = dict[str, Any]
    """A value: `m` is the metric, `v` the value, `e` the time in seconds since the epoch, `t` the tags."""

DEFAULT_NAMESPACE = "default"
"""The namespace that does not stand before the names of metrics."""

METRIC_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_.]{0,199}")
"""https://docs.datadoghq.com/metrics/custom_metrics/#naming-custom-metrics"""

MAX_TAG_LENGTH = 200
"""https://docs.datadoghq.com/getting_started/tagging/#define-tags"""

MOST_POINTS = 1000
"""So many are kept before they are sent, whoever forgets to flush."""

encode = JSONEncoder(separators=(",", ":"), allow_nan=False).encode


class Points:
    """What has been recorded; `has_sent` tells whether there was anything.

    `defaults` are the default tags that were set in this invocation, by the provider whose tags they are.
    """

    __slots__ = ("closed", "defaults", "has_sent", "points")

    def __init__(self, points: list[Point], defaults: dict[DatadogProvider, dict[str, Any]]) -> None:
        self.points = points
        self.defaults = defaults
        self.closed = False
        self.has_sent = False

    def record(self, point: Point) -> bool:
        """Record a point; whether all must be sent now."""
        with LOCK:
            self.points.append(point)
            return self.closed or len(self.points) >= MOST_POINTS

    def take(self) -> list[Point]:
        """All points, which are gone from here then."""
        with LOCK:
            points = self.points[:]
            self.points.clear()
            return points

    def is_empty(self) -> bool:
        """Whether there are no points."""
        return not self.points

    def begin(self) -> Points:
        """The points of a new invocation. What was recorded before any is sent with the first."""
        return Points(self.take(), self.defaults)

    def absorb(self, page: Points) -> None:
        """Take over all points of an invocation."""
        with LOCK:
            self.points.extend(page.take())
            self.keep_defaults(page.defaults)

    def keep_defaults(self, defaults: Mapping[Any, dict[str, Any]]) -> None:
        """Let the default tags of an ended invocation hold from now on."""
        for provider, tags in defaults.items():
            provider.keep_tags(tags)


class DatadogProvider(BaseProvider):
    """Metrics for Datadog, with tags instead of dimensions.

        metrics = DatadogProvider(namespace="shop")

        @metrics.log_metrics
        def lambda_handler(event, context):
            metrics.add_metric(name="sold", value=1, product="latte")

    They go to Datadog's extension through the package `datadog-lambda`; without it, or with `flush_to_log`, each is
    printed as a line that Datadog's log forwarder reads. What is recorded belongs to the invocation in which it is.
    """

    def __init__(
        self,
        metric_set: list[Point] | None = None,
        namespace: str | None = None,
        flush_to_log: bool | str | None = None,
        default_tags: dict[str, Any] | None = None,
        function_name: str | None = None,
    ) -> None:
        """Unset, `namespace` comes from POWERTOOLS_METRICS_NAMESPACE and `flush_to_log` from DD_FLUSH_TO_LOG.

        A namespace stands before each metric's name. `function_name` is that tag of the metric ColdStart.
        """
        self.function_name = function_name
        self.namespace = environment.METRICS_NAMESPACE.resolve(namespace) or DEFAULT_NAMESPACE
        if isinstance(flush_to_log, str):
            flush_to_log = environment.truthy(flush_to_log)
        self.flush_to_log = environment.DD_FLUSH_TO_LOG.resolve(flush_to_log)
        self._default_tags: dict[str, Any] = {} if default_tags is None else default_tags
        """Those of all invocations in which no others are set."""
        base = Points([] if metric_set is None else metric_set, {})
        self.ledger: Ledger[Points] | Single[Points] = Ledger(base) if metric_set is None else Single(base)
        self._is_strict = environment.STRICT.get()
        if not self.flush_to_log:
            extension()  # in Lambda's init phase, not in the first invocation

    # --- Recording ---------------------------------------------------------------------------------------------------

    def add_metric(self, name: str, value: float, timestamp: int | None = None, **tags: Any) -> None:
        """Record a value of a metric, with tags; `timestamp` is in seconds since the epoch, by default now.

        Raises SchemaValidationError for a name that Datadog does not take (letters, digits, underscores and dots, a
        letter first, at most 200), and MetricValueError for what is no number. Tags that Datadog may drop are
        recorded with a DatadogDataValidationWarning.
        """
        check_name(name)
        number = plain_number(name, value)
        if number - number != 0:  # NaN or infinite
            self._refuse(f"A value of metric {name!r} is not finite.")
            return
        if timestamp is not None and not is_number_of_seconds(timestamp):
            self._refuse(f"A timestamp of metric {name!r} is no number of seconds.")
            timestamp = None
        check_tags(tags)
        page = self.ledger.page()
        if page.record({"m": name, "v": number, "e": timestamp or int(clock.seconds()), "t": tags}):
            self._send(page)

    def set_default_tags(self, **tags: Any) -> None:
        """Add tags to every metric from now on, beyond the end of the invocation.

        Set in an invocation that overlaps another one, they end with it: they may be about that invocation only.
        """
        check_tags(tags)
        page = self.ledger.page()
        if page is self.ledger.base:
            self._default_tags.update(tags)
        else:
            page.defaults = {**page.defaults, self: {**self._tags_of(page), **tags}}

    def clear_default_tags(self) -> None:
        """Forget the default tags."""
        page = self.ledger.page()
        page.defaults = {provider: tags for provider, tags in page.defaults.items() if provider is not self}
        self._default_tags.clear()

    def keep_tags(self, tags: dict[str, Any]) -> None:
        """Let the default tags of an ended invocation hold from now on."""
        self._default_tags = tags

    def _tags_of(self, page: Points) -> dict[str, Any]:
        return page.defaults.get(self, self._default_tags)

    def _refuse(self, message: str) -> None:
        """Leave out what Datadog would drop and say so once, or raise."""
        if self._is_strict:
            raise_value_error(message)
        warn_once(("datadog", message), f"{message} It is left out.")

    # --- Sending -----------------------------------------------------------------------------------------------------

    def serialize_metric_set(self, metrics: list[Point] | None = None) -> list[Point]:
        """The recorded or the given points as they are sent: with namespace, and tags as a list of `name:value`.

        Raises SchemaValidationError if there are none.
        """
        page = self.ledger.page()
        return self._serialized(page, page.points if metrics is None else metrics)

    def flush_metrics(self, raise_on_empty_metrics: bool = False) -> None:
        """Send what has been recorded, and forget it.

        Without metrics there is a warning, or SchemaValidationError with `raise_on_empty_metrics`.
        """
        page = self.ledger.page()
        if not page.is_empty():
            self._send(page)
        elif page.has_sent and page is not self.ledger.base:  # this invocation had more than could be kept
            return
        elif raise_on_empty_metrics:
            raise_no_metrics()
        else:
            remind_of_empty_metrics()

    def clear_metrics(self) -> None:
        """Forget what has been recorded."""
        self.ledger.page().take()

    def _serialized(self, page: Points, points: list[Point]) -> list[Point]:
        if not points:
            raise_no_metrics()
        defaults = self._tags_of(page)
        prefix = "" if self.namespace == DEFAULT_NAMESPACE else f"{self.namespace}."
        return [
            {
                "m": f"{prefix}{point['m']}",
                "v": point["v"],
                "e": point["e"],
                "t": [f"{name}:{value}" for name, value in {**defaults, **point["t"]}.items()],
            }
            for point in points
        ]

    def _send(self, page: Points) -> None:
        points = page.take()
        if not points:
            return
        page.has_sent = True
        send = None if self.flush_to_log else extension()
        if send is None:
            if not is_metrics_disabled():
                write("".join([f"{encode(point)}\n" for point in self._serialized(page, points)]))
            return
        for point in self._serialized(page, points):
            try:
                send(metric_name=point["m"], value=point["v"], timestamp=point["e"], tags=point["t"])
            except Exception as error:  # the handler is protected: the extension may be gone
                warn_once(
                    ("datadog", type(error)), f"Datadog's extension did not take a metric, which is lost: {error!r}"
                )

    # --- Handlers ----------------------------------------------------------------------------------------------------

    def _apply_options(self, options: Mapping[str, Any]) -> None:
        default_tags = options.get("default_tags")
        if default_tags:
            check_mapping("default_tags", default_tags)
            self.set_default_tags(**default_tags)

    def add_cold_start_metric(self, context: LambdaContext) -> None:
        """Record the metric ColdStart, tagged with the function's name."""
        name = cold_start_function_name(self.function_name, context)
        tags: dict[str, Any] = {"function_name": name} if name else {}
        self.add_metric(name="ColdStart", value=1, **tags)

    def _conclude(self, call: Invocation, raise_on_empty_metrics: bool) -> None:
        try:
            self.flush_metrics(raise_on_empty_metrics=raise_on_empty_metrics)
        finally:
            page = self.ledger.close(call)
            if page is not None and not page.is_empty():  # another thread may be recording at this moment
                self._send(page)

    # --- What is recorded, as users and their tests see and change it ------------------------------------------------

    @property
    def metric_set(self) -> list[Point]:
        """What has been recorded."""
        return self.ledger.page().points

    @metric_set.setter
    def metric_set(self, points: list[Point]) -> None:
        self.ledger.page().points = points

    @property
    def default_tags(self) -> dict[str, Any]:
        """The tags of every metric that this object sends."""
        return self._tags_of(self.ledger.page())

    @default_tags.setter
    def default_tags(self, tags: dict[str, Any]) -> None:
        page = self.ledger.page()
        if page is self.ledger.base:
            self._default_tags = tags
        else:
            page.defaults = {**page.defaults, self: tags}


def check_name(name: Any) -> None:
    """A metric's name must be one that Datadog takes."""
    if isinstance(name, str) and METRIC_NAME.fullmatch(name):
        return
    from aws_lambda_powertools.metrics.exceptions import SchemaValidationError

    raise SchemaValidationError(
        f"Invalid metric name {name!r:.250}: Datadog wants letters, digits, underscores and dots, a letter first, at "
        "most 200 in all; see https://docs.datadoghq.com/metrics/custom_metrics/#naming-custom-metrics"
    )


def plain_number(name: str, value: Any) -> int | float:
    """A value as JSON has it."""
    if not isinstance(value, Real):
        raise_value_error(f"{value!r:.100} is not a valid number, as the value of a metric must be ({name!r}).")
    return int(value) if isinstance(value, int) else float(value)


def is_number_of_seconds(timestamp: Any) -> bool:
    """Whether a timestamp is one that JSON can say."""
    return (type(timestamp) is int or type(timestamp) is float) and timestamp - timestamp == 0


def check_tags(tags: Mapping[str, Any]) -> None:
    """Warn of tags that Datadog may drop or change."""
    for name, value in tags.items():
        tag = f"{name}:{value}"
        if len(tag) > MAX_TAG_LENGTH or not tag[0].isalpha():
            from aws_lambda_powertools.metrics.provider.datadog.warnings import DatadogDataValidationWarning

            warn(
                f"Tag {name!r:.250} may be lost: Datadog wants a letter first, and at most {MAX_TAG_LENGTH} characters "
                "with its value; see https://docs.datadoghq.com/getting_started/tagging/#define-tags",
                DatadogDataValidationWarning,
            )


def raise_value_error(message: str) -> NoReturn:
    """Raise MetricValueError."""
    from aws_lambda_powertools.metrics.exceptions import MetricValueError

    raise MetricValueError(message)


def raise_no_metrics() -> NoReturn:
    """Raise SchemaValidationError, since there is nothing to send."""
    from aws_lambda_powertools.metrics.exceptions import SchemaValidationError

    raise SchemaValidationError("There must be at least one metric to send.")


def extension() -> Callable[..., Any] | None:
    """What hands a metric to Datadog's extension; None where its package is not installed."""
    send: Callable[..., Any] | None = __getattr__("lambda_metric")
    return send


def __getattr__(name: str) -> Any:
    """`lambda_metric`, imported when it is first asked for; users' tests replace it."""
    if name != "lambda_metric":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()
    if name not in found:
        try:
            found[name] = require("datadog_lambda.metric", extra="datadog", wanted_by="DatadogProvider").lambda_metric
        except ImportError:  # then metrics are printed
            found[name] = None
    return found[name]
