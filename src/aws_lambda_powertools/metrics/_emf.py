"""What CloudWatch's embedded metric format (EMF) knows: definitions of metrics, and the layout of a document.

`to_emf` is the only place that knows the layout:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html

A function emits the same metrics with the same dimensions again and again; only the time and the values differ. So
a `Form` keeps the text of a document with those two left open, and the encoder is asked but once for the rest.
"""

from __future__ import annotations

from enum import Enum
from json import JSONEncoder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Protocol

    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.types import CloudWatchEMFMetric, CloudWatchEMFOutput

    Column = list[Any]
    """What was recorded of one metric: its Definition, then its values, which are finite floats."""

    class Recorded(Protocol):
        """What was recorded besides metrics."""

        dimensions: dict[str, str]
        dimension_sets: list[dict[str, str]]
        metadata: dict[str, Any]


ROOT = "_aws"
"""The member of a document that says what the others are."""

SERVICE = "service"
"""The dimension that says which service the metrics are of."""

MAX_METRICS = 100
"""Metrics in a document; what is more goes into a further document."""

MAX_VALUES = 100
"""Values of one metric in a document."""

MAX_DIMENSION_NAME_LENGTH = 255
MAX_DIMENSION_VALUE_LENGTH = 1024
MIN_METRIC_NAME_LENGTH = 1
MAX_METRIC_NAME_LENGTH = 255

HIGH_RESOLUTION = 1
STANDARD_RESOLUTION = 60
"""Seconds for which CloudWatch sums up values before it stores them."""

UNITS_BY_NAME = {
    "Seconds": "Seconds",
    "Microseconds": "Microseconds",
    "Milliseconds": "Milliseconds",
    "Bytes": "Bytes",
    "Kilobytes": "Kilobytes",
    "Megabytes": "Megabytes",
    "Gigabytes": "Gigabytes",
    "Terabytes": "Terabytes",
    "Bits": "Bits",
    "Kilobits": "Kilobits",
    "Megabits": "Megabits",
    "Gigabits": "Gigabits",
    "Terabits": "Terabits",
    "Percent": "Percent",
    "Count": "Count",
    "BytesPerSecond": "Bytes/Second",
    "KilobytesPerSecond": "Kilobytes/Second",
    "MegabytesPerSecond": "Megabytes/Second",
    "GigabytesPerSecond": "Gigabytes/Second",
    "TerabytesPerSecond": "Terabytes/Second",
    "BitsPerSecond": "Bits/Second",
    "KilobitsPerSecond": "Kilobits/Second",
    "MegabitsPerSecond": "Megabits/Second",
    "GigabitsPerSecond": "Gigabits/Second",
    "TerabitsPerSecond": "Terabits/Second",
    "CountPerSecond": "Count/Second",
    "NoUnit": "None",
}
"""The members of MetricUnit with their values, so that nobody who writes "Count" waits for the enum to be built."""

UNITS = {**UNITS_BY_NAME, **{value: value for value in UNITS_BY_NAME.values()}}
"""How CloudWatch writes a unit, by the name or the value of a MetricUnit."""

MOST_DEFINITIONS = 4096
MOST_FORMS = 128

encode = JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode


# --- Metrics -----------------------------------------------------------------------------------------------------


class Definition:
    """What a document says about a metric, apart from its values."""

    __slots__ = ("name", "resolution", "unit")

    def __init__(self, name: str, unit: Any, resolution: Any) -> None:
        self.name = name
        self.unit = unit
        self.resolution = resolution

    def described(self) -> CloudWatchEMFMetric:
        """Its entry in the document's list of metrics."""
        if self.resolution == HIGH_RESOLUTION:
            return {"Name": self.name, "Unit": self.unit, "StorageResolution": HIGH_RESOLUTION}
        return {"Name": self.name, "Unit": self.unit}


definitions: dict[Any, Definition] = {}
"""Definitions by what users gave and by what that came to: the same metric is always the same object."""


def define(name: Any, unit: Any, resolution: Any) -> Definition:
    """The definition of a metric. Its name, unit and resolution are checked here, and from then on known.

    Raises MetricNameError, MetricUnitError or MetricResolutionError; Refused for a unit that is no text at all.
    """
    exact = _exact(name, unit, resolution)
    if exact is None:
        from aws_lambda_powertools.metrics._checks import raise_for_definition

        raise_for_definition(name, unit, resolution)
    if exact[0] in (ROOT, SERVICE):  # whether these are free is asked each time
        return Definition(*exact)
    if len(definitions) >= MOST_DEFINITIONS:  # names may come from requests, there may be any number of them
        definitions.clear()
    definition = definitions[name, unit, resolution] = definitions.setdefault(exact, Definition(*exact))
    return definition


def _exact(name: Any, unit: Any, resolution: Any) -> tuple[str, str, int] | None:
    """Name, unit and resolution as a document has them; None if it cannot have them."""
    text = name.strip() if isinstance(name, str) else ""
    symbol = unit.value if isinstance(unit, Enum) else unit
    seconds = resolution.value if isinstance(resolution, Enum) else resolution
    if (
        MIN_METRIC_NAME_LENGTH <= len(text) <= MAX_METRIC_NAME_LENGTH
        and isinstance(symbol, str)
        and symbol in UNITS
        and isinstance(seconds, int)
        and seconds in (HIGH_RESOLUTION, STANDARD_RESOLUTION)
    ):
        return text, UNITS[symbol], int(seconds)
    return None


