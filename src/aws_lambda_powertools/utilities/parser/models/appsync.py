"""Calls of a resolver in an AppSync GraphQL API.

Source: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference.html
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import EmptyIfNull


class AppSyncIamIdentity(EventModel):
    """A caller authorized by IAM."""

    accountId: str = Field(description="The AWS account of the caller.")
    cognitoIdentityPoolId: str | None = Field(default=None, description="The pool of the caller's Cognito identity.")
    cognitoIdentityId: str | None = Field(default=None, description="The Cognito identity of the caller.")
    sourceIp: list[str] = Field(description="The addresses from which the request came.", examples=[["1.1.1.1"]])
    username: str = Field(description="The name of the user.", examples=["jdoe"])
    userArn: str = Field(description="The ARN of the IAM user.")
    cognitoIdentityAuthType: str | None = Field(default=None, description="`authenticated` or `unauthenticated`.")
    cognitoIdentityAuthProvider: str | None = Field(
        default=None, description="The providers of the identity, separated by commas."
    )


class AppSyncCognitoIdentity(EventModel):
    """A user of a Cognito user pool."""

    sub: str = Field(description="The id of the user.", examples=["192879fc-a240-4bf1-ab5a-d6a00f3063f9"])
    issuer: str = Field(
        description="Who issued the token.",
        examples=["https://cognito-idp.us-west-2.amazonaws.com/us-west-xxxxxxxxxxx"],
    )
    username: str = Field(description="The name of the user.", examples=["jdoe"])
    claims: dict[str, Any] = Field(description="The claims of the token.")
    sourceIp: list[str] = Field(description="The addresses from which the request came.", examples=[["1.1.1.1"]])
    defaultAuthStrategy: str = Field(
        description="`ALLOW` or `DENY`: what the API does with users of no group.", examples=["ALLOW"]
    )
    groups: list[str] | None = Field(default=None, description="The groups of the user; None for none.")


class AppSyncOidcIdentity(EventModel):
    """A user of an OpenID Connect provider."""

    claims: dict[str, Any] = Field(description="The claims of the token.")
    issuer: str = Field(
        description="Who issued the token.",
        examples=["https://cognito-idp.us-west-2.amazonaws.com/us-west-xxxxxxxxxxx"],
    )
    sub: str = Field(description="The id of the user.", examples=["192879fc-a240-4bf1-ab5a-d6a00f3063f9"])


class AppSyncLambdaIdentity(EventModel):
    """A caller whom a Lambda authorizer let in."""

    resolverContext: EmptyIfNull[dict[str, Any]] = Field(
        description="What the authorizer gave for resolvers.", examples=[{"name": "Foo Man", "balance": 100}]
    )


AppSyncIdentity = AppSyncIamIdentity | AppSyncCognitoIdentity | AppSyncOidcIdentity | AppSyncLambdaIdentity


class AppSyncRequestModel(EventModel):
    """The HTTP request."""

    domainName: str | None = Field(default=None, description="The custom domain that was called.")
    headers: dict[str, str] = Field(
        default_factory=dict,
        description="The headers.",
        examples=[{"host": "example.appsync-api.us-east-1.amazonaws.com"}],
    )


class AppSyncInfoModel(EventModel):
    """What of the GraphQL request is resolved."""

    selectionSetList: EmptyIfNull[list[str]] = Field(
        default_factory=list,
        description="The fields that the client wants of the answer, as paths such as `owner/name`.",
        examples=[["id", "owner/name"]],
    )
    selectionSetGraphQL: str = Field(default="", description="The same, as GraphQL.", examples=["{\n  id\n}"])
    parentTypeName: str = Field(description="The type that has the field, such as `Query`.", examples=["Mutation"])
    fieldName: str = Field(description="The name of the field.", examples=["createSomething"])
    variables: EmptyIfNull[dict[str, Any]] = Field(
        default_factory=dict, description="The variables of the request.", examples=[{}]
    )


class AppSyncPrevModel(EventModel):
    """What the function before this one in a pipeline gave."""

    result: Any = Field(description="Its result.")


class AppSyncResolverEventModel(EventModel):
    """A field to resolve."""

    arguments: dict[str, Any] = Field(description="The arguments of the field.", examples=[{"id": "my identifier"}])
    identity: AppSyncIdentity | dict[str, Any] | None = Field(
        default=None, description="Who made the request; None with an API key."
    )
    source: dict[str, Any] | None = Field(default=None, description="The object that has the field.")
    request: AppSyncRequestModel = Field(default_factory=AppSyncRequestModel, description="The HTTP request.")
    info: AppSyncInfoModel = Field(description="What is resolved.")
    prev: AppSyncPrevModel | None = Field(
        default=None, description="What came from the function before, in a pipeline."
    )
    stash: EmptyIfNull[dict[str, Any]] = Field(
        default_factory=dict, description="What the functions of a pipeline share.", examples=[{}]
    )

    @model_validator(mode="before")
    @classmethod
    def _info_of_amplify(cls, values: Any) -> Any:
        """Amplify's resolvers say what they resolve beside the arguments."""
        if not functions.is_mapping(values) or "info" in values or "fieldName" not in values:
            return values
        return {**values, "info": {"parentTypeName": values.get("typeName"), "fieldName": values["fieldName"]}}


AppSyncBatchResolverEventModel = list[AppSyncResolverEventModel]
"""Several fields to resolve in one call."""
