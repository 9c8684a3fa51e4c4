"""Records of a Kinesis data stream, and the logs that CloudWatch may have put into them.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.models.cloudwatch import CloudWatchLogsDecode
from aws_lambda_powertools.utilities.parser.types import BytesOrModel, Replaceable


class KinesisDataStreamRecordPayload(EventModel):
    """The content of a record; `data` comes in base64 and is given as bytes."""

    kinesisSchemaVersion: str = Field(description="The version of the format.", examples=["1.0"])
    partitionKey: str = Field(
        description="The key that chose the shard.",
        examples=["da10bf66b1f54bff5d96eae99149ad1f", "cf4c4c2c9a49bdfaf58d7dbbc2b06081"],
    )
    sequenceNumber: str = Field(
        description="Its place in the shard.",
        examples=[
            "49635052289529725553291405521504870233219489715332317186",
            "49635052289529725553291405520881064510298312199003701250",
        ],
    )
    data: BytesOrModel = Field(
        description="The content; base64 in the event.",
        examples=["SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==", "VGhpcyBpcyBvbmx5IGEgdGVzdC4="],
    )
    approximateArrivalTimestamp: float = Field(
        description="When it came to the stream: seconds since the epoch.", examples=[1668093033.744, 1668092612.992]
    )

    @field_validator("data", mode="before")
    @classmethod
    def data_base64_decode(cls, value: Any) -> Any:
        """The bytes that were put into the stream."""
        return value if functions.is_model(value) else functions.decoded_base64(value)


class KinesisDataStreamRecord(EventModel):
    """A record and where it comes from."""

    eventSource: Literal["aws:kinesis"] = Field(description="`aws:kinesis`.", examples=["aws:kinesis"])
    eventVersion: str = Field(description="The version of the format.", examples=["1.0"])
    eventID: str = Field(description="The shard and the place in it.")
    eventName: Literal["aws:kinesis:record"] = Field(
        description="`aws:kinesis:record`.", examples=["aws:kinesis:record"]
    )
    invokeIdentityArn: str = Field(
        description="The role of the function.", examples=["arn:aws:iam::123456789012:role/lambda-role"]
    )
    awsRegion: str = Field(description="The region of the stream.", examples=["eu-west-1", "us-east-2"])
    eventSourceARN: str = Field(
        description="The ARN of the stream or its consumer.",
        examples=["arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"],
    )
    kinesis: Replaceable[KinesisDataStreamRecordPayload] = Field(description="What the record carries.")

    def decompress_zlib_record_data_as_json(self) -> dict[str, Any]:
        """The JSON in compressed data, as CloudWatch Logs puts it into a stream; EncodingError for other data."""
        content: dict[str, Any] = functions.inflated_json(self.kinesis.data)
        return content


class KinesisDataStreamModel(EventModel):
    """A batch of records."""

    Records: Replaceable[list[KinesisDataStreamRecord]] = Field(description="The records.")


def extract_cloudwatch_logs_from_event(event: KinesisDataStreamModel) -> list[CloudWatchLogsDecode]:
    """The log events in all records, for a stream that CloudWatch Logs writes to."""
    return [extract_cloudwatch_logs_from_record(record) for record in event.Records]


def extract_cloudwatch_logs_from_record(record: KinesisDataStreamRecord) -> CloudWatchLogsDecode:
    """The log events in a record."""
    return CloudWatchLogsDecode.model_validate(record.decompress_zlib_record_data_as_json())
