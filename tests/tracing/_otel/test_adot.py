"""Tracer inside of what the ADOT layer sets up: one tree, sent by the layer, and AWS calls linked to their own span."""

from __future__ import annotations

import adot
import pytest
from lambda_runtime import LambdaRuntime
from otlp import OtlpDaemon
from web_server import Answer, WebServer
from xray_daemon import FACADE, LINEAGE

pytestmark = pytest.mark.integration

FUNCTION = """
import os

import boto3
from aws_lambda_powertools import Tracer

tracer = Tracer(service="orders")
dynamodb = boto3.client("dynamodb", region_name="eu-west-1", endpoint_url=os.environ["FAKE_AWS"])


@tracer.capture_method
def charge():
    dynamodb.list_tables()


@tracer.capture_lambda_handler
def lambda_handler(event, context):
    tracer.put_annotation("order", event["order_id"])
    charge()
    return type(tracer.provider).__name__
"""


@pytest.fixture
def spans():
    daemon = OtlpDaemon()
    yield daemon
    daemon.close()


@pytest.fixture
def server():
    server = WebServer()
    server.answer = lambda request: Answer(200, b'{"TableNames": []}', {"Content-Type": "application/x-amz-json-1.0"})
    yield server
    server.close()


def test_the_layers_spans_and_ours_are_one_tree(tmp_path, spans, server):
    """TR-40, TR-41, TR-55, TR-59."""
    try:
        interpreter = adot.interpreter()
    except adot.NotToBeHadError as reason:
        pytest.skip(str(reason))
    (tmp_path / "otel_wrapper.py").write_text(adot.WRAPPER)
    (tmp_path / "function.py").write_text(FUNCTION)
    runtime = LambdaRuntime(
        tmp_path,
        "otel_wrapper.lambda_handler",
        interpreter=interpreter,
        ORIG_HANDLER="function.lambda_handler",
        FAKE_AWS=server.url,
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_XRAY_DAEMON_ADDRESS=spans.address,
        **adot.ENVIRONMENT,
    )
    header = f"Root=1-65000000-{'a' * 24};Parent={FACADE};Sampled=1;{LINEAGE}"
    try:
        answers = runtime.invoke([({"order_id": "A1"}, header)])
    finally:
        printed = runtime.close()
    assert answers == ["HostProvider"], printed
    call = spans.named("DynamoDB.ListTables")
    method = spans.named("## function.charge")
    handler = spans.named("## lambda_handler")
    [outermost] = [span for span in spans.spans if span.id == handler.parent_id]
    assert (call.parent_id, method.parent_id) == (method.id, handler.id)
    assert len(spans.spans) == 4, "one span for the call of DynamoDB, which the layer makes"
    assert outermost.kind == 2
    assert handler.attributes["aws.xray.annotations"] == ["order", "ColdStart", "Service"]
    assert "aws.xray.metadata.orders" in handler.attributes
    root = f"1-{call.trace_id[:8]}-{call.trace_id[8:]}"
    assert server.trace_headers == [f"Root={root};Parent={call.id};Sampled=1;{LINEAGE}"]
