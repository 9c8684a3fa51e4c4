"""Calls of patched libraries as CLIENT spans, and what the services called are told (P2 in lean mode)."""

from __future__ import annotations

import json
import sqlite3
import urllib.request

import pytest
from web_server import Answer, WebServer
from xray_daemon import FACADE, LINEAGE, ROOT

from aws_lambda_powertools.tracing import Tracer
from aws_lambda_powertools.tracing._patch import hook

CLIENT = 3
TRACE = "5759e988bd862e3fe1be46a994272793"


@pytest.fixture(autouse=True)
def patched_for_this_test_only():
    yield
    hook.release()


@pytest.fixture
def server():
    server = WebServer()
    yield server
    server.close()


def invoke(tracer, lambda_context, body):
    @tracer.capture_lambda_handler
    def handler(event, context):
        return body()

    return handler({}, lambda_context)


def test_a_call_of_an_aws_service(monkeypatch, spans, server, lambda_context):
    """TR-58: the service gets the span of the call, and `Lineage` survives."""
    boto3 = pytest.importorskip("boto3")
    from botocore.config import Config

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    tracer = Tracer(service="orders", patch_modules=["botocore"])
    headers = {"x-amzn-RequestId": "R1", "Content-Type": "application/x-amz-json-1.0"}
    server.answer = lambda request: Answer(200, json.dumps({"Item": {"id": {"S": "1"}}}).encode(), headers)
    client = boto3.client(
        "dynamodb", region_name="eu-west-1", endpoint_url=server.url, config=Config(retries={"total_max_attempts": 1})
    )
    invoke(tracer, lambda_context, lambda: client.get_item(TableName="orders", Key={"id": {"S": "1"}}))
    client.close()
    assert spans.tree(FACADE) == {"orders": {"dynamodb": {}}}
    call = spans.named("dynamodb")
    assert call.kind == CLIENT
    expected = {
        "rpc.system": "aws-api",
        "rpc.service": "dynamodb",
        "rpc.method": "GetItem",
        "aws.region": "eu-west-1",
        "aws.request_id": "R1",
        "aws.dynamodb.table_names": ["orders"],
        "http.response.status_code": 200,
    }
    assert call.attributes.items() >= expected.items()
    sent = server.requests[0].headers
    assert sent["x-amzn-trace-id"].replace("%7C", "|") == f"Root={ROOT};Parent={call.id};Sampled=1;{LINEAGE}"
    assert "traceparent" not in sent


def test_a_request_over_http(spans, server, lambda_context):
    """TR-58."""
    requests = pytest.importorskip("requests")
    tracer = Tracer(service="orders", patch_modules=["requests"])
    server.answer = lambda request: Answer(404)
    invoke(tracer, lambda_context, lambda: requests.get(f"{server.url}/orders?token=secret", timeout=5).status_code)
    call = next(span for span in spans.spans if span.kind == CLIENT)
    assert call.attributes == {
        "http.request.method": "GET",
        "url.full": f"{server.url}/orders",
        "http.response.status_code": 404,
        "server.address": "127.0.0.1",
        "server.port": server.port,
    }
    assert call.status == (2, "")
    sent = server.requests[0].headers
    assert sent["traceparent"] == f"00-{TRACE}-{call.id}-01"
    assert f"Parent={call.id};" in sent["x-amzn-trace-id"]


def test_a_query(spans, lambda_context):
    tracer = Tracer(service="orders", patch_modules=["sqlite3"])

    def body():
        connection = sqlite3.connect(":memory:")
        connection.execute("select 1").fetchone()
        connection.close()

    invoke(tracer, lambda_context, body)
    query = next(span for span in spans.spans if span.kind == CLIENT)
    assert query.attributes["db.system"].lower().startswith("sqlite")
    assert "db.statement" not in query.attributes


def test_exports_are_no_calls(receiver, server, lambda_context):
    """TR-57: or each export would make spans for the next one."""
    tracer = Tracer(service="orders", patch_modules=["httplib"])
    handler = lambda: urllib.request.urlopen(server.url, timeout=5).close()  # noqa: E731
    for _ in range(3):
        invoke(tracer, lambda_context, handler)
    assert sorted(span.name for span in receiver.spans) == ["127.0.0.1"] * 3 + ["orders"] * 3
    assert all("traceparent" not in headers for _, headers, _ in receiver.requests)
