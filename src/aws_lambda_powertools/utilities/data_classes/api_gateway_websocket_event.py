"""Connections and messages of WebSocket APIs of API Gateway.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import caseless, field
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper
from aws_lambda_powertools.utilities.data_classes.shared_functions import base64_decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class APIGatewayWebSocketEventIdentity(DictWrapper):
    """Who is on the other side of the connection."""

    source_ip: str = field("sourceIp")
    """The address of the client."""
    user_agent: str | None = field("userAgent", default=None)
    """What the client says it is."""


class APIGatewayWebSocketEventRequestContext(DictWrapper):
    """What the API knows of the connection and the message."""

    route_key: str = field("routeKey")
    """The route that was chosen, such as `$connect` or `$default`."""
    disconnect_status_code: int | None = field("disconnectStatusCode", default=None)
    """Why the connection was closed, as a WebSocket status code."""
    message_id: str | None = field("messageId", default=None)
    """The id of the message."""
    event_type: str = field("eventType")
    """`CONNECT`, `MESSAGE` or `DISCONNECT`."""
    extended_request_id: str = field("extendedRequestId")
    """An id with more information for AWS support."""
    request_time: str = field("requestTime")
    """When it came, as in `09/Feb/2024:18:23:28 +0000`."""
    message_direction: str = field("messageDirection")
    """`IN`."""
    disconnect_reason: str | None = field("disconnectReason", default=None)
    """Why the connection was closed, in words."""
    stage: str = field("stage")
    """The stage of the API."""
    connected_at: int = field("connectedAt")
    """When the client connected: milliseconds since the epoch."""
    request_time_epoch: int = field("requestTimeEpoch")
    """When it came: milliseconds since the epoch."""
    identity: APIGatewayWebSocketEventIdentity = field("identity", APIGatewayWebSocketEventIdentity)
    """Who is on the other side."""
    request_id: str = field("requestId")
    """The id of the request."""
    domain_name: str = field("domainName")
    """The domain of the API."""
    connection_id: str = field("connectionId")
    """The id of the connection, to post messages to it."""
    api_id: str = field("apiId")
    """The id of the API."""


class APIGatewayWebSocketEvent(DictWrapper):
    """A connection that opens or closes, or a message on it."""

    is_base64_encoded: bool = field("isBase64Encoded", default=False)
    """Whether the body is base64."""
    body: str | None = field("body", default=None)
    """The message as it came; see `decoded_body` and `json_body`."""

    @property
    def decoded_body(self) -> str | None:
        """The message as text, taken out of base64 where it is so encoded; ValueError when it is no text."""
        body = self.body
        return self._kept("decoded_body", body, base64_decode) if body and self.is_base64_encoded else body

    @property
    def json_body(self) -> Any:
        """The message as JSON data; None when there is none. ValueError when it is no JSON."""
        text = self.decoded_body
        return self._kept("json_body", text, self._json_deserializer) if text else None

    headers: dict[str, str] = caseless("headers", default=None)
    """The headers of the request to connect; names match in any case."""
    multi_value_headers: dict[str, list[str]] = caseless("multiValueHeaders", default=None)
    """All values of each header."""
    query_string_parameters: dict[str, str] = caseless("queryStringParameters", default=None)
    """The query string of the request to connect; names match in any case."""
    multi_value_query_string_parameters: dict[str, list[str]] = caseless(
        "multiValueQueryStringParameters", default=None
    )
    """All values of each name in the query string."""
    request_context: APIGatewayWebSocketEventRequestContext = field(
        "requestContext", APIGatewayWebSocketEventRequestContext
    )
    """What the API knows of the connection and the message."""
