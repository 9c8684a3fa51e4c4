"""Records of queues and streams, each by itself: what fails is reported, what succeeded is not sent again.

processor = BatchProcessor(event_type=EventType.SQS)

def lambda_handler(event, context):
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch._policy import (
        PermanentError as PermanentError,
        RecordNotStartedError as RecordNotStartedError,
    )
    from aws_lambda_powertools.utilities.batch._run import BatchResult as BatchResult
    from aws_lambda_powertools.utilities.batch._sources import EventType as EventType
    from aws_lambda_powertools.utilities.batch.base import (
        AsyncBatchProcessor as AsyncBatchProcessor,
        BasePartialBatchProcessor as BasePartialBatchProcessor,
        BasePartialProcessor as BasePartialProcessor,
        BatchProcessor as BatchProcessor,
        FailureResponse as FailureResponse,
        SuccessResponse as SuccessResponse,
    )
    from aws_lambda_powertools.utilities.batch.decorators import (
        async_batch_processor as async_batch_processor,
        async_process_partial_response as async_process_partial_response,
        batch_processor as batch_processor,
        process_partial_response as process_partial_response,
    )
    from aws_lambda_powertools.utilities.batch.exceptions import ExceptionInfo as ExceptionInfo
    from aws_lambda_powertools.utilities.batch.sqs_fifo_partial_processor import (
        SqsFifoPartialProcessor as SqsFifoPartialProcessor,
    )
    from aws_lambda_powertools.utilities.batch.types import BatchTypeModels as BatchTypeModels

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "._policy": ["PermanentError", "RecordNotStartedError"],
        "._run": ["BatchResult"],
        "._sources": ["EventType"],
        ".base": [
            "AsyncBatchProcessor",
            "BasePartialBatchProcessor",
            "BasePartialProcessor",
            "BatchProcessor",
            "FailureResponse",
            "SuccessResponse",
        ],
        ".decorators": [
            "async_batch_processor",
            "async_process_partial_response",
            "batch_processor",
            "process_partial_response",
        ],
        ".exceptions": ["ExceptionInfo"],
        ".sqs_fifo_partial_processor": ["SqsFifoPartialProcessor"],
        ".types": ["BatchTypeModels"],
    },
)
