"""What API Gateway asks of Lambda authorizers, and what it wants to hear.

Sources:
- https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
- https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
"""

from __future__ import annotations

import enum
import re

from aws_lambda_powertools.utilities.data_classes._authorizer_policy import ALLOW, DENY, policy, route, statements
from aws_lambda_powertools.utilities.data_classes._fields import caseless, field
from aws_lambda_powertools.utilities.data_classes.common import (
    BaseRequestContext,
    BaseRequestContextV2,
    DictWrapper,
    deprecated_header_value,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self


class APIGatewayRouteArn:
    """The ARN of a route, in its parts. WebSocket APIs have no method."""

    def __init__(
        self,
        region: str,
        aws_account_id: str,
        api_id: str,
        stage: str,
        http_method: str | None,
        resource: str,
        partition: str = "aws",
        is_websocket_authorizer: bool = False,
    ) -> None:
        self.partition = partition
        self.region = region
        self.aws_account_id = aws_account_id
        self.api_id = api_id
        self.stage = stage
        self.http_method = http_method
        self.resource = resource.removeprefix("/")
        self.is_websocket_authorizer = is_websocket_authorizer

    @property
    def arn(self) -> str:
        """The whole ARN."""
        method = "" if self.is_websocket_authorizer else f"{self.http_method}/"
        api = f"arn:{self.partition}:execute-api:{self.region}:{self.aws_account_id}:{self.api_id}"
        return f"{api}/{self.stage}/{method}{self.resource}"


def parse_api_gateway_arn(arn: str, is_websocket_authorizer: bool = False) -> APIGatewayRouteArn:
    """The parts of a route's ARN; ValueError when it is none."""
    found = _ROUTE_ARN.fullmatch(arn)
    if not found or (found["route"] is None and not is_websocket_authorizer):
        raise ValueError(
            f"{arn!r} is no ARN of a route: it should look like "
            "arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/RESOURCE, without METHOD for WebSocket APIs"
        )
    route = found["route"] or ""
    method, _, resource = (None, "", route) if is_websocket_authorizer else route.partition("/")
    return APIGatewayRouteArn(
        region=found["region"],
        aws_account_id=found["account"],
        api_id=found["api"],
        stage=found["stage"],
        http_method=method,
        resource=resource,
        partition=found["partition"],
        is_websocket_authorizer=is_websocket_authorizer,
    )


_ROUTE_ARN = re.compile(
    r"arn:(?P<partition>[^:]*):execute-api:(?P<region>[^:]*):(?P<account>[^:]*):(?P<api>[^/]+)/(?P<stage>[^/]+)"
    r"(?:/(?P<route>.*))?",
    re.DOTALL,
)


class APIGatewayAuthorizerTokenEvent(DictWrapper):
    """A request to a REST API that is to be authorized by its token."""

    _sensitive_properties = ("authorization_token",)

    get_type: str = field("type")
    """`TOKEN`."""
    authorization_token: str = field("authorizationToken")
    """The token, out of the header that the authorizer names."""
    method_arn: str = field("methodArn")
    """The ARN of the route that was called."""

    @property
    def parsed_arn(self) -> APIGatewayRouteArn:
        """The ARN of the route, in its parts."""
        return self._kept("parsed_arn", self._require("methodArn"), parse_api_gateway_arn)


class APIGatewayAuthorizerRequestEvent(DictWrapper):
    """A request to a REST API, an HTTP API (payload format 1.0) or a WebSocket API that is to be authorized."""

    _sensitive_properties = ("authorization_token", "identity_source")

    version: str = field("version", default="1.0")
    """The payload format; only HTTP APIs send it."""
    get_type: str = field("type")
    """`REQUEST`."""
    method_arn: str = field("methodArn")
    """The ARN of the route that was called."""

    @property
    def parsed_arn(self) -> APIGatewayRouteArn:
        """The ARN of the route, in its parts."""
        return self._kept("parsed_arn", self._require("methodArn"), parse_api_gateway_arn)

    identity_source: str | None = field("identitySource", default=None)
    """The values that identify the caller, separated by commas; only HTTP APIs send them."""
    authorization_token: str | None = field("authorizationToken", default=None)
    """The same as `identity_source`."""
    resource: str = field("resource")
    """The path of the API's resource, with its parameters in braces."""
    path: str = field("path")
    """The path of the request."""
    http_method: str = field("httpMethod")
    """The method of the request."""
    headers: dict[str, str] = caseless("headers")
    """The headers; names match in any case."""
    query_string_parameters: dict[str, str] = field("queryStringParameters", default_factory=dict)
    """The query string, one value for each name."""
    path_parameters: dict[str, str] = field("pathParameters", default_factory=dict)
    """The values of the parameters in `resource`."""
    stage_variables: dict[str, str] = field("stageVariables", default_factory=dict)
    """The variables of the stage."""
    request_context: BaseRequestContext = field("requestContext", BaseRequestContext)
    """What the API knows of the request."""

    def get_header_value(
        self,
        name: str,
        default_value: str | None = None,
        case_sensitive: bool = False,  # noqa: ARG002  # of earlier versions
    ) -> str | None:
        """Deprecated: read `headers`, which ignores case."""
        return deprecated_header_value(self.headers, name, default_value)


class APIGatewayAuthorizerEventV2(DictWrapper):
    """A request to an HTTP API that is to be authorized, in payload format 2.0."""

    _sensitive_properties = ("identity_source",)

    version: str = field("version")
    """The payload format, `2.0`."""
    get_type: str = field("type")
    """`REQUEST`."""
    route_arn: str = field("routeArn")
    """The ARN of the route that was called."""

    @property
    def parsed_arn(self) -> APIGatewayRouteArn:
        """The ARN of the route, in its parts."""
        return self._kept("parsed_arn", self._require("routeArn"), parse_api_gateway_arn)

    identity_source: list[str] = field("identitySource", default_factory=list)
    """The values that identify the caller, as the authorizer's identity sources name them."""
    route_key: str = field("routeKey")
    """The route that matched, such as `GET /pets`, or `$default`."""
    raw_path: str = field("rawPath")
    """The path of the request, with the stage."""
    raw_query_string: str = field("rawQueryString")
    """The query string as it came."""
    cookies: list[str] = field("cookies", default_factory=list)
    """The cookies as `name=value`."""
    headers: dict[str, str] = caseless("headers")
    """The headers; names match in any case."""
    query_string_parameters: dict[str, str] = field("queryStringParameters", default_factory=dict)
    """The query string, several values joined with commas."""
    request_context: BaseRequestContextV2 = field("requestContext", BaseRequestContextV2)
    """What the API knows of the request."""
    path_parameters: dict[str, str] = field("pathParameters", default_factory=dict)
    """The values of the parameters in the route."""
    stage_variables: dict[str, str] = field("stageVariables", default_factory=dict)
    """The variables of the stage."""

    def get_header_value(
        self,
        name: str,
        default_value: str | None = None,
        case_sensitive: bool = False,  # noqa: ARG002  # of earlier versions
    ) -> str | None:
        """Deprecated: read `headers`, which ignores case."""
        return deprecated_header_value(self.headers, name, default_value)


class APIGatewayAuthorizerResponseV2:
    """The simple answer to HTTP APIs: yes or no, and what the function behind the route is told."""

    def __init__(self, authorize: bool = False, context: dict[str, Any] | None = None) -> None:
        self.authorize = authorize
        self.context = context

    def asdict(self) -> dict[str, Any]:
        """The answer as API Gateway wants it."""
        response: dict[str, Any] = {"isAuthorized": self.authorize}
        if self.context:
            response["context"] = self.context
        return response


class HttpVerb(enum.Enum):
    """The methods that a policy can name."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    HEAD = "HEAD"
    DELETE = "DELETE"
    OPTIONS = "OPTIONS"
    ALL = "*"


_VERBS = [verb.value for verb in HttpVerb]

DENY_ALL_RESPONSE = {
    "principalId": "deny-all-user",
    "policyDocument": policy(statements(DENY, [route("*")])),
}
"""Denies everything, whoever asks."""


class APIGatewayAuthorizerResponse:
    """The answer to REST APIs, and to HTTP APIs with payload format 1.0: a policy for the caller.

        response = APIGatewayAuthorizerResponse.from_route_arn(event.method_arn, principal_id=user)
        response.allow_route(HttpVerb.GET.value, "/pets/*")
        return response.asdict()

    `context`: what the function behind the route is told, texts, numbers and booleans by name. `usage_identifier_key`:
    the API key whose usage plan counts the request. Nothing is allowed until a route is.
    """

    path_regex = r"^[/.a-zA-Z0-9\-_\*\{\}\+]+$"
    """What resource paths look like."""

    def __init__(
        self,
        principal_id: str,
        region: str,
        aws_account_id: str,
        api_id: str,
        stage: str,
        context: dict[str, Any] | None = None,
        usage_identifier_key: str | None = None,
        partition: str = "aws",
    ) -> None:
        self.principal_id = principal_id
        self.region = region
        self.aws_account_id = aws_account_id
        self.api_id = api_id
        self.stage = stage
        self.context = context
        self.usage_identifier_key = usage_identifier_key
        self.partition = partition
        self._allow_routes: list[dict[str, Any]] = []
        self._deny_routes: list[dict[str, Any]] = []
        self._resource_pattern = re.compile(self.path_regex)

    @classmethod
    def from_route_arn(
        cls,
        arn: str,
        principal_id: str,
        context: dict[str, Any] | None = None,
        usage_identifier_key: str | None = None,
    ) -> Self:
        """An answer for the API and stage of a route, by its ARN; ValueError when it is none."""
        return cls._for(parse_api_gateway_arn(arn), principal_id, context, usage_identifier_key)

    @classmethod
    def _for(
        cls,
        arn: APIGatewayRouteArn,
        principal_id: str,
        context: dict[str, Any] | None,
        usage_identifier_key: str | None,
    ) -> Self:
        return cls(
            principal_id,
            arn.region,
            arn.aws_account_id,
            arn.api_id,
            arn.stage,
            context,
            usage_identifier_key,
            arn.partition,
        )

    def allow_all_routes(self, http_method: str = HttpVerb.ALL.value) -> None:
        """Allow a method, or all methods, on all routes."""
        self._add_route(ALLOW, http_method, "*")

    def deny_all_routes(self, http_method: str = HttpVerb.ALL.value) -> None:
        """Deny a method, or all methods, on all routes."""
        self._add_route(DENY, http_method, "*")

    def allow_route(self, http_method: str, resource: str, conditions: list[dict[str, Any]] | None = None) -> None:
        """Allow a method on a resource, such as `/pets/*`, under IAM conditions if there are some.

        ValueError for a method that is no `HttpVerb`, or a resource that does not fit `path_regex`.
        """
        self._add_route(ALLOW, http_method, resource, conditions)

    def deny_route(self, http_method: str, resource: str, conditions: list[dict[str, Any]] | None = None) -> None:
        """Deny a method on a resource, as with `allow_route`; what is denied stays so whatever is allowed."""
        self._add_route(DENY, http_method, resource, conditions)

    def _add_route(
        self, effect: str, http_method: str | None, resource: str, conditions: list[dict[str, Any]] | None = None
    ) -> None:
        method = http_method.value if isinstance(http_method, HttpVerb) else http_method
        if method not in _VERBS:
            raise ValueError(f"http_method {method!r} is unknown; it is one of {', '.join(_VERBS)}")
        if not self._resource_pattern.match(resource):
            raise ValueError(f"resource {resource!r} is no path of an API; it has to match {self.path_regex}")
        self._add(effect, self._arn(method, resource), conditions)

    def _add(self, effect: str, arn: APIGatewayRouteArn, conditions: list[dict[str, Any]] | None) -> None:
        routes = self._allow_routes if effect == ALLOW else self._deny_routes
        routes.append(route(arn.arn, conditions))

    def _arn(self, method: str | None, resource: str) -> APIGatewayRouteArn:
        return APIGatewayRouteArn(
            region=self.region,
            aws_account_id=self.aws_account_id,
            api_id=self.api_id,
            stage=self.stage,
            http_method=method,
            resource=resource,
            partition=self.partition,
            is_websocket_authorizer=method is None,
        )

    def asdict(self) -> dict[str, Any]:
        """The answer as API Gateway wants it; ValueError when no route is allowed or denied."""
        response: dict[str, Any] = {
            "principalId": self.principal_id,
            "policyDocument": policy(
                [*statements(ALLOW, self._allow_routes), *statements(DENY, self._deny_routes)],
            ),
        }
        if self.usage_identifier_key:
            response["usageIdentifierKey"] = self.usage_identifier_key
        if self.context:
            response["context"] = self.context
        return response


class APIGatewayAuthorizerResponseWebSocket(APIGatewayAuthorizerResponse):
    """The answer to WebSocket APIs: a policy for the caller; routes have keys such as `$connect`, and no methods."""

    @classmethod
    def from_route_arn(
        cls,
        arn: str,
        principal_id: str,
        context: dict[str, Any] | None = None,
        usage_identifier_key: str | None = None,
    ) -> Self:
        """An answer for the API and stage of a route, by its ARN; ValueError when it is none."""
        return cls._for(
            parse_api_gateway_arn(arn, is_websocket_authorizer=True), principal_id, context, usage_identifier_key
        )

    def allow_all_routes(self, http_method: str = HttpVerb.ALL.value) -> None:  # noqa: ARG002  # of the base
        """Allow all routes."""
        self.allow_route("*")

    def deny_all_routes(self, http_method: str = HttpVerb.ALL.value) -> None:  # noqa: ARG002  # of the base
        """Deny all routes."""
        self.deny_route("*")

    def allow_route(  # type: ignore[override]  # no methods here
        self, resource: str, conditions: list[dict[str, Any]] | None = None
    ) -> None:
        """Allow a route by its key, under IAM conditions if there are some."""
        self._add(ALLOW, self._arn(None, resource), conditions)

    def deny_route(  # type: ignore[override]  # no methods here
        self, resource: str, conditions: list[dict[str, Any]] | None = None
    ) -> None:
        """Deny a route by its key."""
        self._add(DENY, self._arn(None, resource), conditions)