# --- Documents ---------------------------------------------------------------------------------------------------


def to_emf(
    namespace: str,
    dimension_sets: Iterable[Iterable[str]],
    metrics: Iterable[Definition],
    members: Mapping[str, Any],
    timestamp: int,
) -> CloudWatchEMFOutput:
    """The document: what its members are, and the members (dimensions, metadata, values of metrics)."""
    document: dict[str, Any] = {
        ROOT: {
            "Timestamp": timestamp,
            "CloudWatchMetrics": [
                {
                    "Namespace": namespace,
                    "Dimensions": [list(names) for names in dimension_sets],
                    "Metrics": [definition.described() for definition in metrics],
                }
            ],
        }
    }
    document.update(members)
    return document  # type: ignore[return-value]  # the members' names are the user's, no typed dictionary has them


def to_json(document: Mapping[str, Any]) -> str:
    """A document as text; what JSON has no word for becomes text, so that it costs nobody the metrics beside it."""
    try:
        return encode(document)
    except Exception:  # the handler is protected: metadata may be anything
        from aws_lambda_powertools._core.plain import safe_dumps

        return safe_dumps(document)


def with_service(
    dimensions: Mapping[str, str], dimension_sets: Iterable[Mapping[str, str]], service: str | None, is_strict: bool
) -> list[dict[str, str]]:
    """The main dimensions with the service, if there is one, and the further sets.

    Strictly, these have the service as well. They were without it first, and a dimension more makes another metric,
    on which nobody has an alarm.
    """
    sets = [dict(names) for names in (dimensions, *dimension_sets)]
    text = str(service or "")
    if not text.strip() or len(text) > MAX_DIMENSION_VALUE_LENGTH:
        return sets
    for names in sets if is_strict else sets[:1]:
        names.setdefault(SERVICE, text)
    return sets


def merged(dimension_sets: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The dimensions of all sets as members of a document, which has each but once: the last value counts."""
    return {name: value for names in dimension_sets for name, value in names.items()}


class Form:
    """A document's text in which time, metadata and values are still open."""

    __slots__ = ("_after_time", "_before_time", "_dimensions", "_members", "_metrics", "_named", "_values")

    def __init__(
        self, namespace: str, service: str | None, is_strict: bool, recorded: Recorded, metrics: list[Definition]
    ) -> None:
        self._named = namespace, service, is_strict, recorded.dimension_sets.copy()
        self._dimensions = recorded.dimensions.copy()
        self._metrics = metrics
        sets = with_service(recorded.dimensions, recorded.dimension_sets, service, is_strict)
        document = to_emf(namespace, sets, metrics, merged(sets), 0)
        self._members = {*document, *[metric.name for metric in metrics]}
        before, mark, after = encode(document).partition('"Timestamp":0')
        self._before_time = before + mark[:-1]
        self._after_time = after[:-1]
        names = [encode(metric.name).replace("%", "%%") for metric in metrics]
        self._values = "".join([f",{name}:[%s]" for name in names]) + "}\n"

    def fits(
        self, namespace: str, service: str | None, is_strict: bool, recorded: Recorded, metrics: list[Definition]
    ) -> bool:
        """Whether documents of what is recorded have this form."""
        return (
            metrics == self._metrics
            and recorded.dimensions == self._dimensions
            and (namespace, service, is_strict, recorded.dimension_sets) == self._named
        )

    def filled(self, timestamp: int, metadata: Mapping[str, Any], columns: Iterable[Column]) -> str:
        """A line, with values that are taken out of the columns: of each as many as a document holds."""
        # The text of a finite float is what JSON calls it.
        values = tuple([column.pop() if len(column) == ONE_VALUE else taken(column) for column in columns])
        between = self._after_time
        if metadata:
            others = {name: value for name, value in metadata.items() if name not in self._members}
            between += f",{to_json(others)[1:-1]}" if others else ""
        return "".join((self._before_time, str(timestamp), between, self._values % values))


ONE_VALUE = 2
"""The length of a column with a definition and one value."""


def taken(column: Column) -> str:
    """The first values of a column as JSON without brackets. They are gone from the column then."""
    values = column[1 : MAX_VALUES + 1]
    del column[1 : MAX_VALUES + 1]
    return encode(values)[1:-1]


_forms: dict[Any, Form] = {}
_recent: dict[Definition, Form] = {}
"""The last form of documents that begin with this metric: most often it is the next one as well."""


def form_of(
    namespace: str, service: str | None, is_strict: bool, recorded: Recorded, metrics: list[Definition]
) -> Form:
    """The form of documents of what is recorded; made once, and kept while there is room."""
    form = _recent.get(metrics[0])
    if form is not None and form.fits(namespace, service, is_strict, recorded, metrics):
        return form
    dimensions, dimension_sets = recorded.dimensions, recorded.dimension_sets
    sets = [tuple(names.items()) for names in dimension_sets]
    key = (namespace, service, is_strict, *sets, *dimensions, *dimensions.values(), *metrics)
    form = _forms.get(key)
    if form is None:
        if len(_forms) >= MOST_FORMS:  # dimensions may come from requests, there may be any number of them
            _forms.clear()
            _recent.clear()
        form = _forms[key] = Form(namespace, service, is_strict, recorded, metrics)
    _recent[metrics[0]] = form
    return form
