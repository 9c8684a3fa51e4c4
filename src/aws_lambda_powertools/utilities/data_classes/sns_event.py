"""Messages from SNS.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field, first, item_map, items
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class SNSMessageAttribute(DictWrapper):
    """One attribute that the sender gave the message."""

    get_type: str = field("Type")
    """`String`, `String.Array`, `Number` or `Binary`."""
    value: str = field("Value")
    """The value; base64 if it is binary."""


class SNSMessage(DictWrapper):
    """A message, as SNS gives it to a function, or wraps it up for a queue (there the names of URLs end in `URL`)."""

    signature_version: str | None = field("SignatureVersion", default=None)
    """How the message is signed; None when it is not."""
    timestamp: str = field("Timestamp")
    """When it was published (ISO 8601)."""
    signature: str | None = field("Signature", default=None)
    """The signature, in base64."""

    @property
    def signing_cert_url(self) -> str | None:
        """Where the certificate of the signature lies."""
        return self._data.get("SigningCertUrl") or self._data.get("SigningCertURL")

    message_id: str = field("MessageId")
    """Unique among all messages."""
    message: str = field("Message")
    """The text that was published."""
    message_attributes: dict[str, SNSMessageAttribute] = item_map(
        "MessageAttributes", SNSMessageAttribute, default=None
    )
    """What the sender said about the message, by name."""
    get_type: str = field("Type")
    """`Notification`."""

    @property
    def unsubscribe_url(self) -> str | None:
        """Where the subscription can be ended."""
        return self._data.get("UnsubscribeUrl") or self._data.get("UnsubscribeURL")

    topic_arn: str = field("TopicArn")
    """The ARN of the topic."""
    subject: str | None = field("Subject", default=None)
    """The subject, if the message has one."""


class SNSEventRecord(DictWrapper):
    """One record."""

    event_version: str = field("EventVersion")
    """The version of the format."""
    event_subscription_arn: str = field("EventSubscriptionArn")
    """The ARN of the subscription."""
    event_source: str = field("EventSource")
    """`aws:sns`."""
    sns: SNSMessage = field("Sns", SNSMessage)
    """The message."""


class SNSEvent(DictWrapper):
    """A message."""

    records: Iterator[SNSEventRecord] = items("Records", SNSEventRecord)
    """The records; SNS sends one at a time."""
    record: SNSEventRecord = first("Records", SNSEventRecord)
    """The first record; StopIteration when there is none."""

    @property
    def sns_message(self) -> str:
        """The text of the first record's message."""
        return self.record.sns.message
