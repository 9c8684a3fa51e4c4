"""Batches in one call or one decorator: process_partial_response, batch_processor and their async forms."""

from __future__ import annotations

from aws_lambda_powertools._core.notices import warn_once
from aws_lambda_powertools._core.replacers import wraps_handler
from aws_lambda_powertools.utilities.batch import _run
from aws_lambda_powertools.utilities.batch._sources import records_of
from aws_lambda_powertools.utilities.batch.base import run_or_await
from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.utilities.batch._run import Run
    from aws_lambda_powertools.utilities.batch.base import (
        AsyncBatchProcessor,
        BasePartialBatchProcessor,
        BatchProcessor,
    )
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse


def process_partial_response(
    event: dict[str, Any],
    record_handler: Callable[..., Any],
    processor: BasePartialBatchProcessor,
    context: Any = None,
) -> PartialItemFailureResponse:
    """Call the handler for each record of an event, and answer Lambda which of them failed.

    The handler gets the record, and the Lambda context if it has a parameter `lambda_context`. Raises
    BatchProcessingError when all records fail (see the processor), UnexpectedBatchTypeError for an event without
    records, ValueError for what is no event.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """
    records = records_of(event, processor.event_type)
    with processor(records, record_handler, context):
        processor.process()
    run, response = processor.run, processor.response()
    _run.end(run)
    return response


def async_process_partial_response(
    event: dict[str, Any],
    record_handler: Callable[..., Any],
    processor: AsyncBatchProcessor,
    context: Any = None,
) -> Any:
    """As process_partial_response, for async handlers, which run beside each other on one event loop that stays.

    Inside a running event loop it gives a coroutine: `await async_process_partial_response(...)`.
    """
    records = records_of(event, processor.event_type)
    processor(records, record_handler, context)
    return run_or_await(_processed(processor, processor.run))


async def _processed(processor: AsyncBatchProcessor, run: Run) -> PartialItemFailureResponse:
    _run.begin(run)  # this task may know of another one that was begun after it
    with processor:
        await processor.async_process()
    response = processor.response()
    _run.end(run)
    return response


@wraps_handler
def batch_processor(
    handler: Callable[..., Any],
    event: dict[str, Any],
    context: Any,
    record_handler: Callable[..., Any],
    processor: BatchProcessor,
) -> Any:
    """Process the event's records before the handler runs, which then returns `processor.response()`.

    Deprecated: call process_partial_response in the handler instead.
    """
    _deprecated("batch_processor", "process_partial_response")
    with processor(event["Records"], record_handler, context):
        processor.process()
    return handler(event, context)


@wraps_handler
def async_batch_processor(
    handler: Callable[..., Any],
    event: dict[str, Any],
    context: Any,
    record_handler: Callable[..., Any],
    processor: AsyncBatchProcessor,
) -> Any:
    """As batch_processor, for async handlers of records.

    Deprecated: call async_process_partial_response in the handler instead.
    """
    _deprecated("async_batch_processor", "async_process_partial_response")
    with processor(event["Records"], record_handler, context):
        processor.process()
    return handler(event, context)


def _deprecated(name: str, instead: str) -> None:
    warn_once(("batch", name), f"{name} is deprecated; call {instead}.", PowertoolsDeprecationWarning)
