"""capture_metrics: the metrics that a function emits, by namespace and name.

with capture_metrics() as metrics:
    lambda_handler({"id": 7}, lambda_context())

paid = metrics["Shop"]["OrdersPaid"]
assert paid.values == [1]
assert paid.dimensions == [{"service": "orders"}]
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aws_lambda_powertools.local.decoding.json_text import as_object, parse_object
from aws_lambda_powertools.local.decoding.metrics import Metric, MetricBlob, decode_blob, is_blob
from aws_lambda_powertools.testing._listening import Listening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from aws_lambda_powertools.testing._listening import Undo

Found = TypeVar("Found")


@dataclass(frozen=True)
class MetricValue:
    """One value, the dimensions under which CloudWatch files it, and the metadata beside it."""

    value: float
    unit: str
    dimensions: tuple[Mapping[str, str], ...]
    resolution: int
    """Seconds: 1 or 60."""
    metadata: Mapping[str, Any]


@dataclass(frozen=True, repr=False)
class CapturedMetric:
    """The values of one metric, in the order in which they were added."""

    namespace: str
    name: str
    points: tuple[MetricValue, ...]

    @property
    def values(self) -> list[float]:
        """All values."""
        return [point.value for point in self.points]

    @property
    def sum(self) -> float:
        """The sum of all values."""
        return sum(self.values)

    @property
    def unit(self) -> str:
        """The unit; AssertionError if not all values have the same."""
        units = list(dict.fromkeys(point.unit for point in self.points))
        if len(units) != 1:
            raise AssertionError(f"{self!r} has several units: {', '.join(units)}")
        return units[0]

    @property
    def dimensions(self) -> list[Mapping[str, str]]:
        """The sets of dimensions of any of the values, each one once."""
        sets: list[Mapping[str, str]] = []
        for point in self.points:
            sets.extend(dimensions for dimensions in point.dimensions if dimensions not in sets)
        return sets

    def where(self, **dimensions: str) -> CapturedMetric:
        """The values that have all these dimensions in one set: `paid.where(service="orders").values`.

        Names that are no identifiers go in by `where(**{"the name": "value"})`.
        """
        wanted = dimensions.items()
        points = tuple(point for point in self.points if any(wanted <= found.items() for found in point.dimensions))
        return CapturedMetric(self.namespace, self.name, points)

    def __repr__(self) -> str:
        return f"<CapturedMetric {self.namespace}/{self.name} {self.values} {self.dimensions}>"


class _ByName(Mapping[str, Found], Generic[Found]):
    """A mapping whose KeyError says what there is."""

    _what = "entry"

    def __init__(self, entries: Mapping[str, Found]) -> None:
        self._entries = entries

    def __getitem__(self, name: str) -> Found:
        entries = self._now()
        if name in entries:
            return entries[name]
        there = ", ".join(map(repr, entries)) or "none at all"
        raise KeyError(f"no {self._what} {name!r} was captured; there is {there}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {dict(self._now())!r}>"

    def _now(self) -> Mapping[str, Found]:
        return self._entries


class CapturedNamespace(_ByName[CapturedMetric]):
    """The metrics of a namespace by name."""

    _what = "metric"


class CapturedMetrics(_ByName[CapturedNamespace]):
    """The metrics by namespace and name, as far as they were emitted: at the end of a handler, or by flush_metrics."""

    _what = "namespace"

    def __init__(self) -> None:
        super().__init__({})
        self.texts: list[str] = []
        """The lines as they were written, those of Datadog's provider too."""

    def hear(self, text: str) -> None:
        """Take note of lines."""
        self.texts.extend(text.splitlines())

    @property
    def blobs(self) -> list[MetricBlob]:
        """The documents of the embedded metric format, decoded."""
        documents = [parse_object(text) for text in self.texts]
        return [decode_blob(document) for document in documents if document is not None and is_blob(document)]

    @property
    def problems(self) -> list[str]:
        """What CloudWatch would drop or refuse."""
        return [problem for blob in self.blobs for problem in blob.problems]

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The lines as data."""
        return [as_object(json.loads(text)) for text in self.texts]

    def clear(self) -> None:
        """Forget what was captured so far."""
        self.texts = []

    def _now(self) -> Mapping[str, CapturedNamespace]:
        found: dict[str, dict[str, list[MetricValue]]] = {}
        for blob in self.blobs:
            for metric in blob.metrics:
                found.setdefault(metric.namespace, {}).setdefault(metric.name, []).extend(_values(metric, blob))
        return {namespace: CapturedNamespace(dict(_metrics(namespace, names))) for namespace, names in found.items()}


@contextmanager
def capture_metrics() -> Generator[CapturedMetrics]:
    """Capture the metrics that are emitted in the embedded metric format, for the time of a `with` block.

    Lines go where they always go as well. Nothing is emitted while POWERTOOLS_METRICS_DISABLED says so.
    """
    metrics = CapturedMetrics()
    with _lines.to(metrics):
        yield metrics


def _tap(tell: Callable[[str], None]) -> Undo:
    from aws_lambda_powertools.metrics import _provider

    _provider.listeners.append(tell)

    def undo() -> None:
        _provider.listeners.remove(tell)

    return undo


_lines: Listening[str] = Listening("captured_metrics", _tap)


def _values(metric: Metric, blob: MetricBlob) -> Iterable[MetricValue]:
    for value in metric.values:
        yield MetricValue(value, metric.unit, metric.dimensions, metric.resolution, blob.metadata)


def _metrics(namespace: str, names: Mapping[str, list[MetricValue]]) -> Iterable[tuple[str, CapturedMetric]]:
    for name, points in names.items():
        yield name, CapturedMetric(namespace, name, tuple(points))
