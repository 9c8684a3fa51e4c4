"""Calls of patched libraries as spans in lean mode, and the headers that link to them."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest
from web_server import Answer, WebServer
from xray_daemon import FACADE, HEADER, LINEAGE

from aws_lambda_powertools.tracing import Tracer, aiohttp_trace_config
from aws_lambda_powertools.tracing._patch import hook

requests = pytest.importorskip("requests")
httpx = pytest.importorskip("httpx")
boto3 = pytest.importorskip("boto3")

CLIENT = 3
ERROR = 2


@pytest.fixture(autouse=True)
def patched_for_this_test_only():
    yield
    hook.release()


@pytest.fixture
def server():
    server = WebServer()
    yield server
    server.close()


@pytest.fixture
def traced(lambda_context):
    """`traced(function)`: what it gives inside of an invocation of a traced handler."""

    def traced(function, **settings):
        tracer = Tracer(service="orders", **settings)

        @tracer.capture_lambda_handler
        def handler(event, context):
            return function()

        return handler({}, lambda_context)

    return traced


@pytest.mark.parametrize("get", [requests.get, httpx.get], ids=["requests", "httpx"])
def test_a_request_is_a_span_of_a_client(traced, spans, server, get):
    """TR-58: spans for AWS are linked in both formats."""
    traced(lambda: get(f"{server.url}/orders?secret=1", timeout=5).status_code)
    span = spans.named("127.0.0.1")
    assert spans.tree(FACADE) == {"orders": {"127.0.0.1": {}}}
    assert span.kind == CLIENT
    assert span.attributes["http.request.method"] == "GET"
    assert span.attributes["url.full"] == f"{server.url}/orders"
    assert span.attributes["http.response.status_code"] == 200
    assert span.attributes["server.port"] == server.port
    [request] = server.requests
    assert request.headers["traceparent"] == f"00-{span.trace_id}-{span.id}-01"
    assert request.headers["x-amzn-trace-id"] == HEADER.replace(FACADE, span.id)


@pytest.mark.parametrize(
    ("propagators", "names"),
    [
        ("tracecontext", {"traceparent"}),
        ("xray", {"x-amzn-trace-id"}),
        ("tracecontext,xray", {"traceparent", "x-amzn-trace-id"}),
        ("none", set()),
    ],
)
def test_the_propagators_say_which_headers(traced, spans, server, monkeypatch, propagators, names):
    """TR-58."""
    monkeypatch.setenv("OTEL_PROPAGATORS", propagators)
    traced(lambda: requests.get(server.url, timeout=5).status_code)
    [request] = server.requests
    assert {"traceparent", "x-amzn-trace-id"} & set(request.headers) == names


def test_headers_that_the_user_sets_are_kept(traced, spans, server):
    """TR-58: nor is a `tracestate` added that belongs to another `traceparent`."""
    mine = {"TraceParent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
    traced(lambda: requests.get(server.url, headers=mine, timeout=5).status_code)
    [request] = server.requests
    assert request.headers["traceparent"] == mine["TraceParent"]
    assert "tracestate" not in request.headers


def test_aws_calls_are_linked_by_the_header_of_aws_alone(traced, spans, server, monkeypatch):
    """TR-58."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    server.answer = lambda request: Answer(200, b"{}", {"Content-Type": "application/x-amz-json-1.0"})
    with closing(boto3.client("dynamodb", region_name="eu-west-1", endpoint_url=server.url)) as client:
        traced(lambda: client.describe_table(TableName="shop") and None)
    span = spans.named("dynamodb")
    assert span.kind == CLIENT
    assert span.attributes["rpc.system"] == "aws-api"
    assert span.attributes["rpc.method"] == "DescribeTable"
    assert span.attributes["aws.dynamodb.table_names"] == ["shop"]
    [request] = server.requests
    assert request.headers["x-amzn-trace-id"] == HEADER.replace(FACADE, span.id)
    assert LINEAGE in request.headers["x-amzn-trace-id"]
    assert "traceparent" not in request.headers


def test_a_query_is_a_span_of_a_client(traced, spans):
    def query():
        with closing(sqlite3.connect(":memory:")) as connection:
            return connection.execute("select 1").fetchone()[0]

    assert traced(query) == 1
    span = spans.named(":memory:")
    assert span.kind == CLIENT
    assert span.attributes["db.system"] == "sqlite3"
    assert "db.statement" not in span.attributes


def test_a_query_that_fails_is_an_error_with_one_event(traced, spans):
    def query():
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("select * from nowhere")

    with pytest.raises(sqlite3.OperationalError):
        traced(query)
    span = spans.named(":memory:")
    assert span.status == (ERROR, "OperationalError: no such table: nowhere")
    assert [name for name, _ in span.events] == ["exception"]
    assert list(spans.named("orders").events) == []


def test_a_request_by_aiohttp_is_linked_to_its_own_span(traced, spans, server):
    aiohttp = pytest.importorskip("aiohttp")

    async def ask():
        async with aiohttp.ClientSession(trace_configs=[aiohttp_trace_config()]) as session:
            for response in await asyncio.gather(*[session.get(f"{server.url}/{number}") for number in range(2)]):
                await response.read()

    traced(lambda: asyncio.run(ask()))
    ids = {span.id for span in spans.spans if span.name == "127.0.0.1"}
    assert {request.headers["traceparent"].split("-")[2] for request in server.requests} == ids
    assert len(ids) == 2


def test_ignored_endpoints_have_neither_span_nor_header(traced, spans, server):
    """TR-57."""

    def ask():
        Tracer().ignore_endpoint(hostname="127.0.*")
        return requests.get(server.url, timeout=5).status_code

    assert traced(ask) == 200
    assert spans.names == ["orders"]
    assert "traceparent" not in server.requests[0].headers


def test_libraries_we_do_not_know_are_left_to_installed_instrumentors(spans, monkeypatch):
    """tracing.md 6.1: in lean mode they use OpenTelemetry's global provider."""
    instrumented = []

    class RedisInstrumentor:
        is_instrumented_by_opentelemetry = False

        def instrument(self, **options):
            instrumented.append(options)

    class Entry:
        def load(self):
            return RedisInstrumentor

    monkeypatch.setattr("importlib.metadata.entry_points", lambda group, name: [Entry()] if name == "redis" else [])
    tracer = Tracer(service="orders", patch_modules=["redis", "requests"])
    assert instrumented == [{}]
    with pytest.raises(ValueError, match="'kafka' can't be traced"):
        tracer.patch(["kafka"])
    with pytest.raises(TypeError, match="takes a list of names"):
        tracer.patch("redis")
