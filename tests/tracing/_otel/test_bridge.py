"""Code that uses OpenTelemetry's API beside lean mode gets one tree with ours (TR-53)."""

from __future__ import annotations

import asyncio

import pytest
from fresh_interpreter import loaded_by
from web_server import WebServer
from xray_daemon import FACADE

trace = pytest.importorskip("opentelemetry.trace")

from aws_lambda_powertools.tracing import OpenTelemetryProvider, Tracer  # noqa: E402
from aws_lambda_powertools.tracing._otel.lean import LeanProvider  # noqa: E402

CALLER, CALLER_SPAN = "ab" * 16, "cd" * 8


@pytest.fixture(autouse=True)
def nobody_has_set_up_opentelemetry(monkeypatch):
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", None)


@pytest.fixture
def theirs():
    """The tracer of an instrumentation, made at import, when there is no provider yet."""
    return trace.get_tracer("opentelemetry.instrumentation.redis", "1.0")


def invoke(tracer, lambda_context, body):
    @tracer.capture_lambda_handler
    def handler(event, context):
        return body()

    return handler({}, lambda_context)


def test_spans_of_others_and_ours_nest_in_each_other(tracer, theirs, spans, lambda_context):
    @tracer.capture_method
    def ours():
        with theirs.start_as_current_span("their leaf"):
            pass

    def body():
        with theirs.start_as_current_span("theirs", kind=trace.SpanKind.CLIENT, attributes={"db.system": "redis"}):
            ours()
        with tracer.provider.in_subsegment("after"):
            pass

    invoke(tracer, lambda_context, body)
    method = next(name for name in spans.names if name.startswith("## "))
    assert spans.tree(FACADE) == {"orders": {"theirs": {method: {"their leaf": {}}}, "after": {}}}
    span = spans.named("theirs")
    assert span.kind == 3
    assert span.attributes == {"db.system": "redis", "otel.scope.name": "opentelemetry.instrumentation.redis"}


def test_the_current_span_is_ours(tracer, spans, lambda_context):
    def body():
        outer = trace.get_current_span()
        outer.set_attribute("seen", True)
        with tracer.provider.in_subsegment("inner") as segment:
            context = trace.get_current_span().get_span_context()
            assert f"{context.span_id:016x}" == segment.id
            assert f"{context.trace_id:032x}" == segment.facade.otel_trace_id
        assert trace.get_current_span() is outer
        assert outer.is_recording()

    invoke(tracer, lambda_context, body)
    assert spans.named("orders").attributes["seen"] is True
    assert not trace.get_current_span().get_span_context().is_valid


def test_everything_that_a_span_can_be_told(tracer, theirs, spans, lambda_context):
    def body():
        link = trace.Link(trace.SpanContext(int("3" * 32, 16), int("4" * 16, 16), is_remote=True), {})
        span = theirs.start_span("work", links=[link], start_time=10**18)
        span.update_name("renamed")
        span.set_attributes({"a": 1, "b": ["x"]})
        span.add_event("happened", {"c": 2}, timestamp=10**18 + 1)
        span.add_link(trace.SpanContext(int("5" * 32, 16), int("6" * 16, 16), is_remote=True))
        span.set_status(trace.Status(trace.StatusCode.ERROR, "broken"))
        span.end(end_time=10**18 + 10**9)
        span.set_attribute("late", 1)
        span.end()
        fine = theirs.start_span("fine")
        fine.set_status(trace.StatusCode.ERROR)
        fine.set_status(trace.StatusCode.OK)
        fine.end()

    invoke(tracer, lambda_context, body)
    work = spans.named("renamed")
    assert (work.attributes["a"], work.attributes["b"]) == (1, ["x"])
    assert "late" not in work.attributes
    assert work.events == [("happened", {"c": 2})]
    assert work.links == [("3" * 32, "4" * 16), ("5" * 32, "6" * 16)]
    assert work.status == (2, "broken")
    assert work.end - work.start == 10**9
    assert spans.named("fine").status == (0, "")


def test_an_exception_is_told_once_across_both(tracer, theirs, spans, lambda_context):
    def body():
        with theirs.start_as_current_span("theirs"):
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        invoke(tracer, lambda_context, body)
    assert len(spans.named("theirs").events) == 1
    assert spans.named("orders").events == []
    assert spans.named("theirs").status == spans.named("orders").status == (2, "ValueError: no")


