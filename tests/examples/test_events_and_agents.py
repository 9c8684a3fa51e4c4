"""The examples of AppSync, agents, WebSocket APIs and the event router do what their pages say."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys

import pytest
from source_tree import ROOT

from aws_lambda_powertools.testing import events


@pytest.fixture
def example(monkeypatch):
    """Imports an example as a user runs it: from its own folder."""

    def load(folder, name):
        monkeypatch.syspath_prepend(str(ROOT / "examples" / folder))
        for module in (name, "chat"):
            monkeypatch.delitem(sys.modules, module, raising=False)
        module = importlib.import_module(name)
        for loaded in (name, "chat"):
            if loaded in sys.modules:
                monkeypatch.setitem(sys.modules, loaded, sys.modules[loaded])
        return module

    return load


def field(name, type_name="Query", source=None, **arguments):
    return {"arguments": arguments, "source": source, "info": {"fieldName": name, "parentTypeName": type_name}}


def test_graphql_fields(example):
    handler = example("appsync", "resolvers").lambda_handler
    assert handler(field("getOrder", id="1"), None) == {"id": "1", "customer": "anna"}
    assert handler(field("getOrder", id="2"), None) == {"error": "There is no order 2"}
    assert handler(field("createdAt", "Order"), None) == "2026-01-15T12:00:00Z"


def test_graphql_batches(example):
    handler = example("appsync", "batches").lambda_handler
    orders = [{"customer": "anna", "cents": 150}, {"customer": "ben", "cents": 99}]
    assert handler([field("customer", "Order", each) for each in orders], None) == [{"name": "anna"}, {"name": "ben"}]
    assert handler([field("price", "Order", each) for each in orders], None) == ["1.50 EUR", "0.99 EUR"]


def test_appsync_events(example):
    module = example("appsync", "events")
    info = {"channel": {"path": "/orders/eu"}, "operation": "PUBLISH"}
    given = [{"id": "a", "payload": {"amount": 1}}, {"id": "b", "payload": {"amount": 0}}]
    assert module.lambda_handler({"info": info, "events": given}, None) == {
        "events": [
            {"id": "a", "payload": {"amount": 1, "id": "a"}},
            {"id": "b", "error": "ValueError - amount must be greater than 0"},
        ]
    }
    with pytest.raises(module.UnauthorizedException):
        module.lambda_handler({"info": {"channel": {"path": "/orders/internal"}, "operation": "SUBSCRIBE"}}, None)


def agents_call(**more):
    return {"messageVersion": "1.0", "actionGroup": "orders", "parameters": [], "sessionAttributes": {}, **more}


def test_an_agents_api(example):
    module = example("bedrock_agents", "api")
    parameters = [{"name": "order_id", "type": "integer", "value": "7"}]
    found = module.lambda_handler(
        agents_call(apiPath="/orders/{order_id}", httpMethod="GET", parameters=parameters), None
    )
    assert json.loads(found["response"]["responseBody"]["application/json"]["body"]) == {"id": 7, "state": "sent"}

    properties = [{"name": "sku", "type": "string", "value": "tea"}]
    body = {"content": {"application/json": {"properties": properties}}}
    placed = module.lambda_handler(agents_call(apiPath="/orders", httpMethod="POST", requestBody=body), None)
    assert placed["response"]["httpStatusCode"] == 201
    assert placed["sessionAttributes"] == {"last_sku": "tea"}
    assert json.loads(module.app.get_openapi_json_schema())["openapi"] == "3.0.3"


def test_an_agents_functions(example):
    module = example("bedrock_agents", "functions")

    def answer(function, **parameters):
        given = [{"name": name, "type": "string", "value": value} for name, value in parameters.items()]
        response = module.lambda_handler(agents_call(function=function, parameters=given), None)["response"]
        return response["functionResponse"]["responseBody"]["TEXT"]["body"]

    assert json.loads(answer("find_orders", articles="[tea, milk]", size="large")) == [
        {"article": "tea", "size": "large"},
        {"article": "milk", "size": "large"},
    ]
    assert answer("cancel", order_id="2") == "Order 2 is cancelled"
    assert answer("cancel", order_id="1") == "order 1 was sent yesterday"
    assert "order_id" in answer("cancel")
    assert [each["name"] for each in module.app.get_function_schema()["functions"]] == ["find_orders", "cancel"]


def test_the_chat_and_its_own_test(example):
    example("websocket", "test_chat").test_two_people_talk()


def test_the_chat_over_real_websockets(example):
    """Two clients, a broadcast, one killed: the store forgets it."""
    websockets = pytest.importorskip("websockets.asyncio.client")
    module = example("websocket", "local_chat")
    store = sys.modules["chat"].store

    async def talk():
        async with await module.server(0) as server:
            port = server.sockets[0].getsockname()[1]
            anna = await websockets.connect(f"ws://127.0.0.1:{port}/?name=Anna")
            ben = await websockets.connect(f"ws://127.0.0.1:{port}/?name=Ben")
            await anna.send('{"action": "chat", "text": "hello"}')
            heard = [json.loads(await asyncio.wait_for(client.recv(), 5)) for client in (anna, ben)]
            ben.transport.abort()
            for _ in range(100):
                if len(list(store.connections())) == 1:
                    break
                await asyncio.sleep(0.02)
            left = len(list(store.connections()))
            await anna.send("nonsense")
            told = json.loads(await asyncio.wait_for(anna.recv(), 5))
            await anna.close()
            return heard, left, told

    heard, left, told = asyncio.run(talk())
    assert heard == [{"from": "Anna", "text": "hello"}] * 2
    assert left == 1
    assert "error" in told


def test_the_event_router(example):
    handler = example("event_router", "getting_started").lambda_handler
    uploaded = events.s3(["orders/a.csv"], bucket="uploads", event_name="ObjectCreated:Put")
    placed = events.event_bridge({"id": "7", "state": "new"}, source="shop", detail_type="OrderPlaced")
    scheduled = events.event_bridge({}, source="aws.events", detail_type="Scheduled Event")
    scheduled["resources"] = ["arn:aws:events:eu-west-1:123456789012:rule/nightly"]

    assert handler(uploaded, None) == "imported orders/a.csv"
    assert handler(events.sqs(["a", "b"], queue="orders-new"), None) == 2
    assert handler(placed, None) == "placed 7"
    assert handler(scheduled, None) == "tidied up"
    assert handler({"job": "migrate"}, None) == "migrated"
    assert handler(events.api_gateway_http("GET", "/orders"), None)["body"] == '["1","2"]'
