"""Where a trace comes from, whether it is sampled, and what services downstream are told (TR-44, TR-45, TR-58)."""

from __future__ import annotations

import base64
import json
import time

import pytest
from hypothesis import given, strategies as st
from xray_daemon import FACADE, HEADER, LINEAGE, ROOT, UNSAMPLED

from aws_lambda_powertools.tracing import Tracer
from aws_lambda_powertools.tracing._otel.propagation import parse_amazon_header, parse_traceparent

TRACE = "5759e988bd862e3fe1be46a994272793"
CALLER, CALLER_SPAN = "ab" * 16, "cd" * 8
TRACEPARENT = f"00-{CALLER}-{CALLER_SPAN}-01"


def invoke(lambda_context, event=None, during=lambda tracer: None):
    tracer = Tracer(service="orders", auto_patch=False)

    @tracer.capture_lambda_handler
    def handler(event, context):
        return during(tracer)

    return handler(event or {}, lambda_context)


# --- AWS destination -------------------------------------------------------------------------------------------------


def test_spans_for_xray_hang_below_lambdas_segment_and_are_sampled_as_it_says(spans, lambda_context):
    invoke(lambda_context, {"headers": {"traceparent": TRACEPARENT}})
    [root] = spans.spans
    assert (root.trace_id, root.parent_id) == (TRACE, FACADE)
    assert root.flags == 0x301


@pytest.mark.parametrize("header", ["Root=1-x;Parent=y;Sampled=1", f"Root={ROOT};Sampled=1", ""])
def test_without_a_parent_for_xray_the_next_format_is_tried(monkeypatch, spans, lambda_context, header):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", header)
    invoke(lambda_context, {"headers": {"TraceParent": TRACEPARENT, "tracestate": "a=b"}})
    [root] = spans.spans
    assert (root.trace_id, root.parent_id, root.trace_state) == (CALLER, CALLER_SPAN, "a=b")


# --- Other destinations ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", [HEADER, UNSAMPLED])
def test_elsewhere_a_root_shares_lambdas_trace_id_and_ignores_its_decision(
    monkeypatch, receiver, lambda_context, header
):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", header)
    invoke(lambda_context)
    [root] = receiver.spans
    assert (root.trace_id, root.parent_id) == (TRACE, "")
    assert root.flags == 0x101


def test_without_any_header_the_trace_id_tells_the_time(monkeypatch, receiver, lambda_context):
    monkeypatch.delenv("_X_AMZN_TRACE_ID")
    invoke(lambda_context)
    [root] = receiver.spans
    assert abs(int(root.trace_id[:8], 16) - time.time()) < 60


class DirectInvoke:
    """The context of an invocation whose caller sent its own."""

    function_name = "orders"
    aws_request_id = "r"

    def w3c(self):
        return {"traceparent": TRACEPARENT, "tracestate": "vendor=1", "baggage": "user=7"}


def test_the_caller_of_a_direct_invoke_is_the_parent(receiver):
    invoke(DirectInvoke(), {"headers": {"traceparent": f"00-{'1' * 32}-{'2' * 16}-01"}})
    [root] = receiver.spans
    assert (root.trace_id, root.parent_id, root.trace_state) == (CALLER, CALLER_SPAN, "vendor=1")


@pytest.mark.parametrize(
    "event",
    [
        {"headers": {"traceparent": TRACEPARENT}},
        {"headers": {"TRACEPARENT": f" {TRACEPARENT} "}},
        {"multiValueHeaders": {"Traceparent": [TRACEPARENT]}},
        {"headers": {"X-Amzn-Trace-Id": f"Self=1;Root=1-{CALLER[:8]}-{CALLER[8:]};Parent={CALLER_SPAN};Sampled=1"}},
    ],
)
def test_the_sender_of_a_request_is_the_parent(receiver, lambda_context, event):
    invoke(lambda_context, event)
    [root] = receiver.spans
    assert (root.trace_id, root.parent_id) == (CALLER, CALLER_SPAN)
    assert root.flags == 0x301


def test_a_caller_that_does_not_sample_is_followed(receiver, lambda_context):
    invoke(lambda_context, {"headers": {"traceparent": TRACEPARENT[:-1] + "0"}})
    assert receiver.spans == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "00",
        TRACEPARENT[:-1],
        TRACEPARENT + "-00",
        TRACEPARENT.replace("00-", "ff-", 1),
        TRACEPARENT.replace(CALLER, "0" * 32),
        TRACEPARENT.replace(CALLER_SPAN, "0" * 16),
        TRACEPARENT.replace("ab", "xy"),
    ],
)
def test_what_is_no_traceparent_is_no_parent(receiver, lambda_context, text):
    invoke(lambda_context, {"headers": {"traceparent": text}})
    assert receiver.spans[0].trace_id == TRACE


