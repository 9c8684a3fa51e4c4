"""What AppSync asks of Lambda authorizers, and what it wants to hear.

Source: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class AppSyncAuthorizerEventRequestContext(DictWrapper):
    """The request that is to be authorized."""

    api_id: str = field("apiId")
    """The id of the API."""
    account_id: str = field("accountId")
    """The AWS account of the API."""
    request_id: str = field("requestId")
    """The id of the request."""
    query_string: str = field("queryString")
    """The GraphQL document."""
    operation_name: str | None = field("operationName", default=None)
    """The operation of the document, where it is named."""
    variables: dict[str, Any] = field("variables")
    """The variables of the operation."""


class AppSyncAuthorizerEvent(DictWrapper):
    """A request that is to be authorized."""

    _sensitive_properties = ("authorization_token",)

    authorization_token: str = field("authorizationToken")
    """The token that the client sent."""
    request_context: AppSyncAuthorizerEventRequestContext = field(
        "requestContext", AppSyncAuthorizerEventRequestContext
    )
    """The request."""


class AppSyncAuthorizerResponse:
    """The authorizer's answer.

    `max_age`: seconds for which AppSync keeps the answer; without it, what the API says. `resolver_context`: what
    resolvers find in `$ctx.identity.resolverContext`, texts by name. `deny_fields`: fields that give null, as ARNs or
    as `Type.field`.
    """

    def __init__(
        self,
        authorize: bool = False,
        max_age: int | None = None,
        resolver_context: dict[str, Any] | None = None,
        deny_fields: list[str] | None = None,
    ) -> None:
        self.authorize = authorize
        self.max_age = max_age
        self.deny_fields = deny_fields
        self.resolver_context = resolver_context

    def asdict(self) -> dict[str, Any]:
        """The answer as AppSync wants it."""
        response: dict[str, Any] = {"isAuthorized": self.authorize}
        if self.max_age is not None:
            response["ttlOverride"] = self.max_age
        if self.deny_fields:
            response["deniedFields"] = self.deny_fields
        if self.resolver_context:
            response["resolverContext"] = self.resolver_context
        return response
