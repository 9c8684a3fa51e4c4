"""What a WebSocket API of API Gateway sends: connections and messages.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.testing.events._values import MILLISECONDS, text

_HEADERS = {
    "Host": "abcdef1234.execute-api.us-east-1.amazonaws.com",
    "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    "X-Forwarded-For": "203.0.113.1",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
}

_EVENT_TYPES = {"$connect": "CONNECT", "$disconnect": "DISCONNECT"}


def websocket(
    route_key: str = "$default",
    body: Any = None,
    *,
    connection_id: str = "BFHPhfCWIAMCKlQ=",
    event_type: str | None = None,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    details: Mapping[str, Any] | None = None,
    stage: str = "prod",
    domain_name: str = "abcdef1234.execute-api.us-east-1.amazonaws.com",
) -> dict[str, Any]:
    """A client that connects (`$connect`), a message for a route, or a connection that is closed (`$disconnect`).

    `body` is text or bytes as they are, data as JSON; `details` go into the request context.
    """
    kind = event_type or _EVENT_TYPES.get(route_key, "MESSAGE")
    context: dict[str, Any] = {
        "routeKey": route_key,
        "eventType": kind,
        "extendedRequestId": "BFHPhFe3IAMF95g=",
        "requestTime": "01/May/2024:12:00:00 +0000",
        "messageDirection": "IN",
        "stage": stage,
        "connectedAt": MILLISECONDS,
        "requestTimeEpoch": MILLISECONDS,
        "identity": {"sourceIp": "203.0.113.1"},
        "requestId": "BFHPhFe3IAMF95g=",
        "domainName": domain_name,
        "connectionId": connection_id,
        "apiId": domain_name.partition(".")[0],
        **(details or {}),
    }
    if kind == "MESSAGE":
        context["messageId"] = "BFaVtfGSIAMCKug="
        is_binary = isinstance(body, bytes)
        message = b64encode(body).decode() if isinstance(body, bytes) else text("" if body is None else body)
        return {"requestContext": context, "body": message, "isBase64Encoded": is_binary}
    event: dict[str, Any] = {"requestContext": context, "isBase64Encoded": False}
    if kind == "CONNECT":
        said = {**_HEADERS, "Host": domain_name, **(headers or {})}
        event["headers"] = said
        event["multiValueHeaders"] = {name: [value] for name, value in said.items()}
        if query:
            event["queryStringParameters"] = dict(query)
            event["multiValueQueryStringParameters"] = {name: [value] for name, value in query.items()}
    return event
