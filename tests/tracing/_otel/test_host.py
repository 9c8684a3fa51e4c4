"""Host mode with OpenTelemetry's own SDK: one tree of our spans and everybody else's, and no flush that blocks."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from web_server import Answer, WebServer
from xray_daemon import FACADE, HEADER, LINEAGE, ROOT

from aws_lambda_powertools import Logger
from aws_lambda_powertools.tracing import Tracer, aiohttp_trace_config
from aws_lambda_powertools.tracing._otel.provider import OpenTelemetryProvider
from aws_lambda_powertools.tracing._patch import hook

trace = pytest.importorskip("opentelemetry.trace")
otel_context = pytest.importorskip("opentelemetry.context")
propagate = pytest.importorskip("opentelemetry.propagate")
sdk = pytest.importorskip("opentelemetry.sdk.trace")
sampling = pytest.importorskip("opentelemetry.sdk.trace.sampling")
export = pytest.importorskip("opentelemetry.sdk.trace.export")
memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")

TRACE_ID = ROOT.replace("-", "")[1:]


@pytest.fixture
def finished():
    """The exporter of the host, which has what has ended."""
    return memory.InMemorySpanExporter()


@pytest.fixture
def host(finished):
    """A tracer provider as a function sets it up."""
    provider = sdk.TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(export.SimpleSpanProcessor(finished))
    yield provider
    provider.shutdown()


@pytest.fixture(autouse=True)
def nothing_left_behind():
    before = otel_context.get_current()
    yield
    after = otel_context.get_current()
    otel_context.attach(before)
    hook.release()
    assert after == before


@pytest.fixture
def tracer(host):
    return Tracer(service="orders", auto_patch=False, provider=OpenTelemetryProvider(host))


def tree(finished):
    spans = finished.get_finished_spans()
    known = {span.context.span_id for span in spans}

    def below(parent):
        return {span.name: below(span.context.span_id) for span in spans if parent_of(span, known) == parent}

    return below(None)


def parent_of(span, known):
    return span.parent.span_id if span.parent is not None and span.parent.span_id in known else None


def named(finished, name):
    [span] = [span for span in finished.get_finished_spans() if span.name == name]
    return span


# --- Which mode it is ------------------------------------------------------------------------------------------------


def test_a_given_tracer_provider_is_the_host(tracer, host):
    assert type(tracer.provider).__name__ == "HostProvider"
    assert isinstance(tracer.provider, OpenTelemetryProvider)
    assert tracer.provider.is_lean is False


def test_a_tracer_provider_itself_can_be_given(host, finished):
    """TR-40."""
    tracer = Tracer(service="orders", auto_patch=False, provider=host)
    with tracer.provider.in_subsegment("mine"):
        pass
    assert tree(finished) == {"mine": {}}


def test_a_global_provider_that_is_set_up_is_found(host, finished, monkeypatch):
    """TR-1, TR-40."""
    monkeypatch.delenv("POWERTOOLS_TRACER_PROVIDER")
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: host)
    tracer = Tracer(service="orders", auto_patch=False)
    with tracer.provider.in_subsegment("mine"):
        pass
    assert tree(finished) == {"mine": {}}


# --- One tree --------------------------------------------------------------------------------------------------------


def test_our_spans_and_those_of_others_nest_in_each_other(tracer, host, finished, lambda_context):
    """TR-40."""
    theirs = host.get_tracer("theirs")

    @tracer.capture_method
    def charge():
        with theirs.start_as_current_span("in charge"):
            tracer.put_annotation("key", 1)
            return trace.get_current_span().name

    @tracer.capture_lambda_handler
    def handler(event, context):
        with theirs.start_as_current_span("theirs"):
            return charge()

    assert handler({}, lambda_context) == "in charge"
    [(method, inner)] = tree(finished)["orders"]["theirs"].items()
    assert method.startswith("## ")
    assert method.endswith("charge")
    assert inner == {"in charge": {}}
    assert named(finished, method).attributes["aws.xray.annotations"] == ("key",)


def test_the_span_of_a_traced_method_is_the_current_one(tracer, finished):
    with tracer.provider.in_subsegment("mine") as segment:
        assert trace.get_current_span().name == "mine"
        assert f"{trace.get_current_span().get_span_context().span_id:016x}" == segment.id
        assert tracer.provider.current_ids() == (segment.facade.otel_trace_id, segment.id, True)
    assert not trace.get_current_span().get_span_context().is_valid


def test_a_handler_nobody_wraps_is_what_the_function_serves(tracer, finished, lambda_context, event):
    """TR-41, TR-43, TR-45."""

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_annotation("order", "A1")
        tracer.put_metadata("basket", {"n": 1})
        return {"statusCode": 200}

    records = event("sqsEvent")
    records["Records"][0]["attributes"]["AWSTraceHeader"] = HEADER
    handler(records, lambda_context)
    [span] = finished.get_finished_spans()
    assert span.name == "orders"
    assert span.kind is trace.SpanKind.SERVER
    attributes = dict(span.attributes)
    assert attributes["faas.invocation_id"] == lambda_context.aws_request_id
    assert attributes["faas.trigger"] == "pubsub"
    assert attributes["faas.coldstart"] is True
    assert attributes["code.function.name"] == "handler"
    assert attributes["order"] == "A1"
    assert set(attributes["aws.xray.annotations"]) == {"order", "ColdStart", "Service"}
    assert json.loads(attributes["orders.basket"]) == {"n": 1}
    assert [(f"{link.context.trace_id:032x}", f"{link.context.span_id:016x}") for link in span.links] == [
        (TRACE_ID, FACADE)
    ]
    assert span.instrumentation_scope.name == "aws_lambda_powertools"


def test_metadata_for_aws_has_a_form_of_its_own(host, finished, lambda_context, monkeypatch):
    """TR-46."""
    monkeypatch.setenv("AWS_LAMBDA_EXEC_WRAPPER", "/opt/otel-instrument")
    tracer = Tracer(service="orders", auto_patch=False, provider=host)

    @tracer.capture_lambda_handler
    def handler(event, context):
        return {"n": 1}

    handler({}, lambda_context)
    [span] = finished.get_finished_spans()
    assert json.loads(span.attributes["aws.xray.metadata.orders"]) == {"handler response": {"n": 1}}


def test_a_wrapped_handler_is_the_child_of_the_wrapper(tracer, host, finished, lambda_context, monkeypatch):
    """TR-41: no `faas` attributes, no flush."""
    flushed = []
    monkeypatch.setattr(host, "force_flush", lambda *_: flushed.append(1))

    @tracer.capture_lambda_handler
    def handler(event, context):
        return "done"

    with host.get_tracer("wrapper").start_as_current_span("lambda", kind=trace.SpanKind.SERVER):
        handler({}, lambda_context)
    assert tree(finished) == {"lambda": {"## handler": {}}}
    span = named(finished, "## handler")
    assert span.kind is trace.SpanKind.INTERNAL
    assert not [name for name in span.attributes if name.startswith("faas")]
    assert span.attributes["ColdStart"] is True
    assert flushed == []


def test_a_handler_nobody_wraps_is_flushed_once(tracer, host, lambda_context, monkeypatch):
    """TR-41."""
    flushed = []
    monkeypatch.setattr(host, "force_flush", flushed.append)

    @tracer.capture_lambda_handler
    @Tracer().capture_lambda_handler
    def handler(event, context):
        return "done"

    handler({}, lambda_context)
    assert flushed == [500]


def test_an_unsampled_wrapper_is_still_one(host, finished, lambda_context, monkeypatch):
    flushed = []
    unsampled = sdk.TracerProvider(sampler=sampling.ALWAYS_OFF, shutdown_on_exit=False)
    monkeypatch.setattr(unsampled, "force_flush", flushed.append)
    tracer = Tracer(service="orders", auto_patch=False, provider=unsampled)

    @tracer.capture_lambda_handler
    def handler(event, context):
        return tracer.provider.is_sampled()

    with unsampled.get_tracer("wrapper").start_as_current_span("lambda"):
        assert handler({}, lambda_context) is False
    assert flushed == []


def test_the_parent_is_what_the_propagators_find(tracer, finished, lambda_context):
    """TR-44: as OpenTelemetry is configured, here by its default, W3C."""

    @tracer.capture_lambda_handler
    def handler(event, context):
        return None

    handler({"headers": {"TraceParent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}}, lambda_context)
    [span] = finished.get_finished_spans()
    assert f"{span.context.trace_id:032x}" == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert f"{span.parent.span_id:016x}" == "00f067aa0ba902b7"


def test_the_parent_is_lambdas_segment_where_the_propagator_is_that_of_x_ray(
    tracer, finished, lambda_context, monkeypatch
):
    xray = pytest.importorskip("opentelemetry.propagators.aws")
    monkeypatch.setattr(propagate, "propagator", xray.AwsXRayPropagator(), raising=False)
    before = propagate.get_global_textmap()
    propagate.set_global_textmap(xray.AwsXRayPropagator())

    @tracer.capture_lambda_handler
    def handler(event, context):
        return tracer.provider.headers()

    try:
        headers = handler({}, lambda_context)
    finally:
        propagate.set_global_textmap(before)
    [span] = finished.get_finished_spans()
    assert f"{span.context.trace_id:032x}" == TRACE_ID
    assert f"{span.parent.span_id:016x}" == FACADE
    assert headers == {"X-Amzn-Trace-Id": HEADER.replace(FACADE, f"{span.context.span_id:016x}")}


# --- Failures --------------------------------------------------------------------------------------------------------


def test_an_exception_is_one_event_and_the_status_of_all_it_leaves(tracer, finished, lambda_context):
    """TR-47."""

    @tracer.capture_method
    def charge():
        raise LookupError("no such card")

    @tracer.capture_lambda_handler
    def handler(event, context):
        charge()

    with pytest.raises(LookupError, match="no such card"):
        handler({}, lambda_context)
    spans = finished.get_finished_spans()
    assert [span.status.description for span in spans] == ["LookupError: no such card"] * 2
    assert [[event.name for event in span.events] for span in spans] == [["exception"], []]
    assert "no such card" in spans[0].events[0].attributes["exception.stacktrace"]


class Broken:
    """A tracer provider whose tracer fails at everything."""

    def get_tracer(self, *_, **__):
        return self

    def start_span(self, *_, **__):
        raise RuntimeError("broken")

    def force_flush(self, *_):
        raise RuntimeError("broken too")


def test_a_host_that_fails_never_fails_the_handler(lambda_context):
    """TR-10."""
    tracer = Tracer(service="orders", auto_patch=False, provider=OpenTelemetryProvider(Broken()))

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_annotation("key", 1)
        return "done"

    with pytest.warns(UserWarning, match="tracer provider failed, the function goes on: RuntimeError: broken"):
        assert handler({}, lambda_context) == "done"


# --- Flushing --------------------------------------------------------------------------------------------------------


class Slow(export.SpanExporter):
    """An exporter that never answers, whatever timeout it is given."""

    def __init__(self):
        self.is_free = threading.Event()
        self.calls = 0

    def export(self, spans):
        self.calls += 1
        self.is_free.wait(30)
        return export.SpanExportResult.SUCCESS

    def shutdown(self):
        self.is_free.set()


@pytest.fixture
def slow():
    exporter = Slow()
    yield exporter
    exporter.is_free.set()


def test_a_dead_exporter_costs_no_more_than_the_budget(slow, lambda_context, monkeypatch):
    """TR-42, TR-60."""
    monkeypatch.setenv("POWERTOOLS_TRACER_FLUSH_TIMEOUT", "100")
    host = sdk.TracerProvider(shutdown_on_exit=False)
    host.add_span_processor(export.BatchSpanProcessor(slow, schedule_delay_millis=60_000))
    tracer = Tracer(service="orders", auto_patch=False, provider=host)

    @tracer.capture_lambda_handler
    def handler(event, context):
        return "done"

    took = []
    for _ in range(2):
        began = time.perf_counter()
        assert handler({}, lambda_context) == "done"
        took.append(time.perf_counter() - began)
    assert 0.09 < took[0] < 0.25
    assert took[1] < 0.09, "while one flush is under way, nobody waits for another"
    assert slow.calls == 1
    slow.is_free.set()
    host.shutdown()


def test_nothing_is_flushed_without_time_for_it(tracer, host, lambda_context, monkeypatch):
    """TR-60."""
    flushed = []
    monkeypatch.setattr(host, "force_flush", flushed.append)

    @tracer.capture_lambda_handler
    def handler(event, context):
        return "done"

    context = type(lambda_context)()
    context.get_remaining_time_in_millis = lambda: 60
    handler({}, context)
    assert flushed == []


def test_a_provider_that_can_not_be_flushed_is_none_to_flush(lambda_context):
    host = trace.NoOpTracerProvider()
    tracer = Tracer(service="orders", auto_patch=False, provider=OpenTelemetryProvider(host))

    @tracer.capture_lambda_handler
    def handler(event, context):
        return "done"

    assert handler({}, lambda_context) == "done"


# --- Contexts --------------------------------------------------------------------------------------------------------


async def test_concurrent_tasks_have_their_true_parents(tracer, host, finished):
    """TR-15."""

    @tracer.capture_method
    async def work(number):
        await asyncio.sleep(0.001 * number)
        with host.get_tracer("theirs").start_as_current_span(f"theirs {number}"):
            await asyncio.sleep(0)

    with tracer.provider.in_subsegment("all"):
        await asyncio.gather(*[work(number) for number in range(5)])
    spans = {span.context.span_id: span for span in finished.get_finished_spans()}
    parents = {span.name: spans[span.parent.span_id].name for span in spans.values() if span.parent is not None}
    assert len(spans) == 11
    assert {parents[f"theirs {number}"].endswith("work") for number in range(5)} == {True}
    assert {parent for name, parent in parents.items() if name.startswith("##")} == {"all"}


def test_interleaved_generators_are_siblings(tracer, host, finished):
    """TR-16."""

    @tracer.capture_method
    def first():
        yield trace.get_current_span().name
        yield trace.get_current_span().name

    @tracer.capture_method
    def second():
        yield trace.get_current_span().name
        yield trace.get_current_span().name

    with tracer.provider.in_subsegment("consumer"):
        for one, two in zip(first(), second(), strict=True):
            assert one.endswith("first")
            assert two.endswith("second")
            assert trace.get_current_span().name == "consumer"
    assert sorted(tree(finished)) == ["consumer"]
    assert len(tree(finished)["consumer"]) == 2


def test_a_thread_without_context_records_below_the_handler(tracer, finished, lambda_context):
    """TR-17."""

    @tracer.capture_method
    def work():
        return tracer.provider.header()

    @tracer.capture_lambda_handler
    def handler(event, context):
        with ThreadPoolExecutor() as pool:
            return pool.submit(work).result()

    header = handler({}, lambda_context)
    assert len(tree(finished)["orders"]) == 1
    assert LINEAGE in header


def test_a_span_left_open_is_nobodys_parent_in_the_next_invocation(tracer, host, finished, lambda_context):
    """TR-32."""

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.provider.begin_subsegment("left open")
        otel_context.attach(trace.set_span_in_context(host.get_tracer("theirs").start_span("theirs, left open")))

    handler({}, lambda_context)
    handler({}, lambda_context)
    first, second = finished.get_finished_spans()
    assert (first.name, second.name) == ("orders", "orders")
    assert first.parent is None
    assert second.parent is None
    assert first.context.trace_id != second.context.trace_id


# --- Libraries, and the header that is repaired ----------------------------------------------------------------------

boto3 = pytest.importorskip("boto3")
requests = pytest.importorskip("requests")


@pytest.fixture
def server():
    server = WebServer()
    server.answer = lambda request: Answer(200, b'{"TableNames": []}', {"Content-Type": "application/x-amz-json-1.0"})
    yield server
    server.close()


@pytest.fixture
def dynamodb(server, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    client = boto3.client("dynamodb", region_name="eu-west-1", endpoint_url=server.url)
    yield client
    client.close()


@pytest.fixture
def botocore_instrumentor(host):
    module = pytest.importorskip("opentelemetry.instrumentation.botocore")
    instrumentor = module.BotocoreInstrumentor()
    yield lambda: instrumentor.instrument(tracer_provider=host)
    if instrumentor.is_instrumented_by_opentelemetry:
        instrumentor.uninstrument()


def test_without_us_services_hang_below_lambdas_segment(host, dynamodb, botocore_instrumentor, server):
    """tracing.md 1.9: what TR-59 repairs; when this fails, OpenTelemetry does it by itself."""
    botocore_instrumentor()
    with host.get_tracer("theirs").start_as_current_span("caller"):
        dynamodb.list_tables()
    [header] = server.trace_headers
    assert f"Parent={FACADE}" in header


@pytest.mark.parametrize("who_is_first", ["they", "we"])
def test_a_call_that_opentelemetry_traces_is_one_span_and_linked(
    host, finished, dynamodb, botocore_instrumentor, server, who_is_first
):
    """TR-55, TR-59."""
    if who_is_first == "they":
        botocore_instrumentor()
    tracer = Tracer(service="orders", provider=host)
    if who_is_first == "we":
        botocore_instrumentor()
    with tracer.provider.in_subsegment("caller"):
        dynamodb.list_tables()
    assert tree(finished) == {"caller": {"DynamoDB.ListTables": {}}}
    span = named(finished, "DynamoDB.ListTables")
    [header] = server.trace_headers
    trace_id = f"{span.context.trace_id:032x}"
    assert header == (f"Root=1-{trace_id[:8]}-{trace_id[8:]};Parent={span.context.span_id:016x};Sampled=1;{LINEAGE}")


def test_a_call_that_nobody_else_traces_is_ours(host, finished, dynamodb, server):
    tracer = Tracer(service="orders", provider=host)
    with tracer.provider.in_subsegment("caller"):
        dynamodb.list_tables()
    assert tree(finished) == {"caller": {"dynamodb": {}}}
    span = named(finished, "dynamodb")
    assert span.kind is trace.SpanKind.CLIENT
    assert span.attributes["rpc.system"] == "aws-api"
    assert span.attributes["rpc.method"] == "ListTables"
    assert span.attributes["http.response.status_code"] == 200
    assert f"Parent={span.context.span_id:016x}" in server.trace_headers[0]


def test_a_header_that_the_user_sets_is_kept(host, dynamodb, server):
    """TR-58."""
    Tracer(service="orders", provider=host)
    dynamodb.meta.events.register("before-call", lambda params, **_: params["headers"].update({"X-Amzn-Trace-Id": "U"}))
    dynamodb.list_tables()
    assert server.trace_headers == ["U"]


@pytest.mark.parametrize("who_is_first", ["they", "we", "nobody"])
def test_a_request_is_one_span_whoever_traces_it(host, finished, server, who_is_first):
    """TR-55, TR-58: OpenTelemetry's propagators say by which headers it is linked."""
    module = pytest.importorskip("opentelemetry.instrumentation.requests")
    instrumentor = module.RequestsInstrumentor()
    if who_is_first == "they":
        instrumentor.instrument(tracer_provider=host)
    tracer = Tracer(service="orders", provider=host)
    if who_is_first == "we":
        instrumentor.instrument(tracer_provider=host)
    try:
        with tracer.provider.in_subsegment("caller"):
            requests.get(f"{server.url}/x?secret=1", timeout=5)
    finally:
        if instrumentor.is_instrumented_by_opentelemetry:
            instrumentor.uninstrument()
    [(name, below)] = tree(finished)["caller"].items()
    assert below == {}
    its = named(finished, name).context
    assert server.requests[0].headers["traceparent"].startswith(f"00-{its.trace_id:032x}-{its.span_id:016x}-")
    assert not hasattr(requests.Session.send, "opentelemetry_instrumentation_requests_applied")
    assert "x-amzn-trace-id" not in server.requests[0].headers


