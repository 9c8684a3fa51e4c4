"""Changes in tables, from DynamoDB streams.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
"""

from __future__ import annotations

from enum import Enum

from aws_lambda_powertools.utilities.data_classes._dynamodb import values_of
from aws_lambda_powertools.utilities.data_classes._fields import field, items
from aws_lambda_powertools.utilities.data_classes._texts import member
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class StreamViewType(Enum):
    """What of an item a stream shows."""

    KEYS_ONLY = 0
    NEW_IMAGE = 1
    OLD_IMAGE = 2
    NEW_AND_OLD_IMAGES = 3


class DynamoDBRecordEventName(Enum):
    """What happened to an item."""

    INSERT = 0
    MODIFY = 1
    REMOVE = 2


class StreamRecord(DictWrapper):
    """A change, as the stream shows it.

    The values of items are Python's: numbers are Decimal, sets are sets, binary values are base64 text. ValueError
    when something is no attribute of DynamoDB's.
    """

    approximate_creation_date_time: int | None = field("ApproximateCreationDateTime", int, default=None)
    """When it happened: seconds since the epoch."""
    keys: dict[str, Any] = field("Keys", values_of, default_factory=dict)  # type: ignore[assignment]  # hides Mapping's
    """The primary key of the item."""
    new_image: dict[str, Any] = field("NewImage", values_of, default_factory=dict)
    """The item after the change; empty when the stream does not show it."""
    old_image: dict[str, Any] = field("OldImage", values_of, default_factory=dict)
    """The item before the change; empty when the stream does not show it."""
    sequence_number: str | None = field("SequenceNumber", default=None)
    """Its place in the stream."""
    size_bytes: int | None = field("SizeBytes", int, default=None)
    """The size of the record in bytes."""
    stream_view_type: StreamViewType | None = member("StreamViewType", StreamViewType, default=None)
    """What of an item the stream shows; KeyError for a type that is not known here."""


class DynamoDBRecord(DictWrapper):
    """One record."""

    aws_region: str | None = field("awsRegion", default=None)
    """The region of the table."""
    dynamodb: StreamRecord | None = field("dynamodb", StreamRecord, default=None)
    """The change."""
    event_id: str | None = field("eventID", default=None)
    """Unique among all records."""
    event_name: DynamoDBRecordEventName | None = member("eventName", DynamoDBRecordEventName, default=None)
    """What happened to the item; KeyError for something that is not known here."""
    event_source: str | None = field("eventSource", default=None)
    """`aws:dynamodb`."""
    event_source_arn: str | None = field("eventSourceARN", default=None)
    """The ARN of the stream."""
    event_version: str | None = field("eventVersion", default=None)
    """The version of the format."""
    user_identity: dict[str, Any] = field("userIdentity", default_factory=dict)
    """`dynamodb.amazonaws.com` as `principalId` when the item has expired; else empty."""


class DynamoDBStreamWindow(DictWrapper):
    """A tumbling window."""

    start: str = field("start")
    """Its start (ISO 8601)."""
    end: str = field("end")
    """Its end (ISO 8601)."""


class DynamoDBStreamEvent(DictWrapper):
    """A batch of records; the rest is there with tumbling windows only."""

    records: Iterator[DynamoDBRecord] = items("Records", DynamoDBRecord)
    """The records."""
    window: DynamoDBStreamWindow | None = field("window", DynamoDBStreamWindow, default=None)
    """The window."""
    state: dict[str, Any] = field("state", default_factory=dict)
    """What the last invocation of the window has returned as its state."""
    shard_id: str | None = field("shardId", default=None)
    """The shard of the records."""
    event_source_arn: str | None = field("eventSourceARN", default=None)
    """The ARN of the stream."""
    is_final_invoke_for_window: bool | None = field("isFinalInvokeForWindow", default=None)
    """Whether the window has ended, so that its result is wanted."""
    is_window_terminated_early: bool | None = field("isWindowTerminatedEarly", default=None)
    """Whether it ended because its state became too large."""
