"""Documents as dictionaries, for those who look at metrics or change them before they are emitted."""

from __future__ import annotations

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.invocation import current
from aws_lambda_powertools.metrics._checks import check_number_of_metrics, missing_namespace
from aws_lambda_powertools.metrics._emf import MAX_METRICS, MAX_VALUES, ROOT, Definition, merged, to_emf, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.types import CloudWatchEMFOutput

TRACE_IDS = "tracing.current_ids"
"""Where the Tracer keeps, in an invocation's state, a function that gives its trace id (32 hex digits) first."""


def document_of(
    namespace: str | None,
    dimension_sets: Sequence[Mapping[str, Any]],
    metadata: Mapping[str, Any],
    metrics: Mapping[str, Any],
    timestamp: int | None,
) -> CloudWatchEMFOutput:
    """The document of metrics in the form of the public `metric_set`.

    Raises SchemaValidationError for none of them or more than 1000, and without a namespace.
    """
    check_number_of_metrics(len(metrics))
    members: dict[str, Any] = merged(dimension_sets)
    members.update({name: value for name, value in metadata.items() if name not in members and name != ROOT})
    members.update({name: metric["Value"] for name, metric in metrics.items()})
    definitions = [
        Definition(name, metric.get("Unit", ""), metric.get("StorageResolution")) for name, metric in metrics.items()
    ]
    time = timestamp or clock.milliseconds()
    return to_emf(namespace or missing_namespace(), dimension_sets, definitions, members, time)


def lines_of(documents: Iterable[CloudWatchEMFOutput]) -> str:
    """Documents as lines."""
    return "".join([f"{to_json(document)}\n" for document in documents])


def portions(metrics: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Metrics in as many parts as they need, since a document holds but so many metrics, and values of each."""
    while metrics:
        batch = dict(list(metrics.items())[:MAX_METRICS])
        later = dict(list(metrics.items())[MAX_METRICS:])
        for name, entry in batch.items():
            values: list[Any] = entry["Value"]
            if type(values) is list and len(values) > MAX_VALUES:
                batch[name] = {**entry, "Value": values[:MAX_VALUES]}
                later[name] = {**entry, "Value": values[MAX_VALUES:]}
        yield batch
        metrics = later


def cold_start_line(namespace: str | None, dimensions: Mapping[str, str]) -> str:
    """The metric ColdStart in a document of its own."""
    metric = {"ColdStart": {"Unit": "Count", "Value": [1.0]}}
    return lines_of([document_of(namespace, [dimensions], {}, metric, None)])


def trace_ids() -> dict[str, str]:
    """Which trace the metrics belong to, as metadata that logs can be searched by."""
    from aws_lambda_powertools.shared.functions import get_tracer_id

    call, ids = current(), dict[str, str]()
    xray_trace_id = get_tracer_id()
    if xray_trace_id:
        ids["xray_trace_id"] = xray_trace_id
    ids_of_current_segment = None if call is None else call.state.get(TRACE_IDS)
    current_ids = None if ids_of_current_segment is None else ids_of_current_segment()
    if current_ids is not None:
        ids["trace_id"] = current_ids[0]
    return ids
