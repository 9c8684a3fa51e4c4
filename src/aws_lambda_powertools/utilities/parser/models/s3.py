"""Notifications of S3, directly and through EventBridge.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field, model_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.models.event_bridge import EventBridgeModel
from aws_lambda_powertools.utilities.parser.types import Replaceable, SourceIpOrName


class S3EventRecordGlacierRestoreEventData(EventModel):
    """How long a restored object stays."""

    lifecycleRestorationExpiryTime: datetime = Field(
        description="When it is deleted (ISO 8601).", examples=["1970-01-01T00:01:00.000Z"]
    )
    lifecycleRestoreStorageClass: str = Field(
        description="The storage class of what is restored.", examples=["standard"]
    )


class S3EventRecordGlacierEventData(EventModel):
    """About a restored object."""

    restoreEventData: S3EventRecordGlacierRestoreEventData = Field(description="The restored copy.")


class S3EventRecordIntelligentTieringEventData(EventModel):
    """About an object that was moved to another access tier."""

    destinationAccessTier: str = Field(description="The access tier into which the object was moved.")


class S3Identity(EventModel):
    """Who did it."""

    principalId: str = Field(description="The id of who did it.", examples=["AWS:AIDAINPONIXQXHT3IKHL2", "EXAMPLE"])


class S3RequestParameters(EventModel):
    """The request that did it."""

    sourceIPAddress: SourceIpOrName = Field(
        description="The address from which it came; the name of the service when S3 did it itself.",
        examples=["205.255.255.255", "s3.amazonaws.com"],
    )


class S3ResponseElements(EventModel):
    """The ids of the request, for the support of AWS."""

    x_amz_request_id: str = Field(
        alias="x-amz-request-id",
        description="The id of the request.",
        examples=["D82B88E5F771F645", "C3D13FE58DE4C810"],
    )
    x_amz_id_2: str = Field(
        alias="x-amz-id-2",
        description="The id of the host that answered it.",
        examples=[
            "vlR7PnpV2Ce81l0PRw6jlUpck7Jo5ZsQjryTjKlc5aLWGVHPZLj5NeC6qMa0emYBDXOo6QBU0Wo=",
            "FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD",
        ],
    )


class S3OwnerIdentify(EventModel):
    """Whose a bucket is."""

    principalId: str = Field(description="The id of the owner.", examples=["A3I5XTEXAMAI3E", "EXAMPLE"])


class S3Bucket(EventModel):
    """A bucket."""

    name: str = Field(
        description="The name of the bucket.", examples=["lambda-artifacts-deafc19498e3f2df", "sourcebucket"]
    )
    ownerIdentity: S3OwnerIdentify = Field(description="Whose it is.")
    arn: str = Field(
        description="The ARN of the bucket.",
        examples=["arn:aws:s3:::lambda-artifacts-deafc19498e3f2df", "arn:aws:s3:::mybucket"],
    )


class S3Object(EventModel):
    """An object."""

    key: str = Field(
        description="The key as it came, escaped as in forms.",
        examples=["b21b84d653bb07b05b1e6b33684dc11b", "Happy%20Face.jpg"],
    )
    size: float | None = Field(
        default=None, description="The size in bytes; None when the object was deleted.", examples=[1305107, 1024]
    )
    eTag: str | None = Field(
        default=None,
        description="The entity tag; empty when the object was deleted.",
        examples=["b21b84d653bb07b05b1e6b33684dc11b", "d41d8cd98f00b204e9800998ecf8427e"],
    )
    sequencer: str | None = Field(
        default=None,
        description="Orders events of one key: the greater hexadecimal number is the later one.",
        examples=["0C0F6F405D6ED209E1", "Happy Sequencer"],
    )
    versionId: str | None = Field(
        default=None, description="The version; None for buckets that keep none.", examples=["version"]
    )


class S3Message(EventModel):
    """The bucket and the object."""

    s3SchemaVersion: str = Field(description="The version of the format.", examples=["1.0"])
    configurationId: str = Field(
        description="The name of the notification in the settings of the bucket.",
        examples=["828aa6fc-f7b5-4305-8584-487c791949c1", "testConfigRule"],
    )
    bucket: S3Bucket = Field(description="The bucket.")
    object: S3Object | None = Field(default=None, description="The object.")
    get_object: S3Object | None = Field(
        default=None, description="The object, under a name that is not that of a builtin."
    )


class S3EventNotificationObjectModel(EventModel):
    """An object."""

    key: str = Field(description="The key, as it is: EventBridge does not escape it.", examples=["IMG_m7fzo3.jpg"])
    size: float | None = Field(
        default=None, description="The size in bytes; None when the object was deleted.", examples=[184662]
    )
    etag: str = Field(
        default="",
        description="The entity tag; empty when the object was deleted.",
        examples=["4e68adba0abe2dc8653dc3354e14c01d"],
    )
    version_id: str | None = Field(
        default=None, alias="version-id", description="The version; None for buckets that keep none."
    )
    sequencer: str | None = Field(
        default=None,
        description="Orders events of one key: the greater hexadecimal number is the later one.",
        examples=["006408CAD69598B05E"],
    )


class S3EventNotificationEventBridgeBucketModel(EventModel):
    """A bucket."""

    name: str = Field(description="The name of the bucket.", examples=["example-bucket"])


class S3EventNotificationEventBridgeDetailModel(EventModel):
    """What happened to an object."""

    version: str = Field(description="The version of the format.", examples=["0"])
    bucket: S3EventNotificationEventBridgeBucketModel = Field(description="The bucket.")
    object: S3EventNotificationObjectModel = Field(description="The object.")
    request_id: str = Field(
        alias="request-id", description="The id of the request.", examples=["57H08PA84AB1JZW0", "0BH729840619AG5K"]
    )
    requester: str = Field(
        description="The account or service that did it.", examples=["123456789012", "s3.amazonaws.com"]
    )
    source_ip_address: str | None = Field(
        default=None,
        alias="source-ip-address",
        description="The address from which the request came.",
        examples=["34.252.34.74"],
    )
    reason: str | None = Field(
        default=None,
        description="What created or deleted the object, such as `PutObject` or `Lifecycle Expiration`.",
        examples=["PutObject", "DeleteObject"],
    )
    deletion_type: str | None = Field(
        default=None,
        alias="deletion-type",
        description="`Permanently Deleted` or `Delete Marker Created`.",
        examples=["Delete Marker Created"],
    )
    restore_expiry_time: str | None = Field(
        default=None,
        alias="restore-expiry-time",
        description="When the restored copy is deleted (ISO 8601).",
        examples=["2021-11-13T00:00:00Z"],
    )
    source_storage_class: str | None = Field(
        default=None,
        alias="source-storage-class",
        description="The storage class of what is restored.",
        examples=["GLACIER"],
    )
    destination_storage_class: str | None = Field(
        default=None,
        alias="destination-storage-class",
        description="The storage class into which the object was moved.",
    )
    destination_access_tier: str | None = Field(
        default=None, alias="destination-access-tier", description="The access tier into which the object was moved."
    )


class S3EventNotificationEventBridgeModel(EventBridgeModel):
    """A notification that came through EventBridge."""

    detail: S3EventNotificationEventBridgeDetailModel = Field(description="What happened.")


class S3RecordModel(EventModel):
    """A notification."""

    eventVersion: str = Field(description="The version of the format.", examples=["2.1", "2.0"])
    eventSource: Literal["aws:s3"] = Field(default="aws:s3", description="`aws:s3`.", examples=["aws:s3"])
    awsRegion: str = Field(description="The region of the bucket.", examples=["us-east-2", "us-east-1"])
    eventTime: datetime = Field(
        description="When it happened (ISO 8601).", examples=["2019-09-03T19:37:27.192Z", "1970-01-01T00:00:00.123Z"]
    )
    eventName: str = Field(
        description="What happened, such as `ObjectCreated:Put`.",
        examples=["ObjectCreated:Put", "ObjectRemoved:Delete"],
    )
    userIdentity: S3Identity = Field(description="Who did it.")
    requestParameters: S3RequestParameters = Field(description="The request that did it.")
    responseElements: S3ResponseElements = Field(description="The ids of the request, for the support of AWS.")
    s3: S3Message = Field(description="The bucket and the object.")
    glacierEventData: S3EventRecordGlacierEventData | None = Field(default=None, description="About a restored object.")
    intelligentTieringEventData: S3EventRecordIntelligentTieringEventData | None = Field(
        default=None, description="About an object that was moved to another access tier."
    )

    @model_validator(mode="before")
    @classmethod
    def validate_s3_object(cls, values: Any) -> Any:
        """Objects that were created have a size and an entity tag."""
        if functions.is_mapping(values) and "ObjectCreated:" in str(values.get("eventName")):
            missing = _missing(values.get("s3"))
            if missing:
                raise ValueError(f"{' and '.join(missing)} of the object are required for {values['eventName']}")
        return values


class S3Model(EventModel):
    """A call by S3."""

    Records: Replaceable[list[S3RecordModel]] = Field(description="What happened.")

    @model_validator(mode="before")
    @classmethod
    def _test_event(cls, values: Any) -> Any:
        """What S3 sends when notifications are set up has no records."""
        return {"Records": []} if functions.is_mapping(values) and values.get("Event") == "s3:TestEvent" else values


def _missing(message: Any) -> list[str]:
    """Which of size and entity tag the object in a message lacks."""
    found = message.get("object") or message.get("get_object") if functions.is_mapping(message) else None
    return [name for name in ("size", "eTag") if found.get(name) is None] if functions.is_mapping(found) else []
