"""Requests to REST APIs (payload format 1.0) and HTTP APIs (payload format 2.0) of API Gateway.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._caseless import CaseInsensitiveDict
from aws_lambda_powertools.utilities.data_classes._fields import caseless, field
from aws_lambda_powertools.utilities.data_classes.common import (
    BaseProxyEvent,
    BaseRequestContext,
    BaseRequestContextV2,
    DictWrapper,
)
from aws_lambda_powertools.utilities.data_classes.shared_functions import cookies_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.shared.headers_serializer import BaseHeadersSerializer


class APIGatewayEventAuthorizer(DictWrapper):
    """What the authorizer of a REST API found out about the caller."""

    claims: dict[str, Any] = field("claims", default_factory=dict)
    """The claims of the token, with a Cognito authorizer."""
    scopes: list[str] = field("scopes", default_factory=list)
    """The scopes of the token."""
    principal_id: str = field("principalId", default_factory=str)
    """Who the caller is, as the Lambda authorizer says."""
    integration_latency: int | None = field("integrationLatency", default=None)
    """How long the authorizer took, in milliseconds."""

    def get_context(self) -> dict[str, Any]:
        """All that the Lambda authorizer put into its context, with `principalId` and `integrationLatency`."""
        return self._data


class APIGatewayEventRequestContext(BaseRequestContext):
    """What the API knows of a request; of a WebSocket API, also of the connection."""

    connected_at: int | None = field("connectedAt", default=None)
    """When a WebSocket was connected: milliseconds since the epoch."""
    connection_id: str | None = field("connectionId", default=None)
    """The id of the WebSocket's connection, to post messages to it."""
    event_type: str | None = field("eventType", default=None)
    """`CONNECT`, `MESSAGE` or `DISCONNECT`."""
    message_direction: str | None = field("messageDirection", default=None)
    """`IN` or `OUT`."""
    message_id: str | None = field("messageId", default=None)
    """The id of a WebSocket's message."""
    operation_name: str | None = field("operationName", default=None)
    """The name of the operation in the API's definition."""
    route_key: str | None = field("routeKey", default=None)
    """The route of a WebSocket API that was chosen."""
    authorizer: APIGatewayEventAuthorizer = field("authorizer", APIGatewayEventAuthorizer, default=dict)
    """What the authorizer found out; empty without one."""


class APIGatewayProxyEvent(BaseProxyEvent):
    """A request to a REST API, or to an HTTP API with payload format 1.0."""

    version: str = field("version", default="1.0")
    """The payload format; REST APIs leave it out."""
    resource: str = field("resource")
    """The path of the API's resource, with its parameters in braces."""
    multi_value_headers: dict[str, list[str]] = caseless("multiValueHeaders", default=None)
    """All values of each header; names match in any case."""

    @property
    def resolved_query_string_parameters(self) -> dict[str, list[str]]:
        """The query string with a list for each name; where both forms hold one, the list that came counts."""
        return {**super().resolved_query_string_parameters, **self.multi_value_query_string_parameters}

    @property
    def resolved_headers_field(self) -> dict[str, Any]:
        """The headers with a list of values for each name."""
        return self.multi_value_headers or self.headers

    request_context: APIGatewayEventRequestContext = field("requestContext", APIGatewayEventRequestContext)
    """What the API knows of the request."""
    path_parameters: dict[str, str] = field("pathParameters", default_factory=dict)
    """The values of the parameters in `resource`."""
    stage_variables: dict[str, str] = field("stageVariables", default_factory=dict)
    """The variables of the stage."""

    def header_serializer(self) -> BaseHeadersSerializer:
        """Answers carry lists of values."""
        from aws_lambda_powertools.shared.headers_serializer import MultiValueHeadersSerializer

        return MultiValueHeadersSerializer()


