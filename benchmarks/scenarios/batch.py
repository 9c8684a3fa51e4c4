"""What it costs to process a batch, beyond what the handler of a record does."""

from __future__ import annotations

import json
from functools import partial

from harness.answer import gives
from harness.scenario import cold, hot
from scenarios.fixtures import CONTEXT, ORDER, SQS_RECORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

EVERY_TENTH = 10


def sqs_event(count: int, *, failing: bool = False) -> dict[str, Any]:
    """An event of SQS; of the failing one every tenth message is no order."""
    order = json.dumps(ORDER)
    bodies = ["fail" if failing and index % EVERY_TENTH == 0 else order for index in range(count)]
    return {"Records": [{**SQS_RECORD, "messageId": f"m{index}", "body": body} for index, body in enumerate(bodies)]}


def names(count: int) -> dict[str, Any]:
    """The answer that names every tenth message."""
    failed = [{"itemIdentifier": f"m{index}"} for index in range(0, count, EVERY_TENTH)]
    return {"batchItemFailures": failed}


def process(event: dict[str, Any]) -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

    processor = BatchProcessor(event_type=EventType.SQS)

    def handler(record: Any) -> None:
        if record.body == "fail":
            raise ValueError("no order")

    return partial(process_partial_response, event, handler, processor, CONTEXT)


def process_async(event: dict[str, Any]) -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.batch import AsyncBatchProcessor, EventType, async_process_partial_response

    processor = AsyncBatchProcessor(event_type=EventType.SQS)

    async def handler(record: Any) -> None:
        if record.body == "fail":
            raise ValueError("no order")

    return partial(async_process_partial_response, event, handler, processor, CONTEXT)


@hot("batch.sqs.10.fail0", check=gives({"batchItemFailures": []}))
def ten() -> Callable[[], Any]:
    return process(sqs_event(10))


@hot("batch.sqs.10.fail10", check=gives(names(10)))
def ten_of_which_one_fails() -> Callable[[], Any]:
    return process(sqs_event(10, failing=True))


@hot("batch.sqs.10.model", check=gives({"batchItemFailures": []}))
def ten_by_model() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
    from aws_lambda_powertools.utilities.parser.models import SqsRecordModel

    processor = BatchProcessor(event_type=EventType.SQS, model=SqsRecordModel)

    def handler(record: Any) -> None:
        if record.body == "fail":
            raise ValueError("no order")

    return partial(process_partial_response, sqs_event(10), handler, processor, CONTEXT)


@hot("batch.sqs.10000.fail0", check=gives({"batchItemFailures": []}))
def ten_thousand() -> Callable[[], Any]:
    return process(sqs_event(10_000))


@hot("batch.sqs.10000.fail10", check=gives(names(10_000)))
def ten_thousand_of_which_some_fail() -> Callable[[], Any]:
    return process(sqs_event(10_000, failing=True))


@hot("batch.sqs_async.10.fail0", check=gives({"batchItemFailures": []}))
def ten_async() -> Callable[[], Any]:
    return process_async(sqs_event(10))


@hot("batch.sqs_async.10.fail10", check=gives(names(10)))
def ten_async_of_which_one_fails() -> Callable[[], Any]:
    return process_async(sqs_event(10, failing=True))


@hot("batch.sqs_async.10000.fail0", check=gives({"batchItemFailures": []}))
def ten_thousand_async() -> Callable[[], Any]:
    return process_async(sqs_event(10_000))


@hot("batch.sqs_async.10000.fail10", check=gives(names(10_000)))
def ten_thousand_async_of_which_some_fail() -> Callable[[], Any]:
    return process_async(sqs_event(10_000, failing=True))


@hot("batch.sqs_fifo.10.fail0", check=gives({"batchItemFailures": []}))
def ten_in_order() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.batch import SqsFifoPartialProcessor, process_partial_response

    processor = SqsFifoPartialProcessor()

    def handler(record: Any) -> None:
        if record.body == "fail":
            raise ValueError("no order")

    return partial(process_partial_response, sqs_event(10), handler, processor, CONTEXT)


@cold("batch", check=gives({"batchItemFailures": []}))
def batch() -> Any:
    return process(sqs_event(1))()
