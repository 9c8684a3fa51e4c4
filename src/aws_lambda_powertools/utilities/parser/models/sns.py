"""Messages of an SNS topic, delivered to a function or through a queue.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field, HttpUrl, model_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import Replaceable, TextOrModel

NAMES_IN_QUEUES = {"SigningCertURL": "SigningCertUrl", "UnsubscribeURL": "UnsubscribeUrl"}


class SnsMsgAttributeModel(EventModel):
    """An attribute that the sender gave to a message."""

    Type: str = Field(
        description="`String`, `String.Array`, `Number` or `Binary`.",
        examples=["String", "String.Array", "Number", "Binary"],
    )
    Value: str = Field(description="The value; base64 if it is binary.")


class SnsNotificationModel(EventModel):
    """A message, as functions and as queues get it."""

    Subject: str | None = Field(
        default=None, description="The subject, if the message has one.", examples=["TestInvoke"]
    )
    TopicArn: str = Field(
        description="The ARN of the topic.", examples=["arn:aws:sns:us-east-2:123456789012:sns-lambda"]
    )
    UnsubscribeUrl: HttpUrl = Field(
        description="Opening it ends the subscription.",
        examples=["https://sns.us-east-2.amazonaws.com/?Action=Unsubscribe"],
    )
    Type: Literal["Notification"] = Field(description="`Notification`.", examples=["Notification"])
    MessageAttributes: dict[str, SnsMsgAttributeModel] | None = Field(
        default=None, description="What the sender said about the message, by name."
    )
    Message: TextOrModel = Field(description="The text that was published.", examples=["Hello from SNS!"])
    MessageId: str = Field(description="Unique among all messages.", examples=["95df01b4-ee98-5cb9-9903-4c221d41eb5e"])
    SigningCertUrl: HttpUrl | None = Field(
        default=None,
        description="Where the certificate is that the signature is checked with.",
        examples=["https://sns.us-east-2.amazonaws.com/SimpleNotification"],
    )
    Signature: str | None = Field(
        default=None,
        description="The signature, in base64.",
        examples=["tcc6faL2yUC6dgZdmrwh1Y4cGa/ebXEkAi6RibDsvpi+tE/1+82j...65r=="],
    )
    Timestamp: datetime = Field(description="When it was published (ISO 8601).", examples=["2019-01-02T12:45:07.000Z"])
    SignatureVersion: str | None = Field(
        default=None, description="How the message is signed; None when it is not.", examples=["1"]
    )

    @model_validator(mode="before")
    @classmethod
    def check_sqs_protocol(cls, values: Any) -> Any:
        """The same names for what queues get: they write `URL` where functions get `Url`."""
        if not functions.is_mapping(values) or not values.keys() & NAMES_IN_QUEUES.keys():
            return values
        return {NAMES_IN_QUEUES.get(name, name): value for name, value in values.items()}


class SnsRecordModel(EventModel):
    """A message and the subscription it came through."""

    EventSource: Literal["aws:sns"] = Field(description="`aws:sns`.", examples=["aws:sns"])
    EventVersion: str = Field(description="The version of the format.", examples=["1.0"])
    EventSubscriptionArn: str = Field(
        description="The ARN of the subscription.", examples=["arn:aws:sns:us-east-2:123456789012:sns-la ..."]
    )
    Sns: Replaceable[SnsNotificationModel] = Field(description="The message.")


class SnsModel(EventModel):
    """A call by SNS."""

    Records: Replaceable[list[SnsRecordModel]] = Field(description="The records; SNS sends one at a time.")
