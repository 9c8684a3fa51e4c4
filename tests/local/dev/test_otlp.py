"""Spans over OTLP, as OpenTelemetry's own classes write them."""

from __future__ import annotations

import contextlib
import gzip

import pytest
from hypothesis import given, strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from aws_lambda_powertools.local.dev.otlp import documents_of

PROTOBUF = "application/x-protobuf"


def request():
    message = ExportTraceServiceRequest()
    span = message.resource_spans.add().scope_spans.add().spans.add()
    span.trace_id, span.span_id, span.parent_span_id = bytes(range(16)), b"12345678", b"abcdefgh"
    span.name, span.kind = "GET /é", 3
    span.start_time_unix_nano, span.end_time_unix_nano = 1_700_000_000_000_000_000, 1_700_000_001_500_000_000
    for key, kind, value in (
        ("text", "string_value", "a"),
        ("count", "int_value", -7),
        ("share", "double_value", 0.5),
        ("ok", "bool_value", True),
    ):
        setattr(span.attributes.add(key=key).value, kind, value)
    span.attributes.add(key="many").value.array_value.values.add().int_value = 1
    event = span.events.add(name="exception")
    event.attributes.add(key="exception.type").value.string_value = "ValueError"
    event.attributes.add(key="exception.message").value.string_value = "no good"
    span.status.code = 2
    return message.SerializeToString()


@pytest.mark.parametrize(("encoding", "pack"), [("", bytes), ("gzip", gzip.compress)])
def test_a_span_of_the_official_classes_is_read(encoding, pack):
    [document] = documents_of(pack(request()), PROTOBUF, encoding)

    assert document["trace_id"] == bytes(range(16)).hex()
    assert (document["id"], document["parent_id"]) == (b"12345678".hex(), b"abcdefgh".hex())
    assert (document["name"], document["namespace"], document["fault"]) == ("GET /é", "remote", True)
    assert document["end_time"] - document["start_time"] == 1.5
    assert document["annotations"] == {"text": "a", "count": -7, "share": 0.5, "ok": True, "many": [1]}
    assert document["cause"] == {"exceptions": [{"type": "ValueError", "message": "no good"}]}


@given(st.binary(max_size=200), st.sampled_from([PROTOBUF, "application/json"]))
def test_whatever_is_no_otlp_is_refused_with_a_value_error(body, content_type):
    with contextlib.suppress(ValueError):
        assert isinstance(documents_of(body, content_type), list)


@given(st.integers(0, 300), st.integers(0, 255))
def test_a_damaged_request_is_refused_or_read(place, byte):
    damaged = bytearray(request())
    damaged[place % len(damaged)] = byte
    with contextlib.suppress(ValueError):
        assert isinstance(documents_of(bytes(damaged), PROTOBUF), list)
