"""The answer to Lambda, and the models that records may be parsed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from pydantic import BaseModel

    BatchTypeModels = type[BaseModel]
    BatchSqsTypeModel = type[BaseModel]
else:  # pydantic is not imported when the module runs
    BatchTypeModels = BatchSqsTypeModel = type


class KafkaItemIdentifier(TypedDict):
    """Names a record of Kafka: partition as `topic-number`."""

    partition: str
    offset: int


class PartialItemFailures(TypedDict):
    """Names a record that is to be sent again."""

    itemIdentifier: str | KafkaItemIdentifier


class PartialItemFailureResponse(TypedDict):
    """What a handler with ReportBatchItemFailures returns.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """

    batchItemFailures: list[PartialItemFailures]
