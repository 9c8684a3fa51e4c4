"""Calls of AWS services through aiobotocore and pynamodb as segments."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from web_server import Answer, WebServer
from xray_daemon import FACADE, HEADER

from aws_lambda_powertools.tracing import Tracer
from aws_lambda_powertools.tracing._patch import pynamodb as pynamodb_patch

aiobotocore = pytest.importorskip("aiobotocore.session")
exceptions = pytest.importorskip("botocore.exceptions")

JSON = {"x-amzn-RequestId": "R1", "Content-Type": "application/x-amz-json-1.0"}


def dynamodb(status=200, **body):
    return lambda request: Answer(status, json.dumps(body).encode(), JSON)


@pytest.fixture
def tracer(daemon, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "orders")
    return Tracer(service="orders")


@pytest.fixture
def client(tracer, server: WebServer):
    """`async with client() as dynamodb:` a client whose requests go to the server."""

    @asynccontextmanager
    async def make():
        session = aiobotocore.get_session()
        async with session.create_client("dynamodb", region_name="eu-west-1", endpoint_url=server.url) as made:
            yield made

    return make


async def test_an_async_call_is_a_segment_and_linked(client, tracer, daemon, server: WebServer):
    """TR-56, TR-58."""
    server.answer = dynamodb(TableNames=["orders"])
    async with client() as made:
        with tracer.provider.in_subsegment("caller"):
            assert (await made.list_tables())["TableNames"] == ["orders"]
    assert daemon.tree == {"caller": {"dynamodb": {}}}
    document = daemon.named("dynamodb")
    assert document["namespace"] == "aws"
    assert document["aws"] == {
        "operation": "ListTables",
        "region": "eu-west-1",
        "request_id": "R1",
        "table_count": 1,
    }
    assert server.trace_headers == [HEADER.replace(FACADE, document["id"])]


async def test_concurrent_async_calls_are_siblings_with_headers_of_their_own(client, tracer, daemon, server: WebServer):
    """TR-15."""
    server.answer = dynamodb(TableNames=[])
    async with client() as made:
        with tracer.provider.in_subsegment("caller"):
            await asyncio.gather(*[made.list_tables() for _ in range(5)])
    assert daemon.tree["caller"] is not None
    ids = [document["id"] for document in daemon.documents if document["name"] == "dynamodb"]
    parents = {document["parent_id"] for document in daemon.documents if document["name"] == "dynamodb"}
    assert parents == {daemon.named("caller")["id"]}
    assert sorted(server.trace_headers) == sorted(HEADER.replace(FACADE, made_id) for made_id in ids)


async def test_an_async_call_that_is_refused_is_recorded_and_raised(client, daemon, server: WebServer):
    server.answer = dynamodb(400, __type="x#ResourceNotFoundException", message="no such table")
    async with client() as made:
        with pytest.raises(exceptions.ClientError, match="no such table"):
            await made.describe_table(TableName="orders")
    document = daemon.named("dynamodb")
    assert document["error"] is True
    assert document["http"] == {"response": {"status": 400}}
    assert document["aws"]["table_name"] == "orders"
    assert document["cause"]["exceptions"][0]["remote"] is True


async def test_after_a_reset_async_calls_run_untraced(client, daemon, server: WebServer):
    server.answer = dynamodb(TableNames=[])
    async with client() as made:
        Tracer._reset_config()
        await made.list_tables()
    assert daemon.documents == []
    [header] = server.trace_headers
    assert header is not None
    assert f"Parent={FACADE}" in header  # as botocore itself hands it on


# --- pynamodb --------------------------------------------------------------------------------------------------------


@pytest.fixture
def orders(tracer, server: WebServer):
    attributes = pytest.importorskip("pynamodb.attributes")
    models = pytest.importorskip("pynamodb.models")

    class Order(models.Model):
        class Meta:
            table_name = "orders"
            region = "eu-west-1"
            host = server.url
            aws_access_key_id = aws_secret_access_key = "test"

        id = attributes.UnicodeAttribute(hash_key=True)

    return Order


def test_a_call_by_pynamodb_is_one_segment_and_linked(orders, daemon, server: WebServer):
    """TR-56: it makes its calls by botocore since version 6, past it before."""
    server.answer = dynamodb(Item={"id": {"S": "1"}}, ConsumedCapacity={"TableName": "orders", "CapacityUnits": 1})
    assert orders.get("1").id == "1"
    document = daemon.named("dynamodb")
    assert document["aws"]["operation"] == "GetItem"
    assert document["aws"]["table_name"] == "orders"
    assert server.trace_headers == [HEADER.replace(FACADE, document["id"])]


def test_a_call_by_pynamodb_that_is_refused_is_recorded_and_raised(orders, daemon, server: WebServer):
    server.answer = dynamodb(400, __type="x#ResourceNotFoundException", message="no such table")
    with pytest.raises(Exception, match="no such table"):
        orders.get("1")
    document = daemon.named("dynamodb")
    assert document["fault"] is True or document["error"] is True
    assert document["cause"]["exceptions"][0]["remote"] is True


def test_a_pynamodb_that_calls_botocore_is_left_alone():
    base = pytest.importorskip("pynamodb.connection.base")
    if hasattr(base.Connection, pynamodb_patch.OWN_REQUESTS):
        pytest.skip("this version makes its own requests")
    before = base.Connection._make_api_call
    pynamodb_patch.patch(base)
    assert base.Connection._make_api_call is before