async def test_a_request_by_httpx_is_one_span_whoever_traces_it(host, finished, server):
    module = pytest.importorskip("opentelemetry.instrumentation.httpx")
    httpx = pytest.importorskip("httpx")
    instrumentor = module.HTTPXClientInstrumentor()
    tracer = Tracer(service="orders", provider=host)
    instrumentor.instrument(tracer_provider=host)
    try:
        with tracer.provider.in_subsegment("caller"):
            async with httpx.AsyncClient() as client:
                await client.get(server.url)
    finally:
        instrumentor.uninstrument()
    assert len(tree(finished)["caller"]) == 1


def test_what_an_exporter_sends_is_no_span(host, finished, server):
    """TR-57: OpenTelemetry's exporters tell everybody to be silent meanwhile."""
    Tracer(service="orders", provider=host)
    key = otel_context._SUPPRESS_INSTRUMENTATION_KEY
    token = otel_context.attach(otel_context.set_value(key, True))
    requests.get(server.url, timeout=5)
    otel_context.detach(token)
    assert finished.get_finished_spans() == ()
    assert "traceparent" not in server.requests[0].headers


def test_databases_are_traced_by_us_where_nobody_else_does(host, finished):
    import sqlite3  # patched by then

    tracer = Tracer(service="orders", provider=host)
    with tracer.provider.in_subsegment("caller"):
        connection = sqlite3.connect(":memory:")
        connection.execute("select 1")
        connection.close()
    assert tree(finished) == {"caller": {":memory:": {}}}
    span = named(finished, ":memory:")
    assert span.kind is trace.SpanKind.CLIENT
    assert span.attributes["db.system"] == "sqlite3"