def test_later_versions_of_traceparent_may_say_more():
    parent = parse_traceparent(f"01-{CALLER}-{CALLER_SPAN}-01-more")
    assert parent is not None
    assert parent.id == CALLER_SPAN


@given(st.text() | st.text(alphabet="0123456789abcdef-", max_size=70) | st.text(alphabet="RootParent=;1-?"))
def test_any_text_is_a_parent_or_none(text):
    for parse in (parse_traceparent, parse_amazon_header):
        parent = parse(text)
        assert parent is None or (len(bytes.fromhex(parent.trace_id)), len(bytes.fromhex(parent.id))) == (16, 8)


@pytest.mark.parametrize(
    ("propagators", "expected"),
    [
        ("xray-lambda", (TRACE, FACADE)),
        ("tracecontext,xray-lambda", (CALLER, CALLER_SPAN)),
        (" XRAY-LAMBDA , tracecontext", (TRACE, FACADE)),
        ("none", (TRACE, "")),
        ("baggage", (TRACE, "")),
    ],
)
def test_the_formats_can_be_chosen(monkeypatch, receiver, lambda_context, propagators, expected):
    monkeypatch.setenv("OTEL_PROPAGATORS", propagators)
    invoke(lambda_context, {"headers": {"traceparent": TRACEPARENT}})
    assert (receiver.spans[0].trace_id, receiver.spans[0].parent_id) == expected


def test_formats_that_are_not_known_are_left_out_with_a_warning(monkeypatch, receiver, lambda_context):
    monkeypatch.setenv("OTEL_PROPAGATORS", "b3,tracecontext")
    with pytest.warns(UserWarning, match="OTEL_PROPAGATORS: b3 can't be used"):
        invoke(lambda_context, {"headers": {"traceparent": TRACEPARENT}})
    assert receiver.spans[0].trace_id == CALLER


# --- Sampling --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sampler", "argument", "without_parent", "unsampled_parent", "sampled_parent"),
    [
        ("parentbased_always_on", None, True, False, True),
        ("always_on", None, True, True, True),
        ("always_off", None, False, False, False),
        ("parentbased_always_off", None, False, False, True),
        ("traceidratio", "1.0", True, True, True),
        ("traceidratio", "0", False, False, False),
        ("parentbased_traceidratio", "0", False, False, True),
        ("PARENTBASED_TRACEIDRATIO", "1", True, False, True),
    ],
)
def test_the_sampler_decides(
    monkeypatch, receiver, lambda_context, sampler, argument, without_parent, unsampled_parent, sampled_parent
):
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", sampler)
    if argument is not None:
        monkeypatch.setenv("OTEL_TRACES_SAMPLER_ARG", argument)
    rows = [
        ({}, without_parent),
        ({"headers": {"traceparent": TRACEPARENT[:-1] + "0"}}, unsampled_parent),
        ({"headers": {"traceparent": TRACEPARENT}}, sampled_parent),
    ]
    for event, is_sampled in rows:
        receiver.requests.clear()
        Tracer._reset_config()
        invoke(lambda_context, event)
        assert len(receiver.spans) == is_sampled


def test_a_ratio_takes_its_share_by_the_trace_id(monkeypatch, receiver, lambda_context):
    """As OpenTelemetry's own sampler does, so that services agree."""
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "traceidratio")
    monkeypatch.setenv("OTEL_TRACES_SAMPLER_ARG", "0.5")
    low, high = f"{'1' * 16}7{'f' * 15}", f"{'1' * 16}8{'0' * 15}"
    for trace_id in (low, high):
        invoke(lambda_context, {"headers": {"traceparent": f"00-{trace_id}-{CALLER_SPAN}-01"}})
    assert [span.trace_id for span in receiver.spans] == [low]


@pytest.mark.parametrize(
    ("variable", "value"), [("OTEL_TRACES_SAMPLER", "jaeger_remote"), ("OTEL_TRACES_SAMPLER_ARG", "half")]
)
def test_a_sampler_that_can_not_be_used_is_told(monkeypatch, receiver, lambda_context, variable, value):
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "traceidratio")
    monkeypatch.setenv(variable, value)
    with pytest.warns(UserWarning, match=f"{variable}='{value}'"):
        invoke(lambda_context)
    assert len(receiver.spans) == 1


