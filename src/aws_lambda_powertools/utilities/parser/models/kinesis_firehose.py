"""Records that a Firehose stream wants transformed.

Source: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import BytesOrModel, Replaceable


class KinesisFirehoseRecordMetadata(EventModel):
    """The record of Kinesis that a record was."""

    shardId: str = Field(description="The shard.")
    partitionKey: str = Field(
        description="The key that chose the shard.",
        examples=["4d1ad2b9-24f8-4b9d-a088-76e9947c317a", "4d1ad2b9-24f8-4b9d-a088-76e9947c318a"],
    )
    approximateArrivalTimestamp: int = Field(
        description="When it came to the stream: milliseconds since the epoch.", examples=[1664028820148, 1664028793294]
    )
    sequenceNumber: str = Field(
        description="Its place in the shard.",
        examples=[
            "49546986683135544286507457936321625675700192471156785154",
            "49546986683135544286507457936321625675700192471156785155",
        ],
    )
    subsequenceNumber: int | str = Field(
        union_mode="left_to_right",
        description="Its place among records that were sent as one; may be an empty text.",
        examples=[0, ""],
    )


class KinesisFirehoseRecord(EventModel):
    """A record; `data` comes in base64 and is given as bytes."""

    data: BytesOrModel = Field(
        description="The content; base64 in the event.", examples=["SGVsbG8gV29ybGQ=", "eyJIZWxsbyI6ICJXb3JsZCJ9"]
    )
    recordId: str = Field(description="The id by which the answer names it.", examples=["record1", "record2"])
    approximateArrivalTimestamp: int = Field(
        description="When it came to Firehose: milliseconds since the epoch.", examples=[1664028820148, 1664028793294]
    )
    kinesisRecordMetadata: KinesisFirehoseRecordMetadata | None = Field(
        default=None, description="Where it stands in its Kinesis stream; None for records that come directly."
    )

    @field_validator("data", mode="before")
    @classmethod
    def data_base64_decode(cls, value: Any) -> Any:
        """The bytes that were sent."""
        return value if functions.is_model(value) else functions.decoded_base64(value)


class KinesisFirehoseModel(EventModel):
    """A batch of records."""

    invocationId: str = Field(
        description="The id of the batch.",
        examples=["2b4d1ad9-2f48-94bd-a088-767c317e994a", "556b67a3-48fc-4385-af49-e133aade9cb9"],
    )
    deliveryStreamArn: str = Field(
        description="The ARN of the Firehose stream.",
        examples=[
            "arn:aws:firehose:us-east-2:123456789012:deliverystream/delivery-stream-name",
            "arn:aws:firehose:us-east-1:123456789012:deliverystream/PUT-S3-tdyyE",
        ],
    )
    region: str = Field(description="The region of the Firehose stream.", examples=["us-east-2", "us-east-1"])
    sourceKinesisStreamArn: str | None = Field(
        default=None,
        description="The ARN of the Kinesis stream from which Firehose has the records.",
        examples=["arn:aws:kinesis:us-east-1:123456789012:stream/kinesis-source"],
    )
    records: Replaceable[list[KinesisFirehoseRecord]] = Field(description="The records.")
