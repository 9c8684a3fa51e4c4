"""What it costs to read a request through its data class, and to give a handler its event as one."""

from __future__ import annotations

import json

from harness.answer import gives
from harness.scenario import hot
from scenarios.fixtures import CONTEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ORDER = {"order_id": "o-1234", "customer": "c-42", "amount": 12.5, "items": 3, "express": True}

HEADERS = {
    "Accept": "application/json",
    "Content-Type": "application/json",
    "Host": "example.execute-api.eu-west-1.amazonaws.com",
    "User-Agent": "curl/8.5.0",
    "X-Amzn-Trace-Id": "Root=1-5e6722a7-cc56xmpl46db7ae02d4da47e",
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
}

REST: dict[str, Any] = {
    "resource": "/orders/{order_id}",
    "path": "/orders/42",
    "httpMethod": "POST",
    "headers": HEADERS,
    "queryStringParameters": {"verbose": "true"},
    "pathParameters": {"order_id": "42"},
    "requestContext": {
        "accountId": "123456789012",
        "requestId": "7a6d0f1e-6b1d-4c1c-9d0b-3f9a1f0e2d3c",
        "stage": "prod",
        "identity": {"sourceIp": "203.0.113.7", "userAgent": "curl/8.5.0"},
    },
    "body": json.dumps(ORDER),
    "isBase64Encoded": False,
}

HTTP: dict[str, Any] = {
    "version": "2.0",
    "routeKey": "POST /orders/{order_id}",
    "rawPath": "/orders/42",
    "rawQueryString": "verbose=true",
    "headers": HEADERS,
    "queryStringParameters": {"verbose": "true"},
    "pathParameters": {"order_id": "42"},
    "requestContext": {
        "accountId": "123456789012",
        "requestId": "JKJaXmPLvHcESHA=",
        "stage": "$default",
        "http": {"method": "POST", "path": "/orders/42", "sourceIp": "203.0.113.7", "userAgent": "curl/8.5.0"},
    },
    "body": json.dumps(ORDER),
    "isBase64Encoded": False,
}


@hot("data_classes.api_gateway_rest.ten_properties", check=gives(10))
def rest_ten_properties() -> Callable[[], int]:
    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

    def read() -> int:
        event = APIGatewayProxyEvent(REST)
        return len(
            (
                event.path,
                event.http_method,
                event.resource,
                event.body,
                event.headers,
                event.query_string_parameters,
                event.path_parameters,
                event.request_context.stage,
                event.request_context.request_id,
                event.request_context.identity.source_ip,
            )
        )

    return read


@hot("data_classes.api_gateway_v2.ten_properties", check=gives(10))
def http_ten_properties() -> Callable[[], int]:
    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2

    def read() -> int:
        event = APIGatewayProxyEventV2(HTTP)
        return len(
            (
                event.path,
                event.http_method,
                event.raw_path,
                event.body,
                event.headers,
                event.query_string_parameters,
                event.path_parameters,
                event.request_context.stage,
                event.request_context.request_id,
                event.request_context.http.source_ip,
            )
        )

    return read


@hot("data_classes.json_body_and_headers", check=gives([ORDER, "curl/8.5.0"]))
def json_body_and_headers() -> Callable[[], list[Any]]:
    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

    def read() -> list[Any]:
        event = APIGatewayProxyEvent(REST)
        return [event.json_body, event.headers["user-agent"]]

    return read


@hot("data_classes.event_source_decorator", check=gives("done"))
def event_source_decorator() -> Callable[[], str]:
    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent, event_source

    @event_source(data_class=APIGatewayProxyEvent)
    def handler(event: Any, context: Any) -> str:
        return "done"

    return lambda: handler(REST, CONTEXT)