def test_libraries_we_do_not_know_are_left_to_installed_instrumentors(host, monkeypatch):
    """tracing.md 6.1: `patch(["redis"])` loads the instrumentor of that name."""
    instrumented = []

    class RedisInstrumentor:
        is_instrumented_by_opentelemetry = False

        def instrument(self, **options):
            instrumented.append(options)

    class Entry:
        def load(self):
            return RedisInstrumentor

    def entry_points(group, name):
        return [Entry()] if (group, name) == ("opentelemetry_instrumentor", "redis") else []

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)
    tracer = Tracer(service="orders", provider=host, patch_modules=["redis", "requests"])
    assert instrumented == [{"tracer_provider": host}]
    with pytest.raises(ValueError, match="'kafka' can't be traced"):
        tracer.patch(["kafka"])


async def test_a_request_by_aiohttp_is_linked_to_its_own_span(host, finished, server):
    aiohttp = pytest.importorskip("aiohttp")
    tracer = Tracer(service="orders", provider=host)
    with tracer.provider.in_subsegment("caller"):
        async with aiohttp.ClientSession(trace_configs=[aiohttp_trace_config()]) as session:
            for response in await asyncio.gather(*[session.get(f"{server.url}/{number}") for number in range(2)]):
                await response.read()
    assert tree(finished) == {"caller": {"127.0.0.1": {}}}
    ids = {f"{span.context.span_id:016x}" for span in finished.get_finished_spans() if span.name == "127.0.0.1"}
    assert {request.headers["traceparent"].split("-")[2] for request in server.requests} == ids
    assert len(ids) == 2


