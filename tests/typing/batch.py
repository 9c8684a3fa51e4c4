"""What type checkers know of batch, Kafka and streaming."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.testing import BatchRun, run_batch
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    BatchResult,
    EventType,
    SqsFifoPartialProcessor,
    process_partial_response,
)
from aws_lambda_powertools.utilities.kafka import ConsumerRecords, SchemaConfig
from aws_lambda_powertools.utilities.streaming import S3Object

if TYPE_CHECKING:
    from typing_extensions import assert_type

    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse


def batch(event: dict[str, Any], context: Any) -> PartialItemFailureResponse:
    processor = BatchProcessor(EventType.SQS, max_concurrency=4)
    assert_type(processor.result, BatchResult)
    SqsFifoPartialProcessor(skip_group_on_error=True, max_concurrency=4)
    with processor(event["Records"], print) as entered:
        assert_type(entered, BatchProcessor)
    return process_partial_response(event, print, processor, context)


def kafka(event: dict[str, Any]) -> None:
    records = ConsumerRecords(event, SchemaConfig(value_schema_type="JSON", on_error="skip"))
    assert_type(records.partial_failure_response(), dict[str, Any])
    assert_type(next(records.records).headers, dict[str, bytes])


def streaming() -> None:
    with S3Object(bucket="b", key="k", is_gzip=True) as stream:
        assert_type(stream.read(5), bytes)
        assert_type(stream.size, int)


def testing(event: dict[str, Any]) -> None:
    assert_type(run_batch(lambda event, context: None, event), BatchRun)
