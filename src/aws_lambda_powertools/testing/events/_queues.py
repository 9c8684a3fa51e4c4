"""Messages of SQS, SNS and Amazon MQ, as Lambda gets them.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
Source: https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import md5, sha256
from typing import Any

from aws_lambda_powertools.testing.events._values import (
    MILLISECONDS,
    REGION,
    TIME,
    arn,
    base64_text,
    identifier,
    text,
)

Attributes = Mapping[str, "str | int | float | bytes"]

_CERTIFICATE = f"https://sns.{REGION}.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"
_SIGNATURE = base64_text("a signature that nobody should check")


def sqs(
    bodies: Sequence[Any] = ("Hello from SQS!",),
    *,
    fifo: bool = False,
    attributes: Attributes | None = None,
    queue: str = "my-queue",
) -> dict[str, Any]:
    """A batch of SQS messages.

        sqs([{"order": 1}, {"order": 2}], attributes={"tenant": "a"}, fifo=True)

    Bodies are texts or JSON data, such as another event: `sqs([s3(["a.txt"])])` is what a bucket sends to a queue, and
    `sqs([sns_notification(...)])` what a topic sends. `attributes` are those that the sender gives each message.
    """
    name = f"{queue}.fifo" if fifo else queue
    return {"Records": [_sqs_record(number, text(body), name, attributes or {}) for number, body in enumerate(bodies)]}


def _sqs_record(number: int, body: str, queue: str, attributes: Attributes) -> dict[str, Any]:
    known = {
        "ApproximateReceiveCount": "1",
        "SentTimestamp": str(MILLISECONDS + number),
        "SenderId": "AIDAIENQZJOLO23YVJ4VO",
        "ApproximateFirstReceiveTimestamp": str(MILLISECONDS + number + 10),
    }
    if queue.endswith(".fifo"):
        known |= {
            "SequenceNumber": str(18_849_496_460_467_696_128 + number * 256),
            "MessageGroupId": "my-group",
            "MessageDeduplicationId": sha256(f"{number} {body}".encode()).hexdigest(),
        }
    return {
        "messageId": identifier("sqs", queue, number),
        "receiptHandle": base64_text(f"receipt of message {number} in {queue}"),
        "body": body,
        "attributes": known,
        "messageAttributes": {name: _sqs_attribute(value) for name, value in attributes.items()},
        "md5OfBody": _md5(body),
        "eventSource": "aws:sqs",
        "eventSourceARN": arn("sqs", queue),
        "awsRegion": REGION,
    }


def _md5(body: str) -> str:
    return md5(body.encode(), usedforsecurity=False).hexdigest()


def _sqs_attribute(value: str | float | bytes) -> dict[str, Any]:
    lists: dict[str, Any] = {"stringListValues": [], "binaryListValues": []}
    if isinstance(value, bytes):
        return {"binaryValue": base64_text(value), **lists, "dataType": "Binary"}
    return {"stringValue": str(value), **lists, "dataType": "String" if isinstance(value, str) else "Number"}


def sns(
    message: Any = "Hello from SNS!",
    *,
    subject: str | None = None,
    attributes: Attributes | None = None,
    topic: str = "my-topic",
) -> dict[str, Any]:
    """A message of SNS to a function; the message is a text, or data that is sent as JSON."""
    subscription = f"{arn('sns', topic)}:{identifier('subscription', topic)}"
    return {
        "Records": [
            {
                "EventSource": "aws:sns",
                "EventVersion": "1.0",
                "EventSubscriptionArn": subscription,
                "Sns": {
                    "Type": "Notification",
                    "MessageId": identifier("sns", topic, message),
                    "TopicArn": arn("sns", topic),
                    "Subject": subject,
                    "Message": text(message),
                    "Timestamp": TIME,
                    "SignatureVersion": "1",
                    "Signature": _SIGNATURE,
                    "SigningCertUrl": _CERTIFICATE,
                    "UnsubscribeUrl": _unsubscribe(subscription),
                    "MessageAttributes": _sns_attributes(attributes),
                },
            }
        ]
    }


def sns_notification(
    message: Any = "Hello from SNS!",
    *,
    subject: str | None = None,
    attributes: Attributes | None = None,
    topic: str = "my-topic",
) -> dict[str, Any]:
    """A message of SNS as it stands in a queue: the body of an SQS message, unless the delivery is raw."""
    notification: dict[str, Any] = {
        "Type": "Notification",
        "MessageId": identifier("sns", topic, message),
        "TopicArn": arn("sns", topic),
        "Message": text(message),
        "Timestamp": TIME,
        "SignatureVersion": "1",
        "Signature": _SIGNATURE,
        "SigningCertURL": _CERTIFICATE,
        "UnsubscribeURL": _unsubscribe(f"{arn('sns', topic)}:{identifier('subscription', topic)}"),
    }
    if subject is not None:
        notification["Subject"] = subject
    if attributes:
        notification["MessageAttributes"] = _sns_attributes(attributes)
    return notification


def _unsubscribe(subscription: str) -> str:
    return f"https://sns.{REGION}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={subscription}"


def _sns_attributes(attributes: Attributes | None) -> dict[str, Any]:
    return {name: _sns_attribute(value) for name, value in (attributes or {}).items()}


def _sns_attribute(value: str | float | bytes) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"Type": "Binary", "Value": base64_text(value)}
    return {"Type": "String" if isinstance(value, str) else "Number", "Value": str(value)}


def active_mq(bodies: Sequence[Any] = ("Hello from ActiveMQ!",), *, queue: str = "my-queue") -> dict[str, Any]:
    """A batch of messages of Amazon MQ for ActiveMQ; bodies are texts, bytes, or JSON data."""
    return {
        "eventSource": "aws:mq",
        "eventSourceArn": _broker(),
        "messages": [_active_mq_message(number, body, queue) for number, body in enumerate(bodies)],
    }


def _active_mq_message(number: int, body: Any, queue: str) -> dict[str, Any]:
    return {
        "messageID": f"ID:my-broker-1.mq.{REGION}.amazonaws.com-37557-{MILLISECONDS}-4:1:1:1:{number + 1}",
        "messageType": "jms/bytes-message" if isinstance(body, bytes) else "jms/text-message",
        "deliveryMode": 1,
        "replyTo": None,
        "type": None,
        "expiration": 0,
        "priority": 4,
        "correlationId": None,
        "redelivered": False,
        "destination": {"physicalName": queue},
        "data": base64_text(body),
        "connectionId": "myJMSCoID",
        "timestamp": MILLISECONDS + number,
        "brokerInTime": MILLISECONDS + number,
        "brokerOutTime": MILLISECONDS + number + 1,
        "properties": {},
    }


def rabbit_mq(
    bodies: Sequence[Any] = ("Hello from RabbitMQ!",),
    *,
    queue: str = "my-queue",
    virtual_host: str = "/",
    headers: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """A batch of messages of Amazon MQ for RabbitMQ; bodies are texts, bytes, or JSON data."""
    return {
        "eventSource": "aws:rmq",
        "eventSourceArn": _broker(),
        "rmqMessagesByQueue": {
            f"{queue}::{virtual_host}": [
                {
                    "basicProperties": _properties(number, body, headers or {}),
                    "redelivered": False,
                    "data": base64_text(body),
                }
                for number, body in enumerate(bodies)
            ]
        },
    }


def _properties(number: int, body: Any, headers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "contentType": "text/plain" if isinstance(body, (str, bytes)) else "application/json",
        "contentEncoding": None,
        "headers": {
            name: {"bytes": list(value.encode())} if isinstance(value, str) else value
            for name, value in headers.items()
        },
        "deliveryMode": 1,
        "priority": 0,
        "correlationId": None,
        "replyTo": None,
        "expiration": "60000",
        "messageId": identifier("rabbit_mq", number),
        "timestamp": "May 1, 2024, 12:00:00 PM",
        "type": None,
        "userId": "AIDACKCEVSQ6C2EXAMPLE",
        "appId": None,
        "clusterId": None,
        "bodySize": len(body if isinstance(body, bytes) else text(body).encode()),
    }


def _broker() -> str:
    return arn("mq", f"broker:my-broker:b-{identifier('broker')}")
