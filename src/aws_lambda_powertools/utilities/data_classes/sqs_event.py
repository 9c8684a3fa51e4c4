"""Messages from SQS.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field, items, part
from aws_lambda_powertools.utilities.data_classes._texts import json_of
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterator
    from typing import Any, TypeVar

    from aws_lambda_powertools.utilities.data_classes.s3_event import S3Event
    from aws_lambda_powertools.utilities.data_classes.sns_event import SNSMessage

    Nested = TypeVar("Nested", bound=DictWrapper)


class SQSRecordAttributes(DictWrapper):
    """What SQS knows of a message."""

    aws_trace_header: str | None = field("AWSTraceHeader", default=None)
    """The X-Ray trace header of the sender."""
    approximate_receive_count: str = field("ApproximateReceiveCount")
    """How often the message was received and not deleted, as digits."""
    sent_timestamp: str = field("SentTimestamp")
    """When it was sent: milliseconds since the epoch, as digits."""
    sender_id: str = field("SenderId")
    """The IAM id of the sender."""
    approximate_first_receive_timestamp: str = field("ApproximateFirstReceiveTimestamp")
    """When it was first received: milliseconds since the epoch, as digits."""
    sequence_number: str | None = field("SequenceNumber", default=None)
    """Its place in a FIFO queue."""
    message_group_id: str | None = field("MessageGroupId", default=None)
    """The group within which a FIFO queue keeps the order."""
    message_deduplication_id: str | None = field("MessageDeduplicationId", default=None)
    """Messages of the same id within five minutes are delivered once (FIFO queues)."""
    dead_letter_queue_source_arn: str | None = field("DeadLetterQueueSourceArn", default=None)
    """The queue it was in before it came to this dead-letter queue."""


class SQSMessageAttribute(DictWrapper):
    """One attribute that the sender gave the message."""

    string_value: str | None = field("stringValue", default=None)
    """The value as text, also of numbers."""
    binary_value: str | None = field("binaryValue", default=None)
    """The value in base64."""
    data_type: str = field("dataType")
    """`String`, `Number` or `Binary`, with what the sender put behind a dot."""


class SQSMessageAttributes(dict[str, "Any"]):
    """Attributes that the sender gave the message, by name."""

    def __getitem__(self, key: str) -> SQSMessageAttribute | None:
        value = super().get(key)
        return None if value is None else SQSMessageAttribute(value)

    def items(self) -> ItemsView[str, SQSMessageAttribute]:  # type: ignore[override]  # wrapped when read
        """Names and attributes."""
        return {name: SQSMessageAttribute(value or {}) for name, value in super().items()}.items()


class SQSRecord(DictWrapper):
    """One message."""

    NestedEvent = DictWrapper
    """What a message in another message is."""

    message_id: str = field("messageId")
    """Unique among all messages."""
    receipt_handle: str = field("receiptHandle")
    """What deletes the message or changes its visibility."""
    body: str = field("body")
    """The message's text."""
    json_body: Any = json_of("body")
    """The message as JSON data; ValueError when it is no JSON."""
    attributes: SQSRecordAttributes = field("attributes", SQSRecordAttributes)
    """What SQS knows of the message."""
    message_attributes: SQSMessageAttributes = field("messageAttributes", SQSMessageAttributes)
    """What the sender said about it."""
    md5_of_body: str = field("md5OfBody")
    """MD5 of the body, in hex."""
    event_source: str = field("eventSource")
    """`aws:sqs`."""
    event_source_arn: str = field("eventSourceARN")
    """The ARN of the queue."""
    aws_region: str = field("awsRegion")
    """The region of the queue."""

    @property
    def queue_url(self) -> str:
        """The URL of the queue; ValueError when the ARN is none."""
        _, partition, _, region, account, queue = self._require("eventSourceARN").split(":")
        suffix = "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com"
        return f"https://sqs.{region}.{suffix}/{account}/{queue}"

    @property
    def decoded_nested_s3_event(self) -> S3Event:
        """The S3 notification in the body, for buckets that notify a queue."""
        from aws_lambda_powertools.utilities.data_classes.s3_event import S3Event

        return self._nested_in_body(S3Event)

    @property
    def decoded_nested_sns_event(self) -> SNSMessage:
        """The SNS message in the body, for topics without raw delivery that feed a queue."""
        from aws_lambda_powertools.utilities.data_classes.sns_event import SNSMessage

        return self._nested_in_body(SNSMessage)

    def _nested_in_body(self, kind: type[Nested]) -> Nested:
        return self._kept(kind.__name__, self.json_body, lambda data: part(self, "body", data, kind))


class SQSEvent(DictWrapper):
    """A batch of messages."""

    records: Iterator[SQSRecord] = items("Records", SQSRecord)
    """The messages."""
