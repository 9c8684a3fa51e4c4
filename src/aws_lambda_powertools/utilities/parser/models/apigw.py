"""Requests to REST APIs of API Gateway (payload format 1.0), and to their Lambda authorizers.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import EmptyIfNull, SourceIp, TextOrModel


class ApiGatewayUserCertValidity(EventModel):
    """When a certificate is valid."""

    notBefore: str = Field(
        description="When it becomes valid, as in `May 28 12:30:02 2019 GMT`.", examples=["May 28 12:30:02 2019 GMT"]
    )
    notAfter: str = Field(
        description="When it expires, as in `May 28 12:30:02 2030 GMT`.", examples=["Aug  5 09:36:04 2021 GMT"]
    )


class ApiGatewayUserCert(EventModel):
    """The certificate of a client, with mutual TLS."""

    clientCertPem: str = Field(description="The certificate, in PEM.", examples=["CERT_CONTENT"])
    subjectDN: str = Field(description="The distinguished name of the client.", examples=["www.example.com"])
    issuerDN: str = Field(description="The distinguished name of its issuer.", examples=["Example issuer"])
    serialNumber: str = Field(
        description="Its serial number.", examples=["a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1"]
    )
    validity: ApiGatewayUserCertValidity = Field(description="When it is valid.")


class APIGatewayEventIdentity(EventModel):
    """Who made a request."""

    accessKey: str | None = Field(default=None, description="The access key id of a caller that signs requests.")
    accountId: str | None = Field(default=None, description="The AWS account of the caller.")
    apiKey: str | None = Field(default=None, description="The API key, for methods that require one.")
    apiKeyId: str | None = Field(default=None, description="The id of the API key.")
    caller: str | None = Field(default=None, description="The principal of a caller that signs requests.")
    cognitoAuthenticationProvider: str | None = Field(
        default=None, description="The Cognito providers of the caller, separated by commas."
    )
    cognitoAuthenticationType: str | None = Field(default=None, description="`authenticated` or `unauthenticated`.")
    cognitoIdentityId: str | None = Field(default=None, description="The Cognito identity of the caller.")
    cognitoIdentityPoolId: str | None = Field(default=None, description="The pool of that identity.")
    principalOrgId: str | None = Field(default=None, description="The AWS organization of the caller.")
    sourceIp: SourceIp = Field(
        description="The address from which the request came.", examples=["test-invoke-source-ip", "192.168.0.1/32"]
    )
    user: str | None = Field(default=None, description="The principal that is authorized against resources.")
    userAgent: str | None = Field(
        default=None, description="What the client says it is.", examples=["PostmanRuntime/7.28.3", "user-agent"]
    )
    userArn: str | None = Field(default=None, description="The ARN of the user after authentication.")
    clientCert: ApiGatewayUserCert | None = Field(
        default=None, description="The client's certificate, with mutual TLS."
    )


class APIGatewayEventAuthorizer(EventModel):
    """What the authorizer found out; what a Lambda authorizer says is kept as attributes and in `model_extra`."""

    model_config = ConfigDict(extra="allow")

    claims: dict[str, Any] | None = Field(
        default=None, description="The claims of the token, with a Cognito authorizer."
    )
    scopes: list[str] | None = Field(default=None, description="The scopes of the token.")


class APIGatewayEventRequestContext(EventModel):
    """What the API knows of a request."""

    accountId: str = Field(description="The AWS account of the API.", examples=["123456789012"])
    apiId: str = Field(description="The id of the API.", examples=["abcdef123", "id"])
    authorizer: APIGatewayEventAuthorizer | None = Field(
        default=None, description="What the authorizer found out; None without one."
    )
    stage: str = Field(description="The stage that was called.", examples=["test", "$default"])
    protocol: str = Field(description="The protocol of the request, such as `HTTP/1.1`.", examples=["HTTP/1.1"])
    identity: APIGatewayEventIdentity = Field(description="Who made the request.")
    requestId: str = Field(description="The id of the request.", examples=["EXqgWgXxSK4EJug=", "id="])
    requestTime: str = Field(
        description="When it came, as in `09/Apr/2015:12:34:56 +0000`.",
        examples=["20/Aug/2021:14:36:50 +0000", "04/Mar/2020:19:15:17 +0000"],
    )
    requestTimeEpoch: datetime = Field(
        description="When it came: milliseconds since the epoch.", examples=[1629470210043, 1583349317135]
    )
    resourceId: str | None = Field(default=None, description="The id of the API's resource.", examples=["ANY /request"])
    resourcePath: str = Field(
        description="The path of the resource, with its parameters in braces.", examples=["/request", "/my/path"]
    )
    domainName: str | None = Field(
        default=None,
        description="The domain that was called.",
        examples=["3npb9j1tlk.execute-api.us-west-1.amazonaws.com", "id.execute-api.us-east-1.amazonaws.com"],
    )
    domainPrefix: str | None = Field(
        default=None, description="The first label of that domain.", examples=["3npb9j1tlk", "id"]
    )
    extendedRequestId: str | None = Field(
        default=None,
        description="An id with more information for AWS support.",
        examples=["EXqgWgXxSK4EJug=", "request-id"],
    )
    httpMethod: str = Field(
        description="The method of the request.", examples=["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
    )
    path: str = Field(description="The path of the request, with the stage.", examples=["/request", "/my/path"])
    connectedAt: datetime | None = Field(
        default=None, description="When a WebSocket was connected: milliseconds since the epoch."
    )
    connectionId: str | None = Field(
        default=None, description="The id of the WebSocket's connection, to post messages to it."
    )
    eventType: str | None = Field(
        default=None, description="What happened to a WebSocket.", examples=["CONNECT", "MESSAGE", "DISCONNECT"]
    )
    messageDirection: str | None = Field(default=None, description="`IN` or `OUT`.")
    messageId: str | None = Field(default=None, description="The id of a WebSocket's message.")
    routeKey: str | None = Field(default=None, description="The route of a WebSocket API that was chosen.")
    operationName: str | None = Field(default=None, description="The name of the operation in the API's definition.")

    @model_validator(mode="before")
    @classmethod
    def check_message_id(cls, values: Any) -> Any:
        """Only messages of a WebSocket have an id."""
        if (
            functions.is_mapping(values)
            and values.get("messageId") is not None
            and values.get("eventType") != "MESSAGE"
        ):
            raise ValueError("messageId is available only when the `eventType` is `MESSAGE`")
        return values


class APIGatewayProxyEventModel(EventModel):
    """A request to a REST API, or to an HTTP API with payload format 1.0."""

    version: str | None = Field(
        default=None, description="The payload format; REST APIs leave it out.", examples=["1.0"]
    )
    resource: str = Field(
        description="The path of the API's resource, with its parameters in braces.", examples=["/request", "/my/path"]
    )
    path: str = Field(description="The path of the request.", examples=["/request", "/my/path"])
    httpMethod: str = Field(
        description="The method of the request.", examples=["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
    )
    headers: EmptyIfNull[dict[str, str]] = Field(
        description="The headers; null in the event when there are none.",
        examples=[{"Header1": "value1", "Header2": "value2"}],
    )
    multiValueHeaders: EmptyIfNull[dict[str, list[str]]] = Field(
        default_factory=dict,
        description="All values of each header.",
        examples=[{"Header1": ["value1"], "Header2": ["value1", "value2"]}],
    )
    queryStringParameters: dict[str, str] | None = Field(
        default=None,
        description="The query string, one value for each name.",
        examples=[{"QueryString1": "queryValue1"}, {"parameter1": "value1", "parameter2": "value"}],
    )
    multiValueQueryStringParameters: dict[str, list[str]] | None = Field(
        default=None, description="The query string with all values of each name."
    )
    requestContext: APIGatewayEventRequestContext = Field(description="What the API knows of the request.")
    pathParameters: dict[str, str] | None = Field(
        default=None, description="The values of the parameters in `resource`.", examples=[{}]
    )
    stageVariables: dict[str, str] | None = Field(
        default=None, description="The variables of the stage.", examples=[{"StageVar1": "stageValue1"}]
    )
    isBase64Encoded: bool | None = Field(
        default=None, description="Whether the body is base64.", examples=[False, True]
    )
    body: TextOrModel | None = Field(
        default=None, description="The body as it came.", examples=["Hello from Lambda!", '{"username": "lessa"}']
    )


class ApiGatewayAuthorizerToken(EventModel):
    """A token that a Lambda authorizer shall judge."""

    type: Literal["TOKEN"] = Field(description="`TOKEN`.", examples=["TOKEN"])
    methodArn: str = Field(
        description="The ARN of the route that was called.",
        examples=["arn:aws:execute-api:us-west-2:123456789012:ymy8tbxw7b/*/GET/"],
    )
    authorizationToken: str = Field(
        description="The token, out of the header that the authorizer names.", examples=["allow"]
    )


class ApiGatewayAuthorizerRequest(APIGatewayProxyEventModel):
    """A request that a Lambda authorizer shall judge."""

    type: Literal["REQUEST"] = Field(description="`REQUEST`.", examples=["REQUEST"])
    methodArn: str = Field(
        description="The ARN of the route that was called.",
        examples=["arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/request"],
    )