def test_tasks_and_generators_keep_their_parents(tracer, theirs, spans, lambda_context):
    @tracer.capture_method
    def numbers():
        for number in range(2):
            with theirs.start_as_current_span("in generator"):
                pass
            yield number

    @tracer.capture_method
    async def leaf():
        with theirs.start_as_current_span("in task"):
            await asyncio.sleep(0)

    @tracer.capture_lambda_handler
    async def handler(event, context):
        for _ in numbers():
            with theirs.start_as_current_span("consumer"):
                pass
        await asyncio.gather(leaf(), leaf())

    asyncio.run(handler({}, lambda_context))
    by_id = {span.id: span for span in spans.spans}
    parents = {
        (span.name, by_id[span.parent_id].name.rpartition(".")[2]) for span in spans.spans if span.parent_id != FACADE
    }
    assert parents == {
        ("in generator", "numbers"),
        ("consumer", "orders"),
        ("in task", "leaf"),
        *{(name, "orders") for name in spans.names if name.startswith("## ")},
    }


def test_the_context_of_a_caller_is_continued(tracer, theirs, spans, lambda_context):
    caller = trace.SpanContext(int(CALLER, 16), int(CALLER_SPAN, 16), is_remote=True, trace_flags=trace.TraceFlags(1))

    def body():
        context = trace.set_span_in_context(trace.NonRecordingSpan(caller))
        with theirs.start_as_current_span("server", context=context), tracer.provider.in_subsegment("inside"):
            pass

    invoke(tracer, lambda_context, body)
    server, inside = spans.named("server"), spans.named("inside")
    assert (server.trace_id, server.parent_id) == (CALLER, CALLER_SPAN)
    assert (inside.trace_id, inside.parent_id) == (CALLER, server.id)


def test_a_span_left_open_is_not_current_in_the_next_invocation(tracer, theirs, spans, lambda_context):
    """TR-32."""
    invoke(tracer, lambda_context, lambda: tracer.provider.begin_subsegment("left open") and None)
    assert not trace.get_current_span().get_span_context().is_valid
    invoke(tracer, lambda_context, lambda: theirs.start_span("theirs").end())
    assert spans.names == ["orders", "theirs", "orders"]
    assert spans.spans[1].parent_id == spans.spans[2].id


def test_a_real_instrumentation_joins(tracer, spans, lambda_context):
    """S-TRC-11: its client span hangs below our method, and is what the service called is told."""
    requests = pytest.importorskip("requests")
    instrumentation = pytest.importorskip("opentelemetry.instrumentation.requests")
    server = WebServer()
    instrumentor = instrumentation.RequestsInstrumentor()
    instrumentor.instrument()
    try:

        @tracer.capture_method
        def fetch():
            return requests.get(server.url, timeout=5).status_code

        assert invoke(tracer, lambda_context, fetch) == 200
    finally:
        instrumentor.uninstrument()
        server.close()
    method = next(name for name in spans.names if name.startswith("## "))
    assert spans.tree(FACADE) == {"orders": {method: {"GET": {}}}}
    client = spans.named("GET")
    assert client.kind == 3
    assert server.requests[0].headers["traceparent"] == f"00-{client.trace_id}-{client.id}-01"


def test_whoever_sets_up_a_provider_later_may(tracer, theirs, spans, lambda_context):
    sdk = pytest.importorskip("opentelemetry.sdk.trace")
    invoke(tracer, lambda_context, lambda: None)
    mine = sdk.TracerProvider(shutdown_on_exit=False)
    before = trace._TRACER_PROVIDER_SET_ONCE
    trace._TRACER_PROVIDER_SET_ONCE = type(before)()
    try:
        trace.set_tracer_provider(mine)
        assert trace.get_tracer_provider() is mine
    finally:
        trace._TRACER_PROVIDER_SET_ONCE = before


def test_a_provider_of_others_is_left_alone(monkeypatch, spans, lambda_context):
    provider = Tracer(service="orders", auto_patch=False).provider
    assert type(provider) is LeanProvider
    mine = trace.NoOpTracerProvider()
    monkeypatch.setattr(trace, "_TRACER_PROVIDER", mine)
    invoke(Tracer(auto_patch=False), lambda_context, lambda: None)
    assert trace.get_tracer_provider() is mine
    assert "segment_type" not in vars(provider)


def test_our_own_provider_is_nobodys_set_up(tracer, spans, lambda_context):
    """TR-1.2: else the next Tracer would take it for a host."""
    invoke(tracer, lambda_context, lambda: None)
    assert type(trace.get_tracer_provider()).__name__ == "BridgedTracerProvider"
    assert type(OpenTelemetryProvider()) is LeanProvider
    Tracer._reset_config()
    assert type(trace.get_tracer_provider()).__name__ == "ProxyTracerProvider"


BESIDE = (
    "import os; os.environ.update(LAMBDA_TASK_ROOT='/x'); from aws_lambda_powertools import Tracer; "
    "t = Tracer(provider='otel', auto_patch=False); t.capture_lambda_handler(lambda e, c: None)({}, None)"
)


def test_nothing_is_paid_without_that_api():
    """TR-53."""
    pytest.importorskip("awslambdaric")
    _, loaded = loaded_by([BESIDE])
    assert not any("bridge" in name or name.startswith("opentelemetry") for name in loaded[BESIDE])
