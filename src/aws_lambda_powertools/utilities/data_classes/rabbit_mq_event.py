"""Messages from queues of Amazon MQ for RabbitMQ.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field, part, several
from aws_lambda_powertools.utilities.data_classes._texts import json_of
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper
from aws_lambda_powertools.utilities.data_classes.shared_functions import base64_decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class BasicProperties(DictWrapper):
    """What the sender and the broker say about a message; null where they say nothing."""

    content_type: str = field("contentType")
    """The media type of the content."""
    content_encoding: str = field("contentEncoding")
    """The encoding of the content."""
    headers: dict[str, Any] = field("headers")
    """What the sender has added, by name."""
    delivery_mode: int = field("deliveryMode")
    """1: may be lost when the broker ends; 2: kept on disk."""
    priority: int = field("priority")
    """The higher, the sooner."""
    correlation_id: str = field("correlationId")
    """The message to which this one belongs."""
    reply_to: str = field("replyTo")
    """Where an answer is expected."""
    expiration: str = field("expiration")
    """After how many milliseconds it expires, as digits."""
    message_id: str = field("messageId")
    """The id that the sender gave it."""
    timestamp: str = field("timestamp")
    """When it was sent, as in `Jan 1, 1970, 12:33:41 AM`."""
    get_type: str = field("type")
    """The type that the sender gave it."""
    user_id: str = field("userId")
    """The user at the broker who sent it."""
    app_id: str = field("appId")
    """The application that sent it."""
    cluster_id: str = field("clusterId")
    """The cluster that sent it."""
    body_size: int = field("bodySize")
    """The size of the content in bytes."""


class RabbitMessage(DictWrapper):
    """One message."""

    basic_properties: BasicProperties = field("basicProperties", BasicProperties)
    """What the sender and the broker say about it."""
    redelivered: bool = field("redelivered")
    """Whether the message was delivered before."""
    data: str = field("data")
    """The content in base64."""
    decoded_data: str = field("data", base64_decode)
    """The content as text; ValueError when it is none."""
    json_data: Any = json_of("decoded_data")
    """The content as JSON data; ValueError when it is no JSON."""


class RabbitMQEvent(DictWrapper):
    """A batch of messages."""

    event_source: str = field("eventSource")
    """`aws:rmq`."""
    event_source_arn: str = field("eventSourceArn")
    """The ARN of the broker."""

    @property
    def rmq_messages_by_queue(self) -> dict[str, list[RabbitMessage]]:
        """The messages of each queue, by the queue's name and virtual host, as in `orders::/`."""
        by_queue = several(self, "rmqMessagesByQueue", empty=dict)
        return self._kept_copy("rmq_messages_by_queue", by_queue, self._wrapped)

    def _wrapped(self, by_queue: dict[str, list[Any]]) -> dict[str, list[RabbitMessage]]:
        return {
            queue: [part(self, f"rmqMessagesByQueue.{queue}", data, RabbitMessage, messages) for data in messages or ()]
            for queue, messages in by_queue.items()
        }
