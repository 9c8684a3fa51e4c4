"""Errors of batch processing.

PowertoolsError
├── BaseBatchProcessingError
│   └── BatchProcessingError
│       └── UnexpectedBatchTypeError
├── SQSFifoCircuitBreakerError
└── SQSFifoMessageGroupCircuitBreakerError
"""

from __future__ import annotations

from types import TracebackType

from aws_lambda_powertools._core.errors import PowertoolsError

ExceptionInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]
"""What `sys.exc_info()` says of an exception."""


class BaseBatchProcessingError(PowertoolsError):
    """A batch failed; `child_exceptions` says why, record by record."""

    def __init__(self, msg: str = "", child_exceptions: list[ExceptionInfo] | None = None) -> None:
        super().__init__(msg)
        self.msg = msg
        self.child_exceptions = child_exceptions or []

    def format_exceptions(self, parent_exception_str: str) -> str:
        """The text of this error, followed by the tracebacks of all records."""
        from traceback import format_exception

        texts = [f"{parent_exception_str}\n"]
        texts.extend("".join(format_exception(*info)) for info in self.child_exceptions)
        return "\n".join(texts)


class BatchProcessingError(BaseBatchProcessingError):
    """All records of a batch failed."""

    def __str__(self) -> str:
        return self.format_exceptions(self.msg)


class UnexpectedBatchTypeError(BatchProcessingError):
    """An event has no records of the kind that the processor was made for."""


class SQSFifoCircuitBreakerError(PowertoolsError):
    """A record was not processed, because one before it in the queue failed."""


class SQSFifoMessageGroupCircuitBreakerError(PowertoolsError):
    """A record was not processed, because one before it in its message group failed."""
