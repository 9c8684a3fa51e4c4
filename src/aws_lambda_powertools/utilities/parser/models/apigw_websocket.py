"""Connects, messages and disconnects of a WebSocket API.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import EmptyIfNull, SourceIp, TextOrModel


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
    identity: APIGatewayWebSocketEventIdentity = Field(description="Who connected.")
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
    authorizer: dict[str, Any] | None = Field(
        default=None, description="What the Lambda authorizer said when the client connected."
    )


class APIGatewayWebSocketMessageEventRequestContext(APIGatewayWebSocketEventRequestContextBase):
    """What the API knows of a message."""

    route_key: str = Field(alias="routeKey", description="The route that was chosen.", examples=["chat"])
    message_id: str = Field(alias="messageId", description="The id of the message.", examples=["BFaVtfGSIAMCKug="])
    event_type: Literal["MESSAGE"] = Field(alias="eventType", description="`MESSAGE`.", examples=["MESSAGE"])
    message_direction: str = Field(alias="messageDirection", description="`IN`.", examples=["IN"])


class APIGatewayWebSocketConnectEventRequestContext(APIGatewayWebSocketEventRequestContextBase):
    """What the API knows of a new connection."""

    route_key: Literal["$connect"] = Field(
        alias="routeKey",
        description="`$connect`.",
        examples=["$connect"],
    )
    event_type: Literal["CONNECT"] = Field(alias="eventType", description="`CONNECT`.", examples=["CONNECT"])
    message_direction: str = Field(alias="messageDirection", description="`IN`.", examples=["IN"])


class APIGatewayWebSocketDisconnectEventRequestContext(APIGatewayWebSocketEventRequestContextBase):
    """What the API knows of a connection that ended."""

    route_key: Literal["$disconnect"] = Field(
        alias="routeKey",
        description="`$disconnect`.",
        examples=["$disconnect"],
    )
    disconnect_status_code: int | None = Field(
        default=None,
        alias="disconnectStatusCode",
        description="Why the connection was closed, as a WebSocket status code.",
        examples=[1001],
    )
    event_type: Literal["DISCONNECT"] = Field(alias="eventType", description="`DISCONNECT`.", examples=["DISCONNECT"])
    message_direction: str = Field(alias="messageDirection", description="`IN`.", examples=["IN"])
    disconnect_reason: str | None = Field(
        default=None,
        alias="disconnectReason",
        description="Why the connection was closed, in words.",
        examples=["Going away"],
    )


class APIGatewayWebSocketConnectEventModel(EventModel):
    """A client connects."""

    headers: EmptyIfNull[dict[str, str]] = Field(default_factory=dict, description="The headers of the request.")
    multi_value_headers: EmptyIfNull[dict[str, list[str]]] = Field(
        default_factory=dict, alias="multiValueHeaders", description="All values of each header."
    )
    query_string_parameters: dict[str, str] | None = Field(
        default=None, alias="queryStringParameters", description="The query string, one value for each name."
    )
    multi_value_query_string_parameters: dict[str, list[str]] | None = Field(
        default=None,
        alias="multiValueQueryStringParameters",
        description="The query string with all values of each name.",
    )
    stage_variables: dict[str, str] | None = Field(
        default=None, alias="stageVariables", description="The variables of the stage."
    )
    request_context: APIGatewayWebSocketConnectEventRequestContext = Field(
        alias="requestContext", description="What the API knows of it."
    )
    is_base64_encoded: bool = Field(
        alias="isBase64Encoded", description="Whether the body is base64.", examples=[False]
    )


class APIGatewayWebSocketDisconnectEventModel(EventModel):
    """A connection has ended; gateways send no headers when they end it themselves."""

    headers: EmptyIfNull[dict[str, str]] = Field(default_factory=dict, description="The headers of the request.")
    multi_value_headers: EmptyIfNull[dict[str, list[str]]] = Field(
        default_factory=dict, alias="multiValueHeaders", description="All values of each header."
    )
    request_context: APIGatewayWebSocketDisconnectEventRequestContext = Field(
        alias="requestContext", description="What the API knows of it."
    )
    is_base64_encoded: bool = Field(alias="isBase64Encoded", description="Whether the body is base64.")


class APIGatewayWebSocketMessageEventModel(EventModel):
    """A client sends a message."""

    request_context: APIGatewayWebSocketMessageEventRequestContext = Field(
        alias="requestContext", description="What the API knows of it."
    )
    is_base64_encoded: bool = Field(
        alias="isBase64Encoded", description="Whether the body is base64.", examples=[False]
    )
    body: TextOrModel | None = Field(
        default=None,
        description="The message as it came.",
        examples=['{"action": "chat", "message": "Hello from client"}'],
    )


class APIGatewayWebSocketAuthorizerRequestModel(EventModel):
    """A client wants to connect, and a Lambda authorizer shall judge."""

    type: Literal["REQUEST"] = Field(description="`REQUEST`.", examples=["REQUEST"])
    method_arn: str = Field(
        alias="methodArn",
        description="The ARN of the route.",
        examples=["arn:aws:execute-api:us-east-1:123456789012:abcdef123/production/$connect"],
    )
    headers: EmptyIfNull[dict[str, str]] = Field(default_factory=dict, description="The headers of the request.")
    multi_value_headers: EmptyIfNull[dict[str, list[str]]] = Field(
        default_factory=dict, alias="multiValueHeaders", description="All values of each header."
    )
    query_string_parameters: dict[str, str] | None = Field(
        default=None, alias="queryStringParameters", description="The query string, one value for each name."
    )
    multi_value_query_string_parameters: dict[str, list[str]] | None = Field(
        default=None,
        alias="multiValueQueryStringParameters",
        description="The query string with all values of each name.",
    )
    stage_variables: dict[str, str] | None = Field(
        default=None, alias="stageVariables", description="The variables of the stage."
    )
    request_context: APIGatewayWebSocketConnectEventRequestContext = Field(
        alias="requestContext", description="What the API knows of it."
    )
