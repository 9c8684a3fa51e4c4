"""Requests of S3 Object Lambda, which lets a function change what is read from a bucket.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-event-context.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import caseless, field
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper


class S3ObjectContext(DictWrapper):
    """Where the object comes from, and where the answer goes."""

    _sensitive_properties = ["output_token"]  # noqa: RUF012  # as the base class declares it

    input_s3_url: str = field("inputS3Url")
    """A presigned URL of the object."""
    output_route: str = field("outputRoute")
    """To be given to WriteGetObjectResponse as `RequestRoute`."""
    output_token: str = field("outputToken")
    """To be given to WriteGetObjectResponse as `RequestToken`."""


class S3ObjectConfiguration(DictWrapper):
    """The access point."""

    access_point_arn: str = field("accessPointArn")
    """The ARN of the Object Lambda access point."""
    supporting_access_point_arn: str = field("supportingAccessPointArn")
    """The ARN of the access point below it."""
    payload: str = field("payload")
    """What the access point wants the function to know."""


class S3ObjectUserRequest(DictWrapper):
    """The request of the client."""

    url: str = field("url")
    """The path and query of the request, without presigning parameters."""
    headers: dict[str, str] = caseless("headers")
    """The headers; names match in any case."""


class S3ObjectSessionIssuer(DictWrapper):
    """Whose temporary credentials the client has."""

    get_type: str = field("type")
    """`Root`, `IAMUser` or `Role`."""
    user_name: str = field("userName")
    """The name of the user or role."""
    principal_id: str = field("principalId")
    """The id of the user or role."""
    arn: str = field("arn")
    """The ARN of the user or role."""
    account_id: str = field("accountId")
    """The account of the user or role."""


class S3ObjectSessionAttributes(DictWrapper):
    """What is known of a session."""

    creation_date: str = field("creationDate")
    """When the credentials were given (ISO 8601)."""
    mfa_authenticated: str = field("mfaAuthenticated")
    """Whether a second factor was asked for: `true` or `false`."""


class S3ObjectSessionContext(DictWrapper):
    """The session of a client with temporary credentials."""

    session_issuer: S3ObjectSessionIssuer = field("sessionIssuer", S3ObjectSessionIssuer)
    """Whose credentials they are."""
    attributes: S3ObjectSessionAttributes = field("attributes", S3ObjectSessionAttributes)
    """What is known of the session."""


class S3ObjectUserIdentity(DictWrapper):
    """Who the client is."""

    get_type: str = field("type")
    """`Root`, `IAMUser`, `AssumedRole`, `FederatedUser`, `AWSAccount` or `AWSService`."""
    account_id: str = field("accountId")
    """The account of the client."""
    access_key_id: str = field("accessKeyId")
    """The access key of the client."""
    user_name: str | None = field("userName", default=None)
    """The name of the user; None for the session of a role."""
    principal_id: str = field("principalId")
    """The id of the user or role."""
    arn: str = field("arn")
    """The ARN of the user or session."""
    session_context: S3ObjectSessionContext | None = field("sessionContext", S3ObjectSessionContext, default=None)
    """The session; None without temporary credentials."""


class S3ObjectLambdaEvent(DictWrapper):
    """A request to read an object."""

    _sensitive_properties = ["request_token"]  # noqa: RUF012  # as the base class declares it

    request_id: str = field("xAmzRequestId")
    """The id of the request."""
    object_context: S3ObjectContext = field("getObjectContext", S3ObjectContext)
    """Where the object comes from, and where the answer goes."""
    configuration: S3ObjectConfiguration = field("configuration", S3ObjectConfiguration)
    """The access point."""
    user_request: S3ObjectUserRequest = field("userRequest", S3ObjectUserRequest)
    """The request of the client."""
    user_identity: S3ObjectUserIdentity = field("userIdentity", S3ObjectUserIdentity)
    """Who the client is."""
    request_route: str = field("outputRoute", inside="getObjectContext")
    """To be given to WriteGetObjectResponse as `RequestRoute`."""
    request_token: str = field("outputToken", inside="getObjectContext")
    """To be given to WriteGetObjectResponse as `RequestToken`."""
    input_s3_url: str = field("inputS3Url", inside="getObjectContext")
    """A presigned URL of the object."""
    protocol_version: str = field("protocolVersion")
    """The version of the format."""
