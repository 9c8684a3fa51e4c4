"""Spans as OTLP in JSON, for receivers and people that read no protobuf.

https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: ids are hexadecimal, 64-bit numbers are texts.
"""

from __future__ import annotations

import json

from aws_lambda_powertools.tracing._otel.protobuf import LARGEST_INTEGER, PARENT_IS_REMOTE, REMOTE_IS_KNOWN, flags_of
from aws_lambda_powertools.tracing._otel.values import natural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aws_lambda_powertools.tracing._otel.provider import Event, Link
    from aws_lambda_powertools.tracing._otel.values import Span

CONTENT_TYPE = "application/json"

# By way of ASCII, because UTF-8 has no word for half a character.
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False, allow_nan=False).encode


def any_value(value: Any) -> dict[str, Any]:
    """An AnyValue."""
    kind = value.__class__
    if kind is str:
        return {"stringValue": value}
    if kind is bool:
        return {"boolValue": value}
    if kind is int:
        fits = -LARGEST_INTEGER <= value < LARGEST_INTEGER
        return {"intValue": str(value)} if fits else {"stringValue": str(value)}
    if kind is float:
        return {"doubleValue": value if value - value == 0 else _word_of(value)}
    if kind in (list, tuple):
        return {"arrayValue": {"values": [any_value(item) for item in value]}}
    if kind is dict:
        return {"kvlistValue": {"values": pairs(value)}}
    if kind is bytes:
        from binascii import b2a_base64

        return {"bytesValue": b2a_base64(value, newline=False).decode()}
    return {} if value is None else any_value(natural(value))


def _word_of(value: float) -> str:
    if value == float("inf"):
        return "Infinity"
    return "-Infinity" if value == float("-inf") else "NaN"


def pairs(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """KeyValues."""
    return [{"key": str(key), "value": any_value(value)} for key, value in values.items()]


def span(data: Span) -> bytes:
    """A span as an element of ScopeSpans."""
    document: dict[str, Any] = {
        "traceId": data.origin.otel_trace_id,
        "spanId": data.id,
        "parentSpanId": data.parent_id,
        "traceState": data.origin.trace_state,
        "name": data.name,
        "kind": data.kind,
        "startTimeUnixNano": str(data.start),
        "endTimeUnixNano": str(data.end),
        "attributes": pairs(data.attributes),
        "droppedAttributesCount": data.dropped_attributes,
        "events": [_event(event) for event in data.events],
        "links": [_link(link) for link in data.links],
        "flags": flags_of(data),
    }
    kept = {name: value for name, value in document.items() if value}
    kept["status"] = {"code": data.status_code, "message": data.status_message} if data.status_code else {}
    return _encode(kept).encode()


def _event(event: Event) -> dict[str, Any]:
    moment, name, attributes = event
    return {"timeUnixNano": str(moment), "name": name, "attributes": pairs(attributes)}


def _link(link: Link) -> dict[str, Any]:
    trace_id, span_id, attributes = link
    flags = REMOTE_IS_KNOWN | PARENT_IS_REMOTE
    return {"traceId": trace_id, "spanId": span_id, "attributes": pairs(attributes), "flags": flags}


class Envelope:
    """What stands around spans in an ExportTraceServiceRequest."""

    content_type = CONTENT_TYPE

    def __init__(self, resource: Mapping[str, Any], scope_name: str, scope_version: str) -> None:
        described = _encode({"attributes": pairs(resource)})
        scope = _encode({"name": scope_name, "version": scope_version})
        self._head = f'{{"resourceSpans":[{{"resource":{described},"scopeSpans":[{{"scope":{scope},"spans":['.encode()
        self._tail = b"]}]}]}"
        self.size = len(self._head) + len(self._tail)
        """Bytes around the spans."""

    def request(self, spans: list[bytes]) -> bytes:
        """The whole request."""
        return self._head + b",".join(spans) + self._tail