# --- Links -----------------------------------------------------------------------------------------------------------


def amazon(number: int) -> str:
    return f"Root=1-{number:08x}-{'a' * 24};Parent={number:016x};Sampled=1"


def test_producers_of_messages_are_links(spans, lambda_context):
    """TR-45."""
    records = [
        {"eventSource": "aws:sqs", "attributes": {"AWSTraceHeader": amazon(1)}},
        {"eventSource": "aws:sqs", "attributes": {"AWSTraceHeader": amazon(1)}},
        {"eventSource": "aws:sqs", "attributes": {"AWSTraceHeader": "nonsense"}},
        {"eventSource": "aws:sqs", "messageAttributes": {"traceparent": {"stringValue": TRACEPARENT}}},
        {
            "EventSource": "aws:sns",
            "Sns": {"MessageAttributes": {"traceparent": {"Value": f"00-{'3' * 32}-{'4' * 16}-00"}}},
        },
        {
            "kinesis": {
                "data": base64.b64encode(json.dumps({"traceparent": f"00-{'5' * 32}-{'6' * 16}-01"}).encode()).decode()
            }
        },
        {"kinesis": {"data": "no base64 at all"}},
        {"kinesis": {"data": base64.b64encode(b"traceparent, but no JSON").decode()}},
        {"kinesis": 3},
        None,
    ]
    invoke(lambda_context, {"Records": records})
    assert spans.spans[0].links == [
        (f"{1:08x}{'a' * 24}", f"{1:016x}"),
        (CALLER, CALLER_SPAN),
        ("3" * 32, "4" * 16),
        ("5" * 32, "6" * 16),
    ]


def test_there_are_not_more_than_128_links(spans, lambda_context):
    """TR-45."""
    records = [{"attributes": {"AWSTraceHeader": amazon(number)}} for number in range(1, 300)]
    invoke(lambda_context, {"Records": records})
    assert len(spans.spans[0].links) == 128


# --- What goes out ---------------------------------------------------------------------------------------------------


def headers_inside(tracer):
    with tracer.provider.in_subsegment("call", namespace="remote") as segment:
        return segment.id, tracer.provider.header(), tracer.provider.headers()


def test_services_of_aws_get_the_current_span_and_all_kept_fields(spans, lambda_context):
    """TR-58."""
    span_id, header, headers = invoke(lambda_context, during=headers_inside)
    assert header == f"Root={ROOT};Parent={span_id};Sampled=1;{LINEAGE}"
    assert headers == {"X-Amzn-Trace-Id": header, "traceparent": f"00-{TRACE}-{span_id}-01"}


def test_other_services_get_what_the_propagators_say(receiver):
    """TR-58."""
    span_id, header, headers = invoke(DirectInvoke(), during=headers_inside)
    assert headers == {
        "traceparent": f"00-{CALLER}-{span_id}-01",
        "tracestate": "vendor=1",
        "baggage": "user=7",
        "X-Amzn-Trace-Id": header,
    }
    assert header == f"Root=1-{CALLER[:8]}-{CALLER[8:]};Parent={span_id};Sampled=1;{LINEAGE}"


def test_xray_does_not_begin_to_record_because_spans_go_elsewhere(monkeypatch, receiver, lambda_context):
    """What X-Ray decided for its own trace stands for the AWS services that are called."""
    monkeypatch.setenv("_X_AMZN_TRACE_ID", UNSAMPLED)
    span_id, header, headers = invoke(lambda_context, during=headers_inside)
    assert header == f"Root={ROOT};Parent={span_id};Sampled=0;{LINEAGE}"
    assert headers["traceparent"] == f"00-{TRACE}-{span_id}-01"


def test_unsampled_traces_flow_on(monkeypatch, spans, lambda_context):
    """TR-31."""
    monkeypatch.setenv("_X_AMZN_TRACE_ID", UNSAMPLED)
    span_id, header, headers = invoke(lambda_context, during=headers_inside)
    assert header == f"Root={ROOT};Parent={span_id};Sampled=0;{LINEAGE}"
    assert headers["traceparent"].endswith("-00")


def test_nothing_goes_out_where_nothing_is_to_be_propagated(monkeypatch, receiver, lambda_context):
    monkeypatch.setenv("OTEL_PROPAGATORS", "none")
    assert invoke(lambda_context, during=headers_inside)[2] == {}
