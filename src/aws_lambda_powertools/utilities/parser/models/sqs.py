"""Messages of an SQS queue.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import Replaceable, TextOrModel


class SqsAttributesModel(EventModel):
    """What SQS knows of a message."""

    ApproximateReceiveCount: str = Field(
        description="How often the message was received and not deleted, as digits.", examples=["1", "2"]
    )
    ApproximateFirstReceiveTimestamp: datetime = Field(
        description="When it was first received: milliseconds since the epoch, as digits.",
        examples=["1681332239270", "1611050827344"],
    )
    MessageDeduplicationId: str | None = Field(
        default=None,
        description="Messages of the same id within five minutes are delivered once (FIFO queues).",
        examples=["4e0a0f61eed277a4b9e4c01d5722b07b0725e42fe782102abee5711adfac701f"],
    )
    MessageGroupId: str | None = Field(
        default=None, description="The group within which a FIFO queue keeps the order.", examples=["powertools-test"]
    )
    SenderId: str = Field(
        description="The IAM id of the sender.", examples=["AIDAJHIPRHEMV73VRJEBU", "AIDAISMY7JYY5F7RTT6AO"]
    )
    SentTimestamp: datetime = Field(
        description="When it was sent: milliseconds since the epoch, as digits.",
        examples=["1681332219270", "1611050827340"],
    )
    SequenceNumber: str | None = Field(
        default=None, description="Its place in a FIFO queue.", examples=["18873177232222703872"]
    )
    AWSTraceHeader: str | None = Field(default=None, description="The X-Ray trace header of the sender.")
    DeadLetterQueueSourceArn: str | None = Field(
        default=None,
        description="The queue it was in before it came to this dead-letter queue.",
        examples=["arn:aws:sqs:eu-central-1:123456789012:sqs-redrive-SampleQueue-RNvLCpwGmLi7"],
    )


class SqsMsgAttributeModel(EventModel):
    """An attribute that the sender gave to a message."""

    stringValue: str | None = Field(default=None, description="The value as text, also of numbers.", examples=["100"])
    binaryValue: str | None = Field(default=None, description="The value in base64.", examples=["base64Str"])
    stringListValues: list[str] = Field(default_factory=list, description="Not used by SQS so far.")
    binaryListValues: list[str] = Field(default_factory=list, description="Not used by SQS so far.")
    dataType: str = Field(
        description="`String`, `Number` or `Binary`, with what the sender put behind a dot.", examples=["Number"]
    )


class SqsRecordModel(EventModel):
    """A message."""

    messageId: str = Field(
        description="Unique among all messages.",
        examples=["ca3e7a89-c358-40e5-8aa0-5da01403c267", "79406a00-bf15-46ca-978c-22c3613fcb30"],
    )
    receiptHandle: str = Field(
        description="What deletes the message or changes its visibility.",
        examples=["AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...", "AQEBzWwaftRI0KuVm4tP+/7q1rGgNqicHq..."],
    )
    body: TextOrModel = Field(
        description="The message's text; override it with `Json[YourModel]`.", examples=["hello world", "Test message."]
    )
    attributes: SqsAttributesModel = Field(description="What SQS knows of the message.")
    messageAttributes: dict[str, SqsMsgAttributeModel] = Field(description="What the sender said about it.")
    md5OfBody: str = Field(
        description="MD5 of the body, in hex.",
        examples=["16f4460f4477d8d693a5abe94fdbbd73", "8910bdaaf9a30a607f7891037d4af0b0"],
    )
    md5OfMessageAttributes: str | None = Field(
        default=None, description="MD5 of the attributes that the sender gave, in hex."
    )
    eventSource: Literal["aws:sqs"] = Field(description="`aws:sqs`.", examples=["aws:sqs"])
    eventSourceARN: str = Field(
        description="The ARN of the queue.",
        examples=[
            "arn:aws:sqs:us-east-1:123456789012:SQS",
            "arn:aws:sqs:eu-central-1:123456789012:sqs-redrive-SampleDLQ-Emgp9MFSLBZm",
        ],
    )
    awsRegion: str = Field(description="The region of the queue.", examples=["us-east-1", "eu-west-1"])


class SqsModel(EventModel):
    """A batch of messages."""

    Records: Replaceable[list[SqsRecordModel]] = Field(description="The messages.")
