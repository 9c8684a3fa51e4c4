"""OTLP by hand against the official classes and against the OpenTelemetry SDK's own encoder (P3)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, strategies as st
from otlp import decoded, decoded_json, in_text

from aws_lambda_powertools.tracing._context import Facade
from aws_lambda_powertools.tracing._otel import json_form, protobuf
from aws_lambda_powertools.tracing._otel.propagation import Origin, Parent
from aws_lambda_powertools.tracing._otel.values import Span

ids = st.binary(min_size=8, max_size=8).filter(any).map(bytes.hex)
trace_ids = st.binary(min_size=16, max_size=16).filter(any).map(bytes.hex)
times = st.integers(min_value=1, max_value=(1 << 63) - 1)
texts = st.text(st.characters(exclude_categories=["Cs"]))
numbers = st.integers(min_value=-(1 << 63), max_value=(1 << 63) - 1)
plain = st.booleans() | numbers | st.floats() | texts | st.binary()
values = st.recursive(
    plain, lambda inner: st.lists(inner) | st.dictionaries(texts.filter(bool), inner, max_size=4), max_leaves=8
)
attributes = st.dictionaries(texts.filter(bool), values, max_size=6)
spans = st.builds(
    Span,
    name=texts.filter(bool),
    kind=st.integers(1, 5),
    origin=st.builds(
        lambda trace, parent, sampled, state: Origin(
            Facade(""), Parent(trace, parent, sampled, state), sampled=sampled, recorded=True
        ),
        trace_ids,
        ids | st.just(""),
        st.booleans(),
        st.sampled_from(["", "vendor=1"]),
    ),
    span_id=ids,
    parent_id=ids | st.just(""),
    start=times,
    end=times,
    attributes=attributes,
    events=st.lists(st.tuples(times, texts.filter(bool), attributes), max_size=3),
    links=st.lists(st.tuples(trace_ids, ids, attributes), max_size=3),
    status_code=st.sampled_from([0, 2]),
    status_message=st.just(""),
    dropped_attributes=st.integers(0, 500),
)


def requests(made: list[Span], resource: dict[str, Any]) -> tuple[bytes, bytes]:
    forms: list[Any] = [protobuf, json_form]
    one, other = (form.Envelope(resource, "scope", "1.0").request([form.span(span) for span in made]) for form in forms)
    return one, other


@given(made=st.lists(spans, min_size=1, max_size=3), resource=attributes)
def test_any_spans_can_be_decoded_and_both_forms_say_the_same(made, resource):
    """`decoded` holds our small decoder against the official protobuf classes."""
    in_protobuf, in_json = requests(made, resource)
    found = decoded(in_protobuf)
    assert [in_text(span) for span in decoded_json(in_json)] == [in_text(span) for span in found]
    assert [span.name for span in found] == [span.name for span in made]
    assert [in_text_of(span.attributes) for span in found] == [in_text_of(span.attributes) for span in made]


def in_text_of(value: Any) -> str:
    return repr(value)  # NaN is not equal to itself


@pytest.mark.parametrize(
    ("value", "becomes"),
    [
        (1 << 63, str(1 << 63)),
        (-(1 << 63) - 1, str(-(1 << 63) - 1)),
        (-1, -1),
        (None, None),
        ("half \ud83d", "half ?"),
        ((1, "a"), [1, "a"]),
        ({"a"}, '["a"]'),
        (type("Text", (str,), {})("x"), "x"),
        (type("Number", (float,), {})(1.5), 1.5),
        (SimpleNamespace(a=1), '{"a":1}'),
    ],
)
def test_values_of_any_type_have_a_form(value, becomes):
    origin = Origin(Facade(""), Parent("1" * 32, "", True), sampled=True, recorded=True)
    made = Span("work", 1, origin, "2" * 16, "", 1, 2, {"key": value})
    in_protobuf, in_json = requests([made], {})
    assert decoded(in_protobuf)[0].attributes == {"key": becomes}
    if isinstance(value, str) and "\ud83d" in value:
        becomes = value
    assert decoded_json(in_json)[0].attributes == {"key": becomes}


@pytest.mark.parametrize("number", [0, 1, 127, 128, 16_383, 16_384, 2**32, 2**64 - 1])
def test_numbers_have_the_length_they_need(number):
    encoded = protobuf.varint(number)
    assert sum((byte & 0x7F) << (7 * at) for at, byte in enumerate(encoded)) == number
    assert len(encoded) == max(1, -(-number.bit_length() // 7))


def test_the_envelope_tells_an_upper_bound_of_its_size():
    """UDP batches are split by it."""
    origin = Origin(Facade(""), Parent("1" * 32, "", True), sampled=True, recorded=True)
    envelope = protobuf.Envelope({"service.name": "x" * 100}, "scope", "1.0")
    for number in (1, 10, 1000):
        encoded = [protobuf.span(Span("work", 1, origin, "2" * 16, "", 1, 2, {}))] * number
        assert len(envelope.request(encoded)) <= envelope.size + sum(map(len, encoded))


def test_the_sdks_encoder_says_the_same_of_the_same_spans():
    """P3, with the spans of a real SDK."""
    sdk = pytest.importorskip("opentelemetry.sdk.trace")
    exporter_module = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
    encoder = pytest.importorskip("opentelemetry.exporter.otlp.proto.common.trace_encoder")
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.trace import Link, SpanContext, SpanKind, Status, StatusCode, TraceFlags

    resource = {"service.name": "orders", "faas.max_memory": 134_217_728}
    memory = exporter_module.InMemorySpanExporter()
    provider = sdk.TracerProvider(resource=Resource(resource), shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(memory))
    tracer = provider.get_tracer("scope", "1.0")
    linked = SpanContext(int("3" * 32, 16), int("4" * 16, 16), is_remote=True, trace_flags=TraceFlags(1))
    with tracer.start_as_current_span("outer", kind=SpanKind.SERVER, links=[Link(linked, {"why": "queue"})]) as outer:
        outer.set_attributes({"text": "é\n", "number": -5, "share": 0.1, "yes": True, "many": ["a", "b"]})
        with tracer.start_as_current_span("inner", kind=SpanKind.CLIENT) as inner:
            inner.add_event("retried", {"attempt": 2})
            inner.set_status(Status(StatusCode.ERROR, "ValueError: no"))
    theirs = memory.get_finished_spans()
    ours = [
        Span(
            span.name,
            span.kind.value + 1,
            Origin(Facade(""), Parent(f"{span.context.trace_id:032x}", "", True), sampled=True, recorded=True),
            f"{span.context.span_id:016x}",
            f"{span.parent.span_id:016x}" if span.parent else "",
            span.start_time,
            span.end_time,
            {key: list(value) if isinstance(value, tuple) else value for key, value in span.attributes.items()},
            [(event.timestamp, event.name, event.attributes) for event in span.events],
            [(f"{link.context.trace_id:032x}", f"{link.context.span_id:016x}", link.attributes) for link in span.links],
            span.status.status_code.value if span.status.description else 0,
            span.status.description or "",
        )
        for span in theirs
    ]
    expected = encoder.encode_spans(theirs).SerializeToString()
    without_w3c_byte = ~0xFF  # the SDK leaves it out, though OTLP has a place for it
    assert [span._replace(flags=span.flags & without_w3c_byte) for span in decoded(requests(ours, resource)[0])] == [
        span._replace(flags=span.flags & without_w3c_byte) for span in decoded(expected)
    ]
