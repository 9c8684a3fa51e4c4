"""Messages from queues of Amazon MQ for ActiveMQ.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field, following, items
from aws_lambda_powertools.utilities.data_classes._texts import json_of
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper
from aws_lambda_powertools.utilities.data_classes.shared_functions import base64_decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class ActiveMQMessage(DictWrapper):
    """One message."""

    message_id: str = field("messageID")
    """Unique among all messages."""
    message_type: str = field("messageType")
    """`jms/text-message` or `jms/bytes-message`."""
    data: str = field("data")
    """The content in base64."""
    decoded_data: str = field("data", base64_decode)
    """The content as text; ValueError when it is none."""
    json_data: Any = json_of("decoded_data")
    """The content as JSON data; ValueError when it is no JSON."""
    connection_id: str = field("connectionId")
    """The connection of the sender."""
    redelivered: bool = field("redelivered", default=False)
    """Whether the message was delivered before."""
    timestamp: int = field("timestamp")
    """When it was sent: milliseconds since the epoch."""
    broker_in_time: int = field("brokerInTime")
    """When it came to the broker: milliseconds since the epoch."""
    broker_out_time: int = field("brokerOutTime")
    """When it left the broker: milliseconds since the epoch."""
    properties: dict[str, Any] = field("properties", default_factory=dict)
    """What the sender said about the message, by name."""
    destination_physicalname: str = field("physicalName", inside="destination")
    """The name of the queue."""
    delivery_mode: int | None = field("deliveryMode", default=None)
    """1: may be lost when the broker ends; 2: kept on disk."""
    correlation_id: str | None = field("correlationID", default=None)
    """The message to which this one belongs."""
    reply_to: str | None = field("replyTo", default=None)
    """Where an answer is expected."""
    get_type: str | None = field("type", default=None)
    """The type that the sender gave the message."""
    expiration: int | None = field("expiration", default=None)
    """When it expires: milliseconds since the epoch; 0 is never."""
    priority: int | None = field("priority", default=None)
    """From 0 to 9, the most urgent."""


class ActiveMQEvent(DictWrapper):
    """A batch of messages."""

    event_source: str = field("eventSource")
    """`aws:mq`, or `aws:amq` in older event source mappings."""
    event_source_arn: str = field("eventSourceArn")
    """The ARN of the broker."""
    messages: Iterator[ActiveMQMessage] = items("messages", ActiveMQMessage)
    """The messages."""
    message: ActiveMQMessage = following("messages")
    """The next message, another one at each access; StopIteration after the last one."""
