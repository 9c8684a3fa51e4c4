"""Definitions, dimensions and values as a document in CloudWatch's embedded metric format (EMF).

`to_emf` is the only place that knows the layout:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html

A function emits the same metrics with the same dimensions again and again; only the time and the values differ. So
a `Form` keeps the text of a document with those two left open, and the encoder is asked but once for the rest.
"""

from __future__ import annotations

from json import JSONEncoder
from operator import itemgetter

from aws_lambda_powertools._core import clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Protocol

    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.types import CloudWatchEMFMetric, CloudWatchEMFOutput

    Column = list[Any]
    """What was recorded of one metric: its Definition, then its values, which are finite floats."""

    class Recorded(Protocol):
        """What was recorded besides metrics."""

        dimensions: dict[str, str]
        dimension_sets: list[dict[str, str]]
        timestamp: int | None


ROOT = "_aws"
"""The member of a document that says what the others are."""

SERVICE = "service"
"""The dimension that says which service the metrics are of."""

HIGH_RESOLUTION = 1
"""Seconds."""

MAX_METRICS = 100
"""Metrics in a document; what is more goes into a further document."""

MAX_VALUES = 100
"""Values of one metric in a document."""

MOST_FORMS = 128

encode = JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode


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


def to_emf(
    namespace: str,
    dimension_sets: Iterable[Iterable[str]],
    definitions: Iterable[Definition],
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
                    "Metrics": [definition.described() for definition in definitions],
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
    dimensions: Mapping[str, str], dimension_sets: Sequence[Mapping[str, str]], service: str | None
) -> list[dict[str, str]]:
    """The main dimensions and the further sets, all with the service, if there is one."""
    main = dict(dimensions)
    if not service:
        return [main, *map(dict, dimension_sets)]
    for names in (main, *dimension_sets):
        service = names.get(SERVICE) or service  # somebody has named another one
    main.setdefault(SERVICE, service)
    return [main, *[{**names, SERVICE: service} for names in dimension_sets]]


def merged(dimension_sets: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The dimensions of all sets as members of a document, which has each but once."""
    return {name: value for names in dimension_sets for name, value in names.items()}


def to_lines(
    namespace: str, service: str | None, recorded: Recorded, columns: list[Column], metadata: Mapping[str, Any]
) -> str:
    """Documents of all columns as lines, in as many as they need. The values are gone from the columns then."""
    batch = columns if len(columns) <= MAX_METRICS else columns[:MAX_METRICS]
    dimensions = recorded.dimensions
    key: tuple[Any, ...] = (namespace, service, *dimensions, *dimensions.values(), *map(first, batch))
    if recorded.dimension_sets:
        key = (key, *[tuple(names.items()) for names in recorded.dimension_sets])
    form = _forms.get(key) or _new_form(key, namespace, service, recorded, [column[0] for column in batch])
    between = f",{to_json(metadata)[1:-1]}" if metadata else ""
    # The text of a finite float is what JSON calls it.
    values = tuple([column.pop() if len(column) == ONE_VALUE else taken(column) for column in batch])
    time = recorded.timestamp or clock.milliseconds()
    line = f"{form.before_time}{time}{form.after_time}{between}{form.values % values}}}\n"
    left = [column for column in columns if len(column) > 1]
    return line + to_lines(namespace, service, recorded, left, metadata) if left else line


first = itemgetter(0)

ONE_VALUE = 2
"""The length of a column with a definition and one value."""


def taken(column: Column) -> str:
    """The first values of a column, as many as a document holds, as JSON without brackets."""
    values = column[1 : MAX_VALUES + 1]
    del column[1 : MAX_VALUES + 1]
    return encode(values)[1:-1]


class Form:
    """A document's text in which time and values are still open."""

    __slots__ = ("after_time", "before_time", "values")

    def __init__(self, document: Mapping[str, Any], definitions: Iterable[Definition]) -> None:
        """From the document without values of metrics; the `Timestamp` 0 marks where the time belongs."""
        before, mark, after = encode(document).partition('"Timestamp":0')
        self.before_time = before + mark[:-1]
        self.after_time = after[:-1]
        names = [encode(definition.name).replace("%", "%%") for definition in definitions]
        self.values = "".join([f",{name}:[%s]" for name in names])


_forms: dict[Any, Form] = {}


def _new_form(
    key: Any, namespace: str, service: str | None, recorded: Recorded, definitions: Sequence[Definition]
) -> Form:
    if len(_forms) >= MOST_FORMS:  # dimensions may come from requests, there may be any number of them
        _forms.clear()
    sets = with_service(recorded.dimensions, recorded.dimension_sets, service)
    form = _forms[key] = Form(to_emf(namespace, sets, definitions, merged(sets), 0), definitions)
    return form
