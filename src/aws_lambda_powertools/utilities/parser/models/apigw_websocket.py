"""Connects, messages and disconnects of a WebSocket API.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import SourceIp, TextOrModel


class APIGatewayWebSocketEventIdentity(EventModel):
    """Who connected."""

    source_ip: SourceIp = Field(
        alias="sourceIp", description="The address of the client.", examples=["166.90.225.1", "192.168.0.100"]
    )
    user_agent: str | None = Field(default=None, alias="userAgent", description="What the client says it is.")


class APIGatewayWebSocketEventRequestContextBase(EventModel):
    """What the API knows of a connection."""

    extended_request_id: str = Field(
        alias="extendedRequestId",
        description="An id with more information for AWS support.",
        examples=["BFHPhFe3IAMF95g=", "BFaVtH2HoAMFZEQ="],
    )
    request_time: str = Field(
        alias="requestTime",
        description="When it came, as in `09/Feb/2024:18:23:28 +0000`.",
        examples=["11/Nov/2024:11:35:24 +0000", "11/Nov/2024:13:45:46 +0000"],
    )
    stage: str = Field(description="The stage of the API.", examples=["prod"])
    connected_at: datetime = Field(
        alias="connectedAt",
        description="When the client connected: milliseconds since the epoch.",
        examples=[1731324924553, 1731332735513],
    )
    request_time_epoch: datetime = Field(
        alias="requestTimeEpoch",
        description="When it came: milliseconds since the epoch.",
        examples=[1731324924561, 1731332746514],
    )
    identity: APIGatewayWebSocketEventIdentity = Field(description="Who is on the other side.")
    request_id: str = Field(
        alias="requestId", description="The id of the request.", examples=["BFHPhFe3IAMF95g=", "BFaVtH2HoAMFZEQ="]
    )
    domain_name: str = Field(
        alias="domainName",
        description="The domain of the API.",
        examples=["asasasas.execute-api.us-east-1.amazonaws.com"],
    )
    connection_id: str = Field(
        alias="connectionId",
        description="The id of the connection, to post messages to it.",
        examples=["BFHPhfCWIAMCKlQ=", "BFaT_fALIAMCKug="],
    )
    api_id: str = Field(alias="apiId", description="The id of the API.", examples=["asasasas"])


class APIGatewayWebSocketMessageEventRequestContext(APIGatewayWebSocketEventRequestContextBase):
    """What the API knows of a message."""

    route_key: str = Field(
        alias="routeKey", description="The route that was chosen, such as `$connect` or `$default`.", examples=["chat"]
    )
    message_id: str = Field(alias="messageId", description="The id of the message.", examples=["BFaVtfGSIAMCKug="])
    event_type: Literal["MESSAGE"] = Field(
        alias="eventType", description="`CONNECT`, `MESSAGE` or `DISCONNECT`.", examples=["MESSAGE"]
    )
    message_direction: Literal["IN", "OUT"] = Field(alias="messageDirection", description="`IN`.", examples=["IN"])


class APIGatewayWebSocketConnectEventRequestContext(APIGatewayWebSocketEventRequestContextBase):
    """What the API knows of a new connection."""

    route_key: Literal["$connect"] = Field(
        alias="routeKey",
        description="The route that was chosen, such as `$connect` or `$default`.",
        examples=["$connect"],
    )
    event_type: Literal["CONNECT"] = Field(
        alias="eventType", description="`CONNECT`, `MESSAGE` or `DISCONNECT`.", examples=["CONNECT"]
    )
    message_direction: Literal["IN"] = Field(alias="messageDirection", description="`IN`.", examples=["IN"])


class APIGatewayWebSocketDisconnectEventRequestContext(APIGatewayWebSocketEventRequestContextBase):
    """What the API knows of a connection that ended."""

    route_key: Literal["$disconnect"] = Field(
        alias="routeKey",
        description="The route that was chosen, such as `$connect` or `$default`.",
        examples=["$disconnect"],
    )
    disconnect_status_code: int = Field(
        alias="disconnectStatusCode", description="Why the connection was closed, as a WebSocket status code."
    )
    event_type: Literal["DISCONNECT"] = Field(
        alias="eventType", description="`CONNECT`, `MESSAGE` or `DISCONNECT`.", examples=["DISCONNECT"]
    )
    message_direction: Literal["IN"] = Field(alias="messageDirection", description="`IN`.", examples=["IN"])
    disconnect_reason: str = Field(alias="disconnectReason", description="Why the connection was closed, in words.")


class APIGatewayWebSocketConnectEventModel(EventModel):
    """A client connects."""

    headers: dict[str, str] = Field(description="The headers of the request to connect; names match in any case.")
    multi_value_headers: dict[str, list[str]] = Field(
        alias="multiValueHeaders", description="All values of each header."
    )
    request_context: APIGatewayWebSocketConnectEventRequestContext = Field(
        alias="requestContext", description="What the API knows of the connection and the message."
    )
    is_base64_encoded: bool = Field(
        alias="isBase64Encoded", description="Whether the body is base64.", examples=[False]
    )


class APIGatewayWebSocketDisconnectEventModel(EventModel):
    """A connection has ended; gateways send no headers when they end it themselves."""

    headers: dict[str, str] = Field(description="The headers of the request to connect; names match in any case.")
    multi_value_headers: dict[str, list[str]] = Field(
        alias="multiValueHeaders", description="All values of each header."
    )
    request_context: APIGatewayWebSocketDisconnectEventRequestContext = Field(
        alias="requestContext", description="What the API knows of the connection and the message."
    )
    is_base64_encoded: bool = Field(alias="isBase64Encoded", description="Whether the body is base64.")


class APIGatewayWebSocketMessageEventModel(EventModel):
    """A client sends a message."""

    request_context: APIGatewayWebSocketMessageEventRequestContext = Field(
        alias="requestContext", description="What the API knows of the connection and the message."
    )
    is_base64_encoded: bool = Field(
        alias="isBase64Encoded", description="Whether the body is base64.", examples=[False]
    )
    body: TextOrModel | None = Field(
        default=None,
        description="The message as it came; see `decoded_body` and `json_body`.",
        examples=['{"action": "chat", "message": "Hello from client"}'],
    )
