"""Spans that a function posts over OTLP/HTTP, in protobuf or JSON, as the documents that the waterfall draws.

https://opentelemetry.io/docs/specs/otlp/
"""

from __future__ import annotations

import struct
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from aws_lambda_powertools._core.encoding import inflate
from aws_lambda_powertools.local.decoding import json_text
from aws_lambda_powertools.local.decoding.json_text import as_list, as_object

MOST_BYTES = 16 * 1024 * 1024

_FAILED = 2
_REMOTE_KINDS = (3, 4)  # client, producer
_NANOSECONDS = 1e9
_LONGEST_VARINT = 64

Document = dict[str, Any]


def documents_of(body: bytes, content_type: str, content_encoding: str = "") -> list[Document]:
    """The spans of a posted request as X-Ray's documents; ValueError says what can't be read."""
    if content_encoding:
        body = inflate(body, MOST_BYTES, "The request")
    try:
        spans = list(_json_spans(body) if "json" in content_type else _protobuf_spans(body))
    except (struct.error, IndexError, RecursionError, TypeError, AttributeError) as error:
        raise ValueError(f"The request is no OTLP: {error}") from error
    return [_document(span) for span in spans]


def trace_id_of(header: str) -> str:
    """An id of X-Ray (`1-66322c80-1234567890abcdef12345678`) as OpenTelemetry writes it."""
    return header.removeprefix("1-").replace("-", "")


def _document(span: Mapping[str, Any]) -> Document:
    attributes: dict[str, Any] = span["attributes"]
    document: Document = {
        "id": span["id"],
        "trace_id": span["trace_id"],
        "parent_id": span["parent_id"],
        "name": span["name"],
        "start_time": span["start"] / _NANOSECONDS,
        "end_time": span["end"] / _NANOSECONDS,
        "namespace": "remote" if span["kind"] in _REMOTE_KINDS else "",
        "fault": span["status"] == _FAILED,
        "annotations": attributes,
        "otel": True,
    }
    exceptions = [
        {"type": event.get("exception.type", ""), "message": event.get("exception.message", "")}
        for event in span["exceptions"]
    ]
    if exceptions:
        document["cause"] = {"exceptions": exceptions}
    return document


# --- JSON -----------------------------------------------------------------------------------------------------


def _json_spans(body: bytes) -> Iterator[Document]:
    request = as_object(json_text.parse(body.decode()))
    for resource in map(as_object, as_list(request.get("resourceSpans"))):
        for scope in map(as_object, as_list(resource.get("scopeSpans"))):
            yield from map(_json_span, map(as_object, as_list(scope.get("spans"))))


def _json_span(span: Document) -> Document:
    events = [as_object(event) for event in as_list(span.get("events"))]
    return {
        "id": str(span.get("spanId", "")),
        "trace_id": str(span.get("traceId", "")),
        "parent_id": str(span.get("parentSpanId", "")),
        "name": str(span.get("name", "")),
        "kind": span.get("kind", 0),
        "start": int(span.get("startTimeUnixNano", 0)),
        "end": int(span.get("endTimeUnixNano", 0)),
        "attributes": _json_attributes(span),
        "exceptions": [_json_attributes(event) for event in events if event.get("name") == "exception"],
        "status": as_object(span.get("status")).get("code", 0),
    }


def _json_attributes(holder: Document) -> Document:
    pairs = map(as_object, as_list(holder.get("attributes")))
    return {str(pair.get("key", "")): _json_value(as_object(pair.get("value"))) for pair in pairs}


def _json_value(value: Document) -> Any:
    for kind, content in value.items():
        if kind == "arrayValue":
            return [_json_value(as_object(item)) for item in as_list(as_object(content).get("values"))]
        if kind == "kvlistValue":
            return _json_attributes({"attributes": as_object(content).get("values")})
        if kind == "intValue":
            return int(content)
        return len(b64decode(content)) if kind == "bytesValue" else content
    return None


# --- protobuf -------------------------------------------------------------------------------------------------

Fields = dict[int, list[Any]]


def _protobuf_spans(body: bytes) -> Iterator[Document]:
    for resource in _fields(body).get(1, ()):
        for scope in _fields(resource).get(2, ()):
            yield from map(_protobuf_span, _fields(scope).get(2, ()))


def _protobuf_span(data: bytes) -> Document:
    span = _fields(data)
    events = [_fields(event) for event in span.get(11, ())]
    status = _fields(_last(span, 15, b""))
    return {
        "id": _last(span, 2, b"").hex(),
        "trace_id": _last(span, 1, b"").hex(),
        "parent_id": _last(span, 4, b"").hex(),
        "name": _last(span, 5, b"").decode("utf-8", "replace"),
        "kind": _last(span, 6, 0),
        "start": _last(span, 7, 0),
        "end": _last(span, 8, 0),
        "attributes": _attributes(span.get(9, ())),
        "exceptions": [_attributes(event.get(3, ())) for event in events if _last(event, 2, b"") == b"exception"],
        "status": _last(status, 3, 0),
    }


def _attributes(pairs: Any) -> Document:
    found: Document = {}
    for pair in map(_fields, pairs):
        found[_last(pair, 1, b"").decode("utf-8", "replace")] = _value(_fields(_last(pair, 2, b"")))
    return found


def _value(fields: Fields) -> Any:
    """An AnyValue: text, truth, whole number, number, list, object, bytes."""
    for number, values in fields.items():
        value = values[-1]
        match number:
            case 1:
                return value.decode("utf-8", "replace")
            case 2:
                return bool(value)
            case 3:
                return value - (1 << 64) if value >> 63 else value
            case 4:
                return struct.unpack("<d", struct.pack("<Q", value))[0]
            case 5:
                return [_value(_fields(item)) for item in _fields(value).get(1, ())]
            case 6:
                return _attributes(_fields(value).get(1, ()))
            case _:
                return len(value)
    return None


def _last(fields: Fields, number: int, default: Any) -> Any:
    """Of a field that came several times the last one counts; TypeError for one of another kind."""
    value = fields[number][-1] if number in fields else default
    if isinstance(value, bytes) is not isinstance(default, bytes):
        raise TypeError(f"field {number} is of another kind")
    return value


def _fields(data: bytes) -> Fields:
    """The fields of a message by number: whole numbers, and bytes."""
    if not isinstance(data, bytes):  # pyright: ignore[reportUnnecessaryIsInstance]  # what a field holds is the sender's choice
        raise TypeError("a number where a message is expected")
    found: Fields = {}
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        value: Any
        match key & 7:
            case 0:
                value, at = _varint(data, at)
            case 1:
                value, at = struct.unpack_from("<Q", data, at)[0], at + 8
            case 5:
                value, at = struct.unpack_from("<I", data, at)[0], at + 4
            case 2:
                length, at = _varint(data, at)
                value, at = data[at : at + length], at + length
                if at > len(data):
                    raise IndexError("a message breaks off")
            case kind:
                raise ValueError(f"The request is no OTLP: wire type {kind}")
        found.setdefault(key >> 3, []).append(value)
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while shift < _LONGEST_VARINT:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:  # noqa: PLR2004  # the bit that says there is more
            return value & 0xFFFFFFFFFFFFFFFF, at
        shift += 7
    raise ValueError("The request is no OTLP: a number has no end")