class RequestContextV2AuthorizerIam(DictWrapper):
    """The caller of a route that is authorized by IAM."""

    access_key: str = field("accessKey", default_factory=str)
    """The access key id of the caller."""
    account_id: str = field("accountId", default_factory=str)
    """The AWS account of the caller."""
    caller_id: str = field("callerId", default_factory=str)
    """The principal of the caller."""
    cognito_amr: list[str] = field("amr", inside="cognitoIdentity", default_factory=list)
    """How a Cognito identity authenticated."""
    cognito_identity_id: str = field("identityId", inside="cognitoIdentity", default_factory=str)
    """The Cognito identity of the caller."""
    cognito_identity_pool_id: str = field("identityPoolId", inside="cognitoIdentity", default_factory=str)
    """The pool of that identity."""
    principal_org_id: str = field("principalOrgId", default_factory=str)
    """The AWS organization of the caller."""
    user_arn: str = field("userArn", default_factory=str)
    """The ARN of the caller."""
    user_id: str = field("userId", default_factory=str)
    """The IAM id of the caller."""


class RequestContextV2Authorizer(DictWrapper):
    """What the authorizer of an HTTP API found out about the caller."""

    jwt_claim: dict[str, Any] = field("claims", inside="jwt", default_factory=dict)
    """The claims of the token, with a JWT authorizer."""
    jwt_scopes: list[str] = field("scopes", inside="jwt", default_factory=list)
    """The scopes of the token that the route asks for."""
    get_lambda: dict[str, Any] = field("lambda", default_factory=dict)
    """The context that the Lambda authorizer gave."""

    def get_context(self) -> dict[str, Any]:
        """The context that the Lambda authorizer gave."""
        return self.get_lambda

    iam: RequestContextV2AuthorizerIam = field("iam", RequestContextV2AuthorizerIam, default=dict)
    """The caller, for routes authorized by IAM; empty for others."""


class RequestContextV2(BaseRequestContextV2):
    """What the API knows of a request."""

    authorizer: RequestContextV2Authorizer = field("authorizer", RequestContextV2Authorizer, default=dict)
    """What the authorizer found out; empty without one."""


class APIGatewayProxyEventV2(BaseProxyEvent):
    """A request to an HTTP API, in payload format 2.0."""

    version: str = field("version")
    """The payload format, `2.0`."""
    route_key: str = field("routeKey")
    """The route that matched, such as `GET /pets`, or `$default`."""
    raw_path: str = field("rawPath")
    """The path of the request, with the stage."""
    raw_query_string: str = field("rawQueryString")
    """The query string as it came."""
    cookies: list[str] = field("cookies", default_factory=list)
    """The cookies as `name=value`; the header `cookie` is not passed on."""

    @property
    def resolved_cookies_field(self) -> dict[str, str]:
        """The cookies by name."""
        return cookies_in(self.cookies)

    request_context: RequestContextV2 = field("requestContext", RequestContextV2)
    """What the API knows of the request."""
    path_parameters: dict[str, str] = field("pathParameters", default_factory=dict)
    """The values of the parameters in the route."""
    stage_variables: dict[str, str] = field("stageVariables", default_factory=dict)
    """The variables of the stage."""

    @property
    def path(self) -> str:  # type: ignore[override]  # computed here
        """The path of the request without the stage."""
        path: str = self._data.get("rawPath") or self._require("rawPath")
        context = self._data.get("requestContext") or self.request_context
        stage = context.get("stage") or self.request_context.stage
        if stage == "$default" or not f"{path}/".startswith(f"/{stage}/"):
            return path
        return path[len(stage) + 1 :]

    @property
    def http_method(self) -> str:  # type: ignore[override]  # stands somewhere else
        """The method of the request."""
        try:
            method: str = self._data["requestContext"]["http"]["method"]
        except (KeyError, TypeError):
            return self.request_context.http.method  # says what is missing
        return method

    def header_serializer(self) -> BaseHeadersSerializer:
        """Answers carry joined values, and cookies by themselves."""
        from aws_lambda_powertools.shared.headers_serializer import HttpApiHeadersSerializer

        return HttpApiHeadersSerializer()

    @property
    def resolved_headers_field(self) -> dict[str, Any]:
        """The headers with a list of values where there are several; the API joins them with commas."""
        return self._kept("resolved_headers_field", self.headers, split_values)


def split_values(headers: dict[str, str]) -> CaseInsensitiveDict:
    """Headers with lists where a value holds commas."""
    return CaseInsensitiveDict(
        {name: value.split(",") if value and "," in value else value for name, value in headers.items()}
    )
