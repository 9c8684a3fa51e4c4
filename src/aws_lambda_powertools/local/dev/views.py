"""Invocations as the console's page shows them: plain data, with secrets hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from aws_lambda_powertools.local import stream
from aws_lambda_powertools.local._explain import explain
from aws_lambda_powertools.local._function import Function
from aws_lambda_powertools.local._triggers import describe
from aws_lambda_powertools.local.decoding.lines import LogRecord
from aws_lambda_powertools.local.decoding.tracebacks import ErrorInfo, is_own_frame
from aws_lambda_powertools.local.decoding.traces import TraceNode, trace_tree, walk
from aws_lambda_powertools.local.dev.copies import copies
from aws_lambda_powertools.local.dev.history import Entry
from aws_lambda_powertools.local.dev.masking import masked
from aws_lambda_powertools.local.screen.logs import FOLDED

_LONGEST_LINE = 20_000
_BAD_LEVELS = ("ERROR", "CRITICAL")


def summary(entry: Entry) -> dict[str, Any]:
    """One row of the list."""
    ended = entry.ended
    return {
        "id": entry.id,
        "number": entry.started.number,
        "at": entry.started.at,
        "trigger": describe(entry.started.event),
        "status": "running" if ended is None else ended.status,
        "http_status": entry.answer.status if entry.answer is not None else None,
        "duration": None if ended is None else round(ended.milliseconds, 3),
        "cold": entry.started.cold,
        "init": None if entry.initialization is None else round(entry.initialization.milliseconds, 3),
        "memory": None if ended is None else ended.peak_megabytes,
        "errors": sum(isinstance(line.record, LogRecord) and line.record.level in _BAD_LEVELS for line in entry.lines),
        "problems": len(entry.problems),
        "error": "" if ended is None or ended.error is None else f"{ended.error.type}: {ended.error.message}"[:200],
    }


def metric_rows(entry: Entry) -> dict[str, Any]:
    """The metrics of an invocation, one row for each set of dimensions."""
    rows = [
        {
            "namespace": metric.namespace,
            "name": metric.name,
            "unit": metric.unit,
            "dimensions": dict(dimensions),
            "values": list(metric.values),
        }
        for blob in entry.blobs
        for metric in blob.blob.metrics
        for dimensions in metric.dimensions
    ]
    return {"id": entry.id, "number": entry.started.number, "at": entry.started.at, "rows": rows}


def detail(entry: Entry, function: Function, address: str) -> dict[str, Any]:
    """All about an invocation."""
    started, ended = entry.started, entry.ended
    return {
        **summary(entry),
        "trace_id": started.trace_id,
        "event": masked(started.event),
        "response": None if ended is None else masked(ended.response),
        "failure": _failure(entry, function),
        "problem_texts": list(entry.problems),
        "billed": None if ended is None else ended.billed_milliseconds,
        "memory_size": function.memory,
        "lines": [_line(line, function) for line in entry.lines],
        "lines_left_out": entry.all_lines - len(entry.lines),
        "trace": list(_trace(entry, function)),
        "metrics": metric_rows(entry)["rows"],
        "copies": copies(entry, function, address),
    }


def _failure(entry: Entry, function: Function) -> dict[str, Any] | None:
    error = entry.ended.error if entry.ended is not None else None
    if error is None:
        return None
    explanation = explain(error, function)
    frames = [
        {"file": _place(frame.file, function), "line": frame.line, "function": frame.function, "own": True}
        | {"statement": frame.statement}
        for frame in explanation.frames
    ]
    return {"sentence": explanation.sentence, "hint": explanation.hint, "frames": frames}


def _line(line: stream.LogLine, function: Function) -> dict[str, Any]:
    record = line.record
    common = {
        "at": line.at,
        "phase": line.phase,
        "stream": line.stream,
        "errors": [_exception(error, function) for error in record.errors],
        "by_runtime": record.by_runtime,
    }
    if isinstance(record, LogRecord):
        folded = [key for key in record.keys if key in FOLDED]
        return {**common, "level": record.level, "message": record.message, "keys": dict(record.keys), "folded": folded}
    text = record.text[:_LONGEST_LINE].replace("\r", "\n")
    return {**common, "level": "", "message": text, "keys": {}, "folded": []}


def _exception(error: ErrorInfo, function: Function) -> dict[str, Any]:
    frames = [
        {
            "file": _place(frame.file, function),
            "line": frame.line,
            "function": frame.function,
            "statement": frame.statement,
            "own": is_own_frame(frame, function.handler.root),
        }
        for frame in error.frames
    ]
    return {"type": error.type, "message": error.message, "frames": frames}


def _place(file: str, function: Function) -> str:
    return file.removeprefix(function.handler.root.rstrip("/") + "/")


def _trace(entry: Entry, function: Function) -> Iterator[dict[str, Any]]:
    """The nodes of the waterfall, parents first, with times in milliseconds since its beginning."""
    nodes = [(depth, node) for depth, node in walk([_lambda_segment(entry, function)])]
    began = min(node.start for _, node in nodes)
    last = max(node.end or node.start for _, node in nodes)
    for depth, node in nodes:
        end = last if node.end is None else node.end
        yield {
            "depth": depth,
            "name": node.name,
            "start": round((node.start - began) * 1000, 3),
            "duration": round(max(0.0, end - node.start) * 1000, 3),
            "running": node.end is None,
            "kind": node.namespace,
            "fault": node.fault,
            "error": node.error,
            "throttle": node.throttle,
            "annotations": masked(dict(node.annotations)),
            "metadata": masked(dict(node.metadata)),
            "facts": masked({key: node.document[key] for key in ("aws", "http", "sql") if key in node.document}),
            "errors": [_exception(error, function) for error in node.errors],
        }


def _lambda_segment(entry: Entry, function: Function) -> TraceNode:
    """The segment that Lambda itself records, with the initialization and what the function traced below it."""
    started, ended, initialization = entry.started, entry.ended, entry.initialization
    began = started.at if ended is None else ended.began
    children = trace_tree(_documents(entry))
    if initialization is not None:
        length = initialization.milliseconds / 1000
        children.insert(0, TraceNode("initialization", "Initialization", began - length, began, "initialization"))
        began -= length
    return TraceNode(
        id=started.segment_id,
        name=function.name,
        start=began,
        end=None if ended is None else ended.began + ended.milliseconds / 1000,
        namespace="lambda",
        fault=ended is not None and ended.error is not None,
        children=children,
    )


def _documents(entry: Entry) -> list[Mapping[str, Any]]:
    """Documents in progress come again when they are complete; `trace_tree` takes the later one."""
    return list(entry.documents)
