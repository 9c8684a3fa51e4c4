"""What one event costs: GraphQL fields and batches, AppSync events, agents' API calls and functions."""

from __future__ import annotations

import json
from functools import partial

from harness.answer import Answer, require
from harness.scenario import cold, hot
from scenarios.fixtures import CONTEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ORDER = {"id": "42", "amount": 12.5, "items": ["pen", "ink", "paper"]}


def gives(expected: Any) -> Callable[[Answer], None]:
    """A check of the whole answer."""

    def check(answer: Answer) -> None:
        require(answer.value == expected, f"{expected!r}", answer.value)

    return check


def field(number: int, name: str = "getOrder") -> dict[str, Any]:
    """What AppSync sends to resolve a field."""
    return {
        "typeName": "Query",
        "fieldName": f"{name}{number}",
        "arguments": {"id": "42"},
        "identity": {"sub": "1", "username": "anna"},
        "source": {"id": str(number)},
        "request": {"headers": {"host": "example.appsync-api.eu-west-1.amazonaws.com"}},
        "prev": None,
        "info": {"fieldName": f"{name}{number}", "parentTypeName": "Query", "selectionSetList": ["id", "amount"]},
        "stash": {},
    }


def appsync(fields: int) -> Callable[[], Any]:
    """A resolver of many fields, and an event for the last of them."""
    from aws_lambda_powertools.event_handler import AppSyncResolver

    app = AppSyncResolver()
    for number in range(fields):

        def read(id: str) -> dict[str, Any]:
            return {**ORDER, "id": id}

        app.resolver(type_name="Query", field_name=f"getOrder{number}")(read)
    return partial(app.resolve, field(fields - 1), CONTEXT)


@hot("event_handler.appsync.1", check=gives(ORDER))
def appsync_one() -> Callable[[], Any]:
    return appsync(1)


@hot("event_handler.appsync.50", check=gives(ORDER))
def appsync_fifty() -> Callable[[], Any]:
    return appsync(50)


@hot("event_handler.appsync.batch10", check=gives([{**ORDER, "id": str(number)} for number in range(10)]))
def batch() -> Callable[[], Any]:
    from aws_lambda_powertools.event_handler import AppSyncResolver

    app = AppSyncResolver()

    @app.batch_resolver(type_name="Query", field_name="getOrder0", aggregate=False)
    def read(event: Any, id: str) -> dict[str, Any]:
        return {**ORDER, "id": event.source["id"]}

    events = [{**field(0), "source": {"id": str(number)}} for number in range(10)]
    return partial(app.resolve, events, CONTEXT)


def published(count: int) -> dict[str, Any]:
    """What AppSync sends for events that are published to a channel."""
    return {
        "identity": None,
        "result": None,
        "request": {"headers": {"host": "example.appsync-api.eu-west-1.amazonaws.com"}, "domainName": None},
        "error": None,
        "prev": None,
        "stash": {},
        "outErrors": [],
        "info": {
            "channel": {"path": "/orders/eu", "segments": ["orders", "eu"]},
            "channelNamespace": {"name": "orders"},
            "operation": "PUBLISH",
        },
        "events": [{"id": str(number), "payload": {"number": number}} for number in range(count)],
    }


@hot(
    "event_handler.appsync_events.10",
    check=gives({"events": [{"id": str(number), "payload": {"number": number}} for number in range(10)]}),
)
def events() -> Callable[[], Any]:
    return publishing(10)


def publishing(count: int) -> Callable[[], Any]:
    """A handler for each event, and a request."""
    from aws_lambda_powertools.event_handler import AppSyncEventsResolver

    app = AppSyncEventsResolver()

    @app.on_publish("/orders/*")
    def order(payload: Any) -> Any:
        return payload

    return partial(app.resolve, published(count), CONTEXT)


AGENT = {
    "messageVersion": "1.0",
    "agent": {"name": "orders", "id": "AGENT", "alias": "ALIAS", "version": "1"},
    "inputText": "Where is my order?",
    "sessionId": "1234",
    "actionGroup": "orders",
    "sessionAttributes": {},
    "promptSessionAttributes": {},
}


def says(expected: Any) -> Callable[[Answer], None]:
    """A check of the body that an agent gets."""

    def check(answer: Answer) -> None:
        response = answer.value["response"]
        body = response.get("responseBody") or response["functionResponse"]["responseBody"]
        said = json.loads(next(iter(body.values()))["body"])
        require(said == expected, f"{expected!r}", said)

    return check


def bedrock(operations: int) -> Callable[[], Any]:
    """An API of many operations, and a call of the last of them."""
    from aws_lambda_powertools.event_handler import BedrockAgentResolver

    app = BedrockAgentResolver()
    for number in range(operations):

        def read() -> dict[str, Any]:
            return ORDER

        app.get(f"/orders{number}", description="Finds an order")(read)
    event = {**AGENT, "apiPath": f"/orders{operations - 1}", "httpMethod": "GET", "parameters": []}
    return partial(app.resolve, event, CONTEXT)


@hot("event_handler.bedrock_agent", check=says(ORDER))
def bedrock_agent() -> Callable[[], Any]:
    return bedrock(1)


def tools() -> Callable[[], Any]:
    """A tool with parameters, and a call of it."""
    from aws_lambda_powertools.event_handler import BedrockAgentFunctionResolver

    app = BedrockAgentFunctionResolver()

    @app.tool(name="get_order", description="Finds an order")
    def get_order(order_id: str, amount: int) -> dict[str, Any]:
        return {"id": order_id, "amount": amount}

    parameters = [
        {"name": "order_id", "type": "string", "value": "42"},
        {"name": "amount", "type": "integer", "value": "12"},
    ]
    return partial(app.resolve, {**AGENT, "function": "get_order", "parameters": parameters}, CONTEXT)


@hot("event_handler.bedrock_function", check=says({"id": "42", "amount": 12}))
def bedrock_function() -> Callable[[], Any]:
    return tools()


def _cold(name: str, build: Callable[..., Callable[[], Any]], check: Callable[[Answer], None], *arguments: Any) -> None:
    """Import, construct, register, answer the first event."""

    def first() -> Any:
        return build(*arguments)()

    cold(name, check=check)(first)


for _count in (1, 50, 500):
    _cold(f"event_handler.appsync.{_count}", appsync, gives(ORDER), _count)
    _cold(f"event_handler.bedrock.{_count}", bedrock, says(ORDER), _count)

_cold("event_handler.appsync_events", publishing, gives({"events": [{"id": "0", "payload": {"number": 0}}]}), 1)
_cold("event_handler.bedrock_function", tools, says({"id": "42", "amount": 12}))