# --- Logger, and handlers of other kinds -----------------------------------------------------------------------------


def test_log_lines_have_the_ids_of_the_current_span_whoever_has_made_it(tracer, host, lambda_context, capsys):
    """TR-71."""
    logger = Logger(service="orders")

    @tracer.capture_lambda_handler
    def handler(event, context):
        with host.get_tracer("theirs").start_as_current_span("theirs") as span:
            logger.info("here")
            return f"{span.get_span_context().span_id:016x}"

    span_id = handler({}, lambda_context)
    line = json.loads(capsys.readouterr().out)
    assert line["span_id"] == span_id
    assert len(line["trace_id"]) == 32


async def test_async_handlers_are_traced(tracer, finished, lambda_context):
    @tracer.capture_lambda_handler
    async def handler(event, context):
        await asyncio.sleep(0)
        return trace.get_current_span().name

    assert await handler({}, lambda_context) == "orders"
    assert tree(finished) == {"orders": {}}


def test_a_segment_can_be_taken_to_another_thread(tracer, host, finished):
    def work(segment):
        tracer.provider.set_trace_entity(segment)
        with host.get_tracer("theirs").start_as_current_span("in thread"), tracer.provider.in_subsegment("ours"):
            pass

    with tracer.provider.in_subsegment("caller") as segment:
        thread = threading.Thread(target=work, args=(segment,))
        thread.start()
        thread.join()
    assert tree(finished) == {"caller": {"in thread": {"ours": {}}}}
