"""A blob of CloudWatch's embedded metric format as metrics, and what CloudWatch would refuse in it.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aws_lambda_powertools.local.decoding.json_text import as_list, as_object

MOST_METRICS = 100
MOST_VALUES = 100
MOST_DIMENSIONS = 30
LONGEST_NAMESPACE = 255
LONGEST_VALUE = 1024
NORMAL_RESOLUTION = 60
RESOLUTIONS = (1, NORMAL_RESOLUTION)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of a blob: its values, and the sets of dimensions under which CloudWatch files them."""

    namespace: str
    name: str
    unit: str
    values: tuple[float, ...]
    dimensions: tuple[Mapping[str, str], ...] = ({},)
    resolution: int = NORMAL_RESOLUTION


@dataclass(frozen=True, slots=True)
class MetricBlob:
    """All metrics of one line, the other keys of that line, and what CloudWatch would drop."""

    metrics: tuple[Metric, ...]
    metadata: Mapping[str, Any]
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class MetricTotal:
    """Everything that was counted under one name and one set of dimensions."""

    namespace: str
    name: str
    unit: str
    dimensions: Mapping[str, str]
    values: list[float] = field(default_factory=list[float])

    @property
    def sum(self) -> float:
        """The sum of all values."""
        return sum(self.values)


def is_blob(line: Mapping[str, Any]) -> bool:
    """Whether a JSON object claims to be metrics."""
    return "CloudWatchMetrics" in as_object(line.get("_aws"))


def decode_blob(line: Mapping[str, Any]) -> MetricBlob:
    """The metrics of a JSON object for which `is_blob` is true."""
    problems: list[str] = []
    used: set[str] = {"_aws"}
    head = as_object(line["_aws"])
    if not _is_whole(head.get("Timestamp")):
        problems.append("_aws.Timestamp is no whole number of milliseconds")
    directives = as_list(head["CloudWatchMetrics"])
    if not directives:
        problems.append("_aws.CloudWatchMetrics is no list with an entry")
    metrics = [metric for item in directives for metric in _directive(as_object(item), line, used, problems)]
    metadata = {key: value for key, value in line.items() if key not in used}
    return MetricBlob(tuple(metrics), metadata, tuple(problems))


def totals(metrics: Iterable[Metric]) -> list[MetricTotal]:
    """The metrics joined by namespace, name, unit and dimensions, in the order of their first appearance."""
    rows: dict[Any, MetricTotal] = {}
    for metric in metrics:
        for dimensions in metric.dimensions:
            key = (metric.namespace, metric.name, metric.unit, tuple(sorted(dimensions.items())))
            row = rows.get(key)
            if row is None:
                row = rows[key] = MetricTotal(metric.namespace, metric.name, metric.unit, dimensions)
            row.values.extend(metric.values)
    return list(rows.values())


def _directive(
    directive: Mapping[str, Any], line: Mapping[str, Any], used: set[str], problems: list[str]
) -> Iterator[Metric]:
    namespace = directive.get("Namespace")
    if not isinstance(namespace, str) or not 0 < len(namespace) <= LONGEST_NAMESPACE:
        problems.append(f"namespace {namespace!r} is no text of 1 to {LONGEST_NAMESPACE} characters")
        namespace = str(namespace)
    definitions = as_list(directive.get("Metrics"))
    if not definitions:
        problems.append(f"the metrics of namespace {namespace!r} are no list with an entry")
    if len(definitions) > MOST_METRICS:
        problems.append(f"{len(definitions)} metrics in namespace {namespace!r}; CloudWatch takes {MOST_METRICS}")
    dimensions = tuple(_dimension_sets(directive.get("Dimensions"), line, used, problems))
    for definition in definitions:
        metric = _metric(namespace, as_object(definition), dimensions, line, used, problems)
        if metric is not None:
            yield metric


def _dimension_sets(
    sets: Any, line: Mapping[str, Any], used: set[str], problems: list[str]
) -> Iterator[Mapping[str, str]]:
    name_sets = as_list(sets)
    if not isinstance(sets, list) or not all(isinstance(names, list) for names in name_sets):
        problems.append("Dimensions is no list of lists of names")
    for names in map(as_list, name_sets):
        if len(names) > MOST_DIMENSIONS:
            problems.append(f"{len(names)} dimensions in one set; CloudWatch takes {MOST_DIMENSIONS}")
        yield dict(_dimensions(names, line, used, problems))
    if not name_sets:
        yield {}


def _dimensions(
    names: Iterable[Any], line: Mapping[str, Any], used: set[str], problems: list[str]
) -> Iterator[tuple[str, str]]:
    for name in map(str, names):
        used.add(name)
        value = line.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= LONGEST_VALUE:
            problems.append(f"dimension {name!r} has no text of 1 to {LONGEST_VALUE} characters, but {_short(value)}")
        yield name, str(value)


def _metric(
    namespace: str,
    definition: Mapping[str, Any],
    dimensions: tuple[Mapping[str, str], ...],
    line: Mapping[str, Any],
    used: set[str],
    problems: list[str],
) -> Metric | None:
    name = definition.get("Name")
    if not isinstance(name, str) or not name:
        problems.append(f"a metric of namespace {namespace!r} has no name")
        return None
    used.add(name)
    values = line.get(name)
    numbers: list[Any] = as_list(values) if isinstance(values, list) else [values]
    if not numbers or not all(map(_is_number, numbers)):
        problems.append(f"metric {name!r} has no numbers, but {_short(values)}")
        return None
    if len(numbers) > MOST_VALUES:
        problems.append(f"metric {name!r} has {len(numbers)} values; CloudWatch takes {MOST_VALUES}")
    resolution = definition.get("StorageResolution", NORMAL_RESOLUTION)
    if resolution not in RESOLUTIONS:
        problems.append(f"metric {name!r} has the storage resolution {_short(resolution)}; CloudWatch knows 1 and 60")
        resolution = NORMAL_RESOLUTION
    unit = definition.get("Unit", "None")
    return Metric(namespace, name, str(unit), tuple(numbers), dimensions, int(resolution))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004  # as much as a sentence bears
