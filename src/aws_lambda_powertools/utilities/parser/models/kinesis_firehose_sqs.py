"""Messages of SQS that come in the records of a Firehose stream.

Source: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.models.kinesis_firehose import KinesisFirehoseRecordMetadata
from aws_lambda_powertools.utilities.parser.models.sqs import SqsRecordModel
from aws_lambda_powertools.utilities.parser.types import Replaceable


class KinesisFirehoseSqsRecord(EventModel):
    """A record that holds a message of SQS."""

    data: Replaceable[SqsRecordModel] = Field(description="The message; JSON in base64 in the event.")
    recordId: str = Field(
        description="The id by which the answer names it.",
        examples=["49640912821178817833517986466168945147170627572855734274000000"],
    )
    approximateArrivalTimestamp: int = Field(
        description="When it came to Firehose: milliseconds since the epoch.", examples=[1684864917398]
    )
    kinesisRecordMetadata: KinesisFirehoseRecordMetadata | None = Field(
        default=None, description="Where it stands in its Kinesis stream; None for records that come directly."
    )

    @field_validator("data", mode="before")
    @classmethod
    def data_base64_decode(cls, value: Any) -> Any:
        """The message of SQS, which is JSON in base64."""
        if functions.is_mapping(value) or functions.is_model(value):
            return value
        return functions.json_value(functions.decoded_text(value))


class KinesisFirehoseSqsModel(EventModel):
    """A batch of records."""

    invocationId: str = Field(description="The id of the batch.", examples=["556b67a3-48fc-4385-af49-e133aade9cb9"])
    deliveryStreamArn: str = Field(
        description="The ARN of the Firehose stream.",
        examples=["arn:aws:firehose:us-east-1:123456789012:deliverystream/PUT-S3-tdyyE"],
    )
    region: str = Field(description="The region of the Firehose stream.", examples=["us-east-1"])
    sourceKinesisStreamArn: str | None = Field(
        default=None, description="The ARN of the Kinesis stream from which Firehose has the records."
    )
    records: Replaceable[list[KinesisFirehoseSqsRecord]] = Field(description="The records.")
