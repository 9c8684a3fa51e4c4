"""What it costs to make models of events, and of what they carry."""

from __future__ import annotations

import json

from harness.answer import gives
from harness.scenario import hot
from scenarios.fixtures import ORDER, SQS_RECORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

HTTP_EVENT: dict[str, Any] = {
    "version": "2.0",
    "routeKey": "POST /orders",
    "rawPath": "/orders",
    "rawQueryString": "",
    "headers": {"content-type": "application/json", "user-agent": "curl/8.5.0"},
    "requestContext": {
        "accountId": "123456789012",
        "apiId": "api-id",
        "domainName": "api-id.execute-api.us-east-1.amazonaws.com",
        "domainPrefix": "api-id",
        "http": {
            "method": "POST",
            "path": "/orders",
            "protocol": "HTTP/1.1",
            "sourceIp": "203.0.113.7",
            "userAgent": "curl/8.5.0",
        },
        "requestId": "JKJaXmPLvHcESHA=",
        "routeKey": "POST /orders",
        "stage": "$default",
        "time": "12/Mar/2020:19:03:58 +0000",
        "timeEpoch": 1583348638390,
    },
    "body": json.dumps(ORDER),
    "isBase64Encoded": False,
}

EVENT_BRIDGE_EVENT: dict[str, Any] = {
    "version": "0",
    "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
    "detail-type": "Order placed",
    "source": "shop",
    "account": "123456789012",
    "time": "2017-12-22T18:43:48Z",
    "region": "us-west-1",
    "resources": [],
    "detail": ORDER,
}


def order_model() -> Any:
    """The model of a user; pydantic's own door, so that it is the same class statement under both packages."""
    from pydantic import BaseModel

    # With its annotations as types: pydantic would look for names of this function in vain.
    return type(
        "Order",
        (BaseModel,),
        {
            "__annotations__": {"order_id": str, "customer": str, "amount": float, "items": int, "express": bool},
            "__module__": __name__,
        },
    )


def sqs(size: int) -> Callable[[], int]:
    """A batch through its envelope."""
    from aws_lambda_powertools.utilities.parser import envelopes, parse

    order, envelope = order_model(), envelopes.SqsEnvelope
    event: Any = {"Records": [dict(SQS_RECORD) for _ in range(size)]}
    return lambda: len(parse(event, order, envelope))


@hot("parser.sqs.10", check=gives(10))
def sqs_10() -> Callable[[], int]:
    return sqs(10)


@hot("parser.sqs.1000", check=gives(1000))
def sqs_1000() -> Callable[[], int]:
    return sqs(1000)


@hot("parser.event_bridge", check=gives("o-1234"))
def event_bridge() -> Callable[[], str]:
    from aws_lambda_powertools.utilities.parser import envelopes, parse

    order, envelope = order_model(), envelopes.EventBridgeEnvelope
    return lambda: parse(EVENT_BRIDGE_EVENT, order, envelope).order_id


@hot("parser.api_gateway_v2", check=gives("o-1234"))
def api_gateway_v2() -> Callable[[], str]:
    from aws_lambda_powertools.utilities.parser import envelopes, parse

    order, envelope = order_model(), envelopes.ApiGatewayV2Envelope
    return lambda: parse(HTTP_EVENT, order, envelope).order_id


@hot("parser.model_only", check=gives("o-1234"))
def model_only() -> Callable[[], str]:
    from aws_lambda_powertools.utilities.parser import parse

    order = order_model()
    return lambda: parse(ORDER, order).order_id


@hot("parser.event_parser_decorator", check=gives("o-1234"))
def event_parser_decorator() -> Callable[[], str]:
    from aws_lambda_powertools.utilities.parser import event_parser

    @event_parser(model=order_model())
    def handler(event: Any, context: Any) -> str:
        order_id: str = event.order_id
        return order_id

    return lambda: handler(ORDER, None)
