"""Changes of items in a DynamoDB table, and batches of them that a function failed on.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field, field_validator

from aws_lambda_powertools.shared.dynamodb_deserializer import TypeDeserializer
from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import MappingOrModel, Replaceable

_deserialize = TypeDeserializer().deserialize


class DynamoDBStreamChangedRecordModel(EventModel):
    """A change; keys and images are plain Python values, numbers are Decimal."""

    ApproximateCreationDateTime: datetime | None = Field(
        default=None, description="When it happened: seconds since the epoch.", examples=[1693997155.0]
    )
    Keys: dict[str, Any] = Field(description="The primary key of the item.", examples=[{"Id": {"N": "101"}}])
    NewImage: MappingOrModel | None = Field(
        default=None,
        description="The item after the change; None when the stream does not show it.",
        examples=[{"Message": {"S": "New item!"}, "Id": {"N": "101"}}],
    )
    OldImage: MappingOrModel | None = Field(
        default=None,
        description="The item before the change; None when the stream does not show it.",
        examples=[{"Message": {"S": "New item!"}, "Id": {"N": "101"}}],
    )
    SequenceNumber: str = Field(description="Its place in the stream.", examples=["111", "222"])
    SizeBytes: int = Field(description="The size of the record in bytes.", examples=[26, 59])
    StreamViewType: str = Field(
        description="What of an item the stream shows.",
        examples=["NEW_AND_OLD_IMAGES", "KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE"],
    )

    @field_validator("Keys", "NewImage", "OldImage", mode="before")
    @classmethod
    def deserialize_field(cls, value: Any) -> Any:
        """Plain values for attribute values such as `{"N": "101"}`."""
        if not functions.is_mapping(value):
            return value
        return {name: _plain(name, attribute) for name, attribute in value.items()}


class UserIdentity(EventModel):
    """Who deleted an item, when that was its time to live."""

    type: str = Field(description="`Service`.", examples=["Service"])
    principalId: str = Field(description="`dynamodb.amazonaws.com`.", examples=["dynamodb.amazonaws.com"])


class DynamoDBStreamRecordModel(EventModel):
    """A change and where it comes from."""

    eventID: str = Field(description="Unique among all records.", examples=["1", "2"])
    eventName: str = Field(description="What happened to the item.", examples=["INSERT", "MODIFY", "REMOVE"])
    eventVersion: float = Field(description="The version of the format.", examples=["1.0"])
    eventSource: Literal["aws:dynamodb"] = Field(description="`aws:dynamodb`.", examples=["aws:dynamodb"])
    awsRegion: str = Field(description="The region of the table.", examples=["us-west-2", "us-east-1"])
    eventSourceARN: str = Field(
        description="The ARN of the stream.",
        examples=["arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2024-01-01T00:00:00.000"],
    )
    dynamodb: Replaceable[DynamoDBStreamChangedRecordModel] = Field(description="The change.")
    userIdentity: UserIdentity | None = Field(
        default=None, description="Who deleted the item, when its time to live had ended."
    )


class DynamoDBStreamModel(EventModel):
    """A batch of changes."""

    Records: Replaceable[list[DynamoDBStreamRecordModel]] = Field(description="The records.")


class DDBStreamBatchInfo(EventModel):
    """The place of a failed batch in its stream."""

    approximate_arrival_of_first_record: datetime = Field(
        alias="approximateArrivalOfFirstRecord",
        description="When the first record of the batch came to the stream (ISO 8601).",
    )
    approximate_arrival_of_last_record: datetime = Field(
        alias="approximateArrivalOfLastRecord",
        description="When the last record of the batch came to the stream (ISO 8601).",
    )
    batch_size: int = Field(alias="batchSize", description="How many records the batch has.")
    end_sequence_number: str = Field(
        alias="endSequenceNumber", description="The place of the last record in the stream."
    )
    shard_id: str = Field(alias="shardId", description="The shard of the records.")
    start_sequence_number: str = Field(
        alias="startSequenceNumber", description="The place of the first record in the stream."
    )
    stream_arn: str = Field(alias="streamArn", description="The ARN of the stream.")


class RequestContext(EventModel):
    """The invocation that failed."""

    approximate_invoke_count: int = Field(
        alias="approximateInvokeCount", description="How often the function was called with the batch."
    )
    condition: str = Field(description="Why Lambda gave up, such as `RetryAttemptsExhausted`.")
    function_arn: str = Field(alias="functionArn", description="The ARN of the function.")
    request_id: str = Field(alias="requestId", description="The id of the last invocation.")


class ResponseContext(EventModel):
    """How the invocation ended."""

    executed_version: str = Field(alias="executedVersion", description="The version of the function.")
    function_error: str | None = Field(
        default=None,
        alias="functionError",
        description="`Handled` or `Unhandled`; None when the function was not called.",
    )
    status_code: int = Field(alias="statusCode", description="The status of the invocation.")


class DynamoDBStreamLambdaOnFailureDestinationModel(EventModel):
    """What the destination for failures gets about a batch; its records are still in the stream."""

    ddb_stream_batch_info: DDBStreamBatchInfo = Field(
        alias="DDBStreamBatchInfo", description="The place of the batch in the stream."
    )
    request_context: RequestContext = Field(alias="requestContext", description="The invocation that failed.")
    response_context: ResponseContext = Field(alias="responseContext", description="How the invocation ended.")
    timestamp: datetime = Field(description="When Lambda gave up (ISO 8601).")
    version: str = Field(description="The version of the format.")


def _plain(name: str, attribute: Any) -> Any:
    try:
        return _deserialize(attribute)
    except (TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"{name!r} holds no attribute value of DynamoDB: {error}") from error
