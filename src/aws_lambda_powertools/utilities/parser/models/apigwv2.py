"""Requests to HTTP APIs of API Gateway (payload format 2.0), and to their Lambda authorizers.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import SourceIp, TextOrModel


class RequestContextV2AuthorizerIamCognito(EventModel):
    """The Cognito identity of a caller."""

    amr: list[str] = Field(description="How a Cognito identity authenticated.", examples=[["authenticated"]])
    identityId: str = Field(
        description="The Cognito identity of the caller.", examples=["us-east-1:3f291106-8703-466b-8f2b-3ecee1ca56ce"]
    )
    identityPoolId: str = Field(
        description="The pool of that identity.", examples=["us-east-1:4f291106-8703-466b-8f2b-3ecee1ca56ce"]
    )


class RequestContextV2AuthorizerIam(EventModel):
    """The caller of a route authorized by IAM."""

    accessKey: str | None = Field(default=None, description="The access key id of the caller.", examples=["AKIA..."])
    accountId: str | None = Field(default=None, description="The AWS account of the caller.", examples=["123456789012"])
    callerId: str | None = Field(default=None, description="The principal of the caller.", examples=["AIDA..."])
    principalOrgId: str | None = Field(
        default=None, description="The AWS organization of the caller.", examples=["AwsOrgId"]
    )
    userArn: str | None = Field(
        default=None, description="The ARN of the caller.", examples=["arn:aws:iam::123456789012:user/Admin"]
    )
    userId: str | None = Field(default=None, description="The IAM id of the caller.", examples=["AIDA..."])
    cognitoIdentity: RequestContextV2AuthorizerIamCognito | None = Field(
        default=None, description="The Cognito identity of the caller, if there is one."
    )


class RequestContextV2AuthorizerJwt(EventModel):
    """The token of a caller, for routes with a JWT authorizer."""

    claims: dict[str, Any] = Field(
        description="The claims of the token, with a JWT authorizer.",
        examples=[{"claim1": "value1", "claim2": "value2"}, {"claim1": "value1"}],
    )
    scopes: list[str] | None = Field(
        default=None, description="The scopes of the token that the route asks for.", examples=[["scope1", "scope2"]]
    )


class RequestContextV2Authorizer(EventModel):
    """What the authorizer found out about the caller."""

    jwt: RequestContextV2AuthorizerJwt | None = Field(
        default=None, description="The token, for routes with a JWT authorizer."
    )
    iam: RequestContextV2AuthorizerIam | None = Field(
        default=None, description="The caller, for routes authorized by IAM."
    )
    lambda_value: dict[str, Any] | None = Field(
        default=None,
        alias="lambda",
        description="The context that the Lambda authorizer gave.",
        examples=[{"tenant": "shop"}],
    )


class RequestContextV2Http(EventModel):
    """The HTTP side of a request."""

    method: str = Field(
        description="The method of the request.", examples=["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
    )
    path: str = Field(description="The path of the request.", examples=["/merchants", "/my/path"])
    protocol: str = Field(description="The protocol, such as `HTTP/1.1`.", examples=["HTTP/1.1"])
    sourceIp: SourceIp = Field(
        description="The address from which the request came.", examples=["10.10.10.10", "192.168.0.1/32"]
    )
    userAgent: str | None = Field(
        default=None, description="What the client says it is; None when it says nothing.", examples=["agent"]
    )


class RequestContextV2(EventModel):
    """What the API knows of a request."""

    accountId: str = Field(description="The AWS account of the API.", examples=["123456789012", "anonymous"])
    apiId: str = Field(description="The id of the API.", examples=["abcdef123"])
    authorizer: RequestContextV2Authorizer | None = Field(
        default=None, description="What the authorizer found out; None without one."
    )
    domainName: str = Field(
        description="The domain that was called.", examples=["abcdef123.execute-api.us-east-1.amazonaws.com"]
    )
    domainPrefix: str = Field(description="The first label of that domain.", examples=["abcdef123"])
    requestId: str = Field(description="The id of the request.", examples=["EXqgWgXxSK4EJug="])
    routeKey: str = Field(
        description="The route that matched, such as `GET /pets`, or `$default`.",
        examples=["GET /merchants", "$default"],
    )
    stage: str = Field(description="The stage that was called.", examples=["$default"])
    time: str = Field(
        description="When the request came, as in `12/Mar/2020:19:03:58 +0000`.",
        examples=["12/Mar/2020:19:03:58 +0000"],
    )
    timeEpoch: datetime = Field(
        description="When it came: milliseconds since the epoch.", examples=[1583348638390, 1659687279885]
    )
    http: RequestContextV2Http = Field(description="The HTTP side of the request.")


class APIGatewayProxyEventV2Model(EventModel):
    """A request to an HTTP API."""

    version: str = Field(description="The payload format, `2.0`.", examples=["2.0"])
    routeKey: str = Field(
        description="The route that matched, such as `GET /pets`, or `$default`.",
        examples=["GET /merchants", "$default"],
    )
    rawPath: str = Field(description="The path of the request, with the stage.", examples=["/merchants", "/my/path"])
    rawQueryString: str = Field(
        description="The query string as it came.",
        examples=["parameter1=value1&parameter1=value2&parameter2=value", ""],
    )
    cookies: list[str] | None = Field(
        default=None,
        description="The cookies as `name=value`; the header `cookie` is not passed on.",
        examples=[["cookie1", "cookie2"]],
    )
    headers: dict[str, str] = Field(
        description="The headers; values of the same name are separated by commas.",
        examples=[{"Header1": "value1", "Header2": "value1,value2"}, {"Header1": "value1", "Header2": "value2"}],
    )
    queryStringParameters: dict[str, str] | None = Field(
        default=None,
        description="The query string, one value for each name.",
        examples=[{"parameter1": "value1,value2", "parameter2": "value"}],
    )
    pathParameters: dict[str, str] | None = Field(
        default=None,
        description="The values of the parameters in the route.",
        examples=[{"parameter1": "value1"}, {"proxy": "hello/world"}],
    )
    stageVariables: dict[str, str] | None = Field(
        default=None,
        description="The variables of the stage.",
        examples=[{"stageVariable1": "value1", "stageVariable2": "value2"}],
    )
    requestContext: RequestContextV2 = Field(description="What the API knows of the request.")
    body: TextOrModel | None = Field(
        default=None,
        description="The body as it came.",
        examples=['{"message": "hello world", "username": "tom"}', '{\r\n\t"a": 1\r\n}'],
    )
    isBase64Encoded: bool | None = Field(default=None, description="Whether the body is base64.", examples=[False])


class ApiGatewayAuthorizerRequestV2(APIGatewayProxyEventV2Model):
    """A request that a Lambda authorizer shall judge."""

    type: Literal["REQUEST"] = Field(description="`REQUEST`.", examples=["REQUEST"])
    routeArn: str = Field(
        description="The ARN of the route that was called.",
        examples=["arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/request"],
    )
    identitySource: list[str] | None = Field(
        default=None, description="The values that identify the caller.", examples=[["user1", "123"]]
    )
