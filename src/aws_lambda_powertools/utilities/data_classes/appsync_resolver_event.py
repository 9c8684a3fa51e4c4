"""What AppSync asks of direct Lambda resolvers.

Source: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import caseless, field, kept_part
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper, deprecated_header_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class AppSyncIdentityIAM(DictWrapper):
    """A caller that AppSync knows by IAM."""

    source_ip: list[str] = field("sourceIp")
    """The addresses from which the request came."""
    username: str = field("username")
    """The name of the user."""
    account_id: str = field("accountId")
    """The AWS account of the caller."""
    cognito_identity_pool_id: str = field("cognitoIdentityPoolId")
    """The pool of the caller's Cognito identity."""
    cognito_identity_id: str = field("cognitoIdentityId")
    """The Cognito identity of the caller."""
    user_arn: str = field("userArn")
    """The ARN of the IAM user."""
    cognito_identity_auth_type: str = field("cognitoIdentityAuthType")
    """`authenticated` or `unauthenticated`."""
    cognito_identity_auth_provider: str = field("cognitoIdentityAuthProvider")
    """The providers of the identity, separated by commas."""


class AppSyncIdentityCognito(DictWrapper):
    """A caller with a token of a Cognito user pool or another OpenID provider."""

    source_ip: list[str] = field("sourceIp")
    """The addresses from which the request came."""
    username: str = field("username")
    """The name of the user."""
    sub: str = field("sub")
    """The id of the user."""
    claims: dict[str, str] = field("claims")
    """The claims of the token."""
    default_auth_strategy: str = field("defaultAuthStrategy")
    """`ALLOW` or `DENY`: what the API does with users of no group."""
    groups: list[str] = field("groups")
    """The groups of the user; null for none."""
    issuer: str = field("issuer")
    """Who issued the token."""


def get_identity_object(identity: dict[str, Any] | None) -> Any:
    """The data class for an identity; None when there is none, as with an API key."""
    kind = _identity_kind(identity)
    return None if identity is None or kind is None else kind(identity)


def _identity_kind(identity: Any) -> type[AppSyncIdentityIAM | AppSyncIdentityCognito] | None:
    if not hasattr(identity, "get"):
        return None
    return AppSyncIdentityCognito if "sub" in identity else AppSyncIdentityIAM


class AppSyncEventBase(DictWrapper):
    """What the events of GraphQL APIs and of Event APIs have in common."""

    request_headers: dict[str, str] = caseless("headers", inside="request")
    """The headers of the request; names match in any case."""
    domain_name: str | None = field("domainName", inside="request", default=None)
    """The custom domain that was called."""
    prev_result: dict[str, Any] | None = field("result", inside="prev", default=None)
    """What the function before this one in the pipeline gave."""
    stash: dict[str, Any] = field("stash", default_factory=dict)
    """What the functions of a pipeline share."""

    @property
    def identity(self) -> AppSyncIdentityIAM | AppSyncIdentityCognito | None:
        """Who calls; None when AppSync does not know, as with an API key."""
        data = self._data.get("identity")
        kind = _identity_kind(data)
        return kept_part(self, "identity", data, kind) if kind is not None else None


class AppSyncResolverEventInfo(DictWrapper):
    """Which field is to be resolved."""

    field_name: str = field("fieldName")
    """The name of the field."""
    parent_type_name: str = field("parentTypeName")
    """The type that has the field, such as `Query`."""
    variables: dict[str, str] = field("variables", default_factory=dict)
    """The variables of the request."""
    selection_set_list: list[str] = field("selectionSetList", default_factory=list)
    """The fields that the client wants of the answer, as paths such as `owner/name`."""
    selection_set_graphql: str | None = field("selectionSetGraphQL", default=None)
    """The same, as GraphQL."""


class AppSyncResolverEvent(AppSyncEventBase):
    """A field that is to be resolved.

    Besides what AppSync sends by itself it reads what Amplify's templates send (`typeName`, `fieldName`).
    """

    @property
    def type_name(self) -> str:
        """The type that has the field, such as `Query`."""
        return self.info.parent_type_name

    @property
    def field_name(self) -> str:
        """The name of the field."""
        return self.info.field_name

    arguments: dict[str, Any] = field("arguments")
    """The arguments of the field."""
    source: dict[str, Any] = field("source", default_factory=dict)
    """The object that has the field."""

    @property
    def info(self) -> AppSyncResolverEventInfo:
        """Which field is to be resolved."""
        data = self._data.get("info")
        if data:
            return kept_part(self, "info", data, AppSyncResolverEventInfo)
        names = {
            "fieldName": self._data.get("fieldName"),
            "parentTypeName": self._data.get("parentTypeName") or self._data.get("typeName"),
        }
        return self._kept_copy("names", names, AppSyncResolverEventInfo)

    def get_header_value(
        self,
        name: str,
        default_value: str | None = None,
        case_sensitive: bool = False,  # noqa: ARG002  # of earlier versions
    ) -> str | None:
        """Deprecated: read `request_headers`, which ignores case."""
        return deprecated_header_value(self.request_headers, name, default_value)
