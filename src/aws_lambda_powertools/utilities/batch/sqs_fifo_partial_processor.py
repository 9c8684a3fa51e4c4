"""SqsFifoPartialProcessor: after a failure the rest of the queue, or of the message group, is handed back."""

# Records are the user's own, Any all the way down.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

from aws_lambda_powertools.utilities.batch._sources import EventType
from aws_lambda_powertools.utilities.batch.base import IN_ORDER, BatchProcessor
from aws_lambda_powertools.utilities.batch.exceptions import (
    SQSFifoCircuitBreakerError,
    SQSFifoMessageGroupCircuitBreakerError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from typing import Any

    from aws_lambda_powertools.utilities.batch.base import FailureResponse, Outcome
    from aws_lambda_powertools.utilities.batch.exceptions import ExceptionInfo
    from aws_lambda_powertools.utilities.batch.types import BatchSqsTypeModel


class SqsFifoPartialProcessor(BatchProcessor):
    """Processes records of a FIFO queue in their order.

    After the first failure all further records are reported without having been processed; with
    `skip_group_on_error` only those of the same message group, and all others go on. Further `options` are those of
    BatchProcessor.

    Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagegroupid-property.html
    """

    circuit_breaker_exc: ExceptionInfo = (
        SQSFifoCircuitBreakerError,
        SQSFifoCircuitBreakerError("A previous record failed processing"),
        None,
    )

    group_circuit_breaker_exc: ExceptionInfo = (
        SQSFifoMessageGroupCircuitBreakerError,
        SQSFifoMessageGroupCircuitBreakerError("A previous record from this message group failed processing"),
        None,
    )

    def __init__(
        self,
        model: BatchSqsTypeModel | None = None,
        skip_group_on_error: bool = False,
        logger: logging.Logger | None = None,
        **options: Any,
    ) -> None:
        self._skip_group_on_error = skip_group_on_error
        options["stop_on_first_failure"] = True
        super().__init__(EventType.SQS, model, logger=logger, **options)

    def _lane(self, record: dict[str, Any]) -> str | None:
        """What is handed back together: a message group, or everything."""
        if not self._skip_group_on_error:
            return ""
        group: str | None = (record.get("attributes") or {}).get("MessageGroupId")
        return group

    def _has_lanes(self, records: list[dict[str, Any]]) -> bool:
        return bool(records)

    def _lanes(self, records: list[dict[str, Any]]) -> list[list[tuple[int, Any]]]:
        lanes: dict[Any, list[tuple[int, Any]]] = {}
        for index, record in enumerate(records):
            lanes.setdefault(self._lane(record), []).append((index, record))
        return list(lanes.values())

    def _handed_back(self, record: dict[str, Any], reason: str) -> Outcome:
        if reason != IN_ORDER:
            return super()._handed_back(record, reason)
        exception = self.group_circuit_breaker_exc if self._skip_group_on_error else self.circuit_breaker_exc
        return self.failure_handler(self._event_class(record), exception)

    def failure_handler(self, record: Any, exception: ExceptionInfo) -> FailureResponse:
        """Keep a record that failed, or was not processed because another one had."""
        return super().failure_handler(record, exception)
