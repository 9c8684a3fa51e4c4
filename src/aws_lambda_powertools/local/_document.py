"""`--json`: a run as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aws_lambda_powertools._core.plain import tamed
from aws_lambda_powertools.local import stream
from aws_lambda_powertools.local._explain import explain
from aws_lambda_powertools.local._function import Function
from aws_lambda_powertools.local._triggers import describe
from aws_lambda_powertools.local.decoding.lines import LogRecord
from aws_lambda_powertools.local.decoding.metrics import Metric
from aws_lambda_powertools.local.decoding.tracebacks import ErrorInfo


def document_of(
    function: Function, results: Sequence[stream.InvocationResult], happened: Iterable[stream.StreamEvent]
) -> str:
    """The document: the function, each invocation with all that belongs to it, and the lines in between."""
    document = {
        "ok": all(result.status == "success" for result in results),
        "function": {
            "name": function.name,
            "handler": function.handler.lambda_name,
            "task_root": function.handler.root,
            "timeout_seconds": function.timeout,
            "memory_megabytes": function.memory,
        },
        "invocations": [_invocation(result, function) for result in results],
        "between_invocations": [
            _line(line) for line in happened if isinstance(line, stream.LogLine) and not line.request_id
        ],
    }
    return json.dumps(tamed(document), indent=2)


def _invocation(result: stream.InvocationResult, function: Function) -> dict[str, Any]:
    started, ended, initialization = result.started, result.ended, result.initialization
    return {
        "request_id": result.request_id,
        "trigger": describe(result.event),
        "status": result.status,
        "event": result.event,
        "response": result.response,
        "error": _error(result.error, function),
        "logs": [_line(line) for line in result.lines],
        "metrics": [_metric(metric) for metric in result.metrics],
        "trace": {"trace_id": started.trace_id, "segment_id": started.segment_id, "documents": result.documents},
        "problems": result.problems,
        "report": {
            "cold_start": result.cold_start,
            "init_duration_ms": None if initialization is None else round(initialization.milliseconds, 3),
            "duration_ms": round(ended.milliseconds, 3),
            "billed_duration_ms": ended.billed_milliseconds,
            "memory_size_mb": function.memory,
            "max_memory_used_mb": ended.peak_megabytes,
        },
    }


def _error(error: stream.FunctionError | None, function: Function) -> dict[str, Any] | None:
    if error is None:
        return None
    explanation = explain(error, function)
    return {
        "type": error.type,
        "message": error.message,
        "stack_trace": error.stack_trace,
        "explanation": explanation.sentence,
        "hint": explanation.hint,
    }


def _line(line: stream.LogLine) -> dict[str, Any]:
    """A structured record by its parts; a text as it is."""
    record = line.record
    common = {"phase": line.phase, "stream": line.stream, "received": line.at}
    errors = [_exception(error) for error in record.errors]
    if isinstance(record, LogRecord):
        return {
            **common,
            "level": record.level,
            "message": record.message,
            "timestamp": record.timestamp,
            "keys": record.keys,
            "exceptions": errors,
            "record": record.data,
        }
    return {**common, "text": line.text, "exceptions": errors}


def _exception(error: ErrorInfo) -> dict[str, Any]:
    frames = [
        {"file": frame.file, "line": frame.line, "function": frame.function, "statement": frame.statement}
        for frame in error.frames
    ]
    return {"type": error.type, "message": error.message, "frames": frames}


def _metric(metric: Metric) -> Mapping[str, Any]:
    return {
        "namespace": metric.namespace,
        "name": metric.name,
        "unit": metric.unit,
        "values": metric.values,
        "dimensions": metric.dimensions,
        "resolution": metric.resolution,
    }
