"""Requests for objects through S3 Object Lambda.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-event-context.html
"""

from __future__ import annotations

from pydantic import Field, HttpUrl

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import TextOrModel


class S3ObjectContext(EventModel):
    """Where the object is, and where the answer goes."""

    inputS3Url: HttpUrl = Field(description="A presigned URL of the object.")
    outputRoute: str = Field(
        description="To be given to WriteGetObjectResponse as `RequestRoute`.",
        examples=["io-iad-cell001", "io-use1-001"],
    )
    outputToken: str = Field(
        description="To be given to WriteGetObjectResponse as `RequestToken`.", examples=["OutputToken"]
    )


class S3ObjectConfiguration(EventModel):
    """The access point."""

    accessPointArn: str = Field(description="The ARN of the Object Lambda access point.")
    supportingAccessPointArn: str = Field(description="The ARN of the access point below it.")
    payload: TextOrModel = Field(
        description="What the access point wants the function to know.", examples=["test", "{}"]
    )


class S3ObjectUserRequest(EventModel):
    """The request of the caller."""

    url: str = Field(
        description="The path and query of the request, without presigning parameters.", examples=["/s3.txt"]
    )
    headers: dict[str, str] = Field(description="The headers.")


class S3ObjectSessionIssuer(EventModel):
    """Who issued temporary credentials."""

    type: str = Field(description="`Root`, `IAMUser` or `Role`.", examples=["Role"])
    userName: str | None = Field(default=None, description="The name of the user or role.", examples=["Admin"])
    principalId: str = Field(description="The id of the user or role.", examples=["principalId"])
    arn: str = Field(description="The ARN of the user or role.")
    accountId: str = Field(description="The account of the user or role.")


class S3ObjectSessionAttributes(EventModel):
    """How temporary credentials came about."""

    creationDate: str = Field(
        description="When the credentials were given (ISO 8601).", examples=["Wed Mar 10 23:41:52 UTC 2021"]
    )
    mfaAuthenticated: bool = Field(
        description="Whether a second factor was asked for: `true` or `false`.", examples=["false"]
    )


class S3ObjectSessionContext(EventModel):
    """Where temporary credentials come from."""

    sessionIssuer: S3ObjectSessionIssuer = Field(description="Whose credentials they are.")
    attributes: S3ObjectSessionAttributes = Field(description="What is known of the session.")


class S3ObjectUserIdentity(EventModel):
    """Who asks."""

    type: str = Field(
        description="`Root`, `IAMUser`, `AssumedRole`, `FederatedUser`, `AWSAccount` or `AWSService`.",
        examples=["IAMUser", "AssumedRole"],
    )
    accountId: str = Field(description="The account of the client.")
    accessKeyId: str = Field(description="The access key of the client.", examples=["AKIAIOSFODNN7EXAMPLE"])
    userName: str | None = Field(
        default=None, description="The name of the user; None for the session of a role.", examples=["Alice"]
    )
    principalId: str = Field(description="The id of the user or role.", examples=["AIDACKCEVSQ6C2EXAMPLE"])
    arn: str = Field(description="The ARN of the user or session.")
    sessionContext: S3ObjectSessionContext | None = Field(
        default=None, description="The session; None without temporary credentials."
    )


class S3ObjectLambdaEvent(EventModel):
    """A request for an object."""

    xAmzRequestId: str = Field(
        description="The id of the request.", examples=["1a5ed718-5f53-471d-b6fe-5cf62d88d02a", "requestId"]
    )
    getObjectContext: S3ObjectContext = Field(description="Where the object comes from, and where the answer goes.")
    configuration: S3ObjectConfiguration = Field(description="The access point.")
    userRequest: S3ObjectUserRequest = Field(description="The request of the client.")
    userIdentity: S3ObjectUserIdentity = Field(description="Who the client is.")
    protocolVersion: str = Field(description="The version of the format.", examples=["1.00"])
