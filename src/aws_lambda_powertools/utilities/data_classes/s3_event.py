"""What happened to objects in S3, told by the bucket itself or through EventBridge.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

from __future__ import annotations

from aws_lambda_powertools._core.encoding import form_decoded
from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools.utilities.data_classes._fields import field, first, items
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper
from aws_lambda_powertools.utilities.data_classes.event_bridge_event import EventBridgeEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class S3Identity(DictWrapper):
    """Who did it, or whose bucket it is."""

    principal_id: str = field("principalId")
    """The id of the principal or of the owner."""


class S3RequestParameters(DictWrapper):
    """The request that did it."""

    source_ip_address: str = field("sourceIPAddress")
    """The address from which it came; the name of the service when S3 did it itself."""


class S3EventNotificationEventBridgeBucket(DictWrapper):
    """A bucket, in events of EventBridge."""

    name: str = field("name")
    """The name of the bucket."""


def _key(key: str) -> str:
    # S3 escapes keys in its own notifications, but not in events of EventBridge: there this makes `a+b` to `a b`.
    return key if STRICT.get() else form_decoded(key)


class S3EventBridgeNotificationObject(DictWrapper):
    """An object, in events of EventBridge."""

    key: str = field("key", _key)
    """The key with escapes taken out; as it is, which is right, under POWERTOOLS_STRICT."""
    size: int | None = field("size", default=None)
    """The size in bytes; None when the object was deleted."""
    etag: str = field("etag", default_factory=str)
    """The entity tag; empty when the object was deleted."""
    version_id: str | None = field("version-id", default=None)
    """The version; None for buckets that keep none."""
    sequencer: str | None = field("sequencer", default=None)
    """Orders events of one key: the greater hexadecimal number is the later one."""


class S3EventBridgeNotificationDetail(DictWrapper):
    """What S3 tells through EventBridge; what does not belong to the kind of event is None."""

    version: str = field("version")
    """The version of the format."""
    bucket: S3EventNotificationEventBridgeBucket = field("bucket", S3EventNotificationEventBridgeBucket)
    """The bucket."""
    object: S3EventBridgeNotificationObject = field("object", S3EventBridgeNotificationObject)
    """The object."""
    request_id: str = field("request-id")
    """The id of the request."""
    requester: str = field("requester")
    """The account or service that did it."""
    source_ip_address: str | None = field("source-ip-address", default=None)
    """The address from which the request came."""
    reason: str | None = field("reason", default=None)
    """What created or deleted the object, such as `PutObject` or `Lifecycle Expiration`."""
    deletion_type: str | None = field("deletion-type", default=None)
    """`Permanently Deleted` or `Delete Marker Created`."""
    restore_expiry_time: str | None = field("restore-expiry-time", default=None)
    """When the restored copy is deleted (ISO 8601)."""
    source_storage_class: str | None = field("source-storage-class", default=None)
    """The storage class of what is restored."""
    destination_storage_class: str | None = field("destination-storage-class", default=None)
    """The storage class into which the object was moved."""
    destination_access_tier: str | None = field("destination-access-tier", default=None)
    """The access tier into which the object was moved."""


class S3EventBridgeNotificationEvent(EventBridgeEvent):
    """Something happened to an object, told through EventBridge."""

    detail: S3EventBridgeNotificationDetail = field(  # type: ignore[assignment]  # the plain data has a class here
        "detail", S3EventBridgeNotificationDetail
    )
    """What happened."""


class S3Bucket(DictWrapper):
    """A bucket."""

    name: str = field("name")
    """The name of the bucket."""
    owner_identity: S3Identity = field("ownerIdentity", S3Identity)
    """Whose it is."""
    arn: str = field("arn")
    """The ARN of the bucket."""


class S3Object(DictWrapper):
    """An object."""

    key: str = field("key")
    """The key as it came, escaped as in forms."""
    decoded_key: str = field("key", form_decoded)
    """The key, without escapes."""
    size: int | None = field("size", int, default=None)
    """The size in bytes; None when the object was deleted."""
    etag: str = field("eTag", default_factory=str)
    """The entity tag; empty when the object was deleted."""
    version_id: str | None = field("versionId", default=None)
    """The version; None for buckets that keep none."""
    sequencer: str | None = field("sequencer", default=None)
    """Orders events of one key: the greater hexadecimal number is the later one."""


class S3Message(DictWrapper):
    """The bucket and the object."""

    s3_schema_version: str = field("s3SchemaVersion")
    """The version of the format."""
    configuration_id: str = field("configurationId")
    """The name of the notification in the settings of the bucket."""
    bucket: S3Bucket = field("bucket", S3Bucket)
    """The bucket."""

    _object = field("object", S3Object).fget
    _object_by_its_other_name = field("get_object", S3Object, default=None).fget

    @property
    def get_object(self) -> S3Object:
        """The object."""
        stored: S3Object = ("get_object" in self._data and self._object_by_its_other_name()) or self._object()
        return stored


class S3EventRecordGlacierRestoreEventData(DictWrapper):
    """A restored copy."""

    lifecycle_restoration_expiry_time: str = field("lifecycleRestorationExpiryTime")
    """When it is deleted (ISO 8601)."""
    lifecycle_restore_storage_class: str = field("lifecycleRestoreStorageClass")
    """The storage class of what is restored."""


class S3EventRecordGlacierEventData(DictWrapper):
    """What S3 says about restored objects."""

    restore_event_data: S3EventRecordGlacierRestoreEventData = field(
        "restoreEventData", S3EventRecordGlacierRestoreEventData
    )
    """The restored copy."""


class S3EventRecordIntelligentTieringEventData(DictWrapper):
    """What S3 Intelligent-Tiering says."""

    destination_access_tier: str = field("destinationAccessTier")
    """The access tier into which the object was moved."""


class S3EventRecord(DictWrapper):
    """Something happened to an object."""

    event_version: str = field("eventVersion")
    """The version of the format."""
    event_source: str = field("eventSource")
    """`aws:s3`."""
    aws_region: str = field("awsRegion")
    """The region of the bucket."""
    event_time: str = field("eventTime")
    """When it happened (ISO 8601)."""
    event_name: str = field("eventName")
    """What happened, such as `ObjectCreated:Put`."""
    user_identity: S3Identity = field("userIdentity", S3Identity)
    """Who did it."""
    request_parameters: S3RequestParameters = field("requestParameters", S3RequestParameters)
    """The request that did it."""
    response_elements: dict[str, str] = field("responseElements")
    """The ids of the request, for the support of AWS."""
    s3: S3Message = field("s3", S3Message)
    """The bucket and the object."""
    glacier_event_data: S3EventRecordGlacierEventData | None = field(
        "glacierEventData", S3EventRecordGlacierEventData, default=None
    )
    """About a restored object."""
    intelligent_tiering_event_data: S3EventRecordIntelligentTieringEventData | None = field(
        "intelligentTieringEventData", S3EventRecordIntelligentTieringEventData, default=None
    )
    """About an object that was moved to another access tier."""


class S3Event(DictWrapper):
    """Something happened to objects."""

    records: Iterator[S3EventRecord] = items("Records", S3EventRecord)
    """What happened."""
    record: S3EventRecord = first("Records", S3EventRecord)
    """What happened first; StopIteration when there is nothing."""

    @property
    def bucket_name(self) -> str:
        """The bucket of the first record; IndexError when there is none."""
        return self._first().bucket.name

    @property
    def object_key(self) -> str:
        """The key of the first object, without escapes; IndexError when there is none."""
        return self._first().get_object.decoded_key

    def _first(self) -> S3Message:
        if not self._data.get("Records", True):
            raise IndexError("The event has no records")
        return self.record.s3
