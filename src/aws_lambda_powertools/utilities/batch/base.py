"""The batch processors: run each record, keep score, answer."""

# Records and what handlers make of them are the user's own, Any all the way down.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import sys
from abc import ABC, abstractmethod

from aws_lambda_powertools._core import aio, clock
from aws_lambda_powertools._core.decorators import CoroutineType
from aws_lambda_powertools.utilities.batch import _run
from aws_lambda_powertools.utilities.batch._calling import caller, finished
from aws_lambda_powertools.utilities.batch._policy import PermanentError, PoisonPolicy, RecordNotStartedError, pace_for
from aws_lambda_powertools.utilities.batch._run import BatchResult, Run
from aws_lambda_powertools.utilities.batch._sources import SOURCES, EventType, is_fifo
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError, ExceptionInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from collections.abc import Awaitable, Callable, Iterable
    from types import TracebackType
    from typing import Any

    from typing_extensions import Self

    from aws_lambda_powertools.utilities.batch.types import BatchTypeModels, PartialItemFailureResponse

__all__ = [
    "AsyncBatchProcessor",
    "BasePartialBatchProcessor",
    "BasePartialProcessor",
    "BatchProcessor",
    "EventType",
    "ExceptionInfo",
    "FailureResponse",
    "SuccessResponse",
]

SuccessResponse = tuple[str, object, object]
"""`("success", result, record)`."""

FailureResponse = tuple[str, str, object]
"""`("fail", text of the exception, record)`."""

Outcome = tuple[str, object, object]

RECORD_FAILURES = (Exception, SystemExit)
"""What a handler may raise for one record without ending all others."""

SUCCESS, FAIL = "success", "fail"

IN_ORDER = "A record before it in its shard, partition or group failed"
NO_TIME = "There is no time left before the function's deadline"

PATCHABLE = {"_process_record", "_async_process_record", "success_handler", "_to_batch_type"}
"""What tests replace on one object."""


def _of_the_run(name: str) -> Any:
    """An attribute of the processor that belongs to the batch it works on."""

    def get(self: BasePartialProcessor) -> Any:
        return getattr(self.run, name)

    def put(self: BasePartialProcessor, value: Any) -> None:
        setattr(self.run, name, value)

    return property(get, put)


class BasePartialProcessor(ABC):
    """Processes records one by one; derive from it for a source of your own.

        with processor(records, handler):
            result = processor.process()

    `_prepare` runs before, `_clean` after all records, `_process_record` for each. What belongs to a batch
    (`records`, `handler`, `success_messages`, `fail_messages`, `exceptions`) belongs to the code that processes it:
    one processor may work on several batches at once.
    """

    records: list[dict[str, Any]] = _of_the_run("records")
    lambda_context: Any = _of_the_run("lambda_context")
    success_messages: list[Any] = _of_the_run("success_messages")
    fail_messages: list[Any] = _of_the_run("fail_messages")
    exceptions: list[ExceptionInfo] = _of_the_run("exceptions")

    logger: logging.Logger | None = None
    _last_run: Run | None = None

    def __init__(self, logger: logging.Logger | None = None) -> None:
        self.logger = logger

    def __call__(self, records: list[dict[str, Any]], handler: Callable[..., Any], lambda_context: Any = None) -> Self:
        """Take a batch; `process` works on it."""
        self._last_run = run = Run(self, records, handler, lambda_context)
        _run.begin(run)
        return self

    def __enter__(self) -> Self:
        self.run.is_open = True
        self._prepare()
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            self._clean()
        finally:
            self._working_on.is_open = False

    @property
    def run(self) -> Run:
        """The batch that this code has begun, else the one that was begun last."""
        run = _run.CURRENT.get()
        if run is None or run.processor is not self:
            run = _run.run_of(self) or self._last_run
        if run is None:  # it has had no batch yet
            run = self._last_run = Run(self, [], None, None)
        return run

    @property
    def _working_on(self) -> Run:
        """The batch whose records this code processes, whatever other batches the handler has processed meanwhile."""
        run = _run.CURRENT.get()
        if run is not None and run.is_open and run.processor is self:
            return run
        return _run.open_run_of(self) or self.run

    @property
    def handler(self) -> Callable[..., Any]:
        """The handler of one record."""
        handler: Callable[..., Any] = self.run.handler
        return handler

    @handler.setter
    def handler(self, handler: Callable[..., Any]) -> None:
        run = self.run
        run.handler, run.caller = handler, None

    def process(self) -> list[Outcome]:
        """Work on all records of the batch, one after the other."""
        return [self._process_record(record) for record in self.records]

    def async_process(self) -> Any:
        """Work on all records of the batch, beside each other where they may be; the answer is that of `process`.

        Inside a running event loop it is a coroutine.
        """
        return run_or_await(self._gathered(self.records))

    def success_handler(self, record: Any, result: Any) -> SuccessResponse:
        """Keep a record that succeeded, with what its handler returned."""
        self._working_on.success_messages.append(record)
        return (SUCCESS, result, record)

    def failure_handler(self, record: Any, exception: ExceptionInfo) -> FailureResponse:
        """Keep a record that failed, with its exception as `sys.exc_info()` tells it."""
        run = self._working_on
        run.exceptions.append(exception)
        run.fail_messages.append(record)
        return (FAIL, f"{exception[0]}:{exception[1]}", record)

    async def _gathered(self, records: list[Any]) -> list[Outcome]:
        from asyncio import gather

        return list(await gather(*(self._async_process_record(record) for record in records)))

    @abstractmethod
    def _prepare(self) -> Any:
        """Get ready for a batch."""

    @abstractmethod
    def _clean(self) -> Any:
        """Finish a batch: what was done is kept, what was not is reported."""

    @abstractmethod
    def _process_record(self, record: dict[str, Any]) -> Outcome:
        """Work on one record, and tell by `success_handler` or `failure_handler` what became of it."""

    @abstractmethod
    async def _async_process_record(self, record: dict[str, Any]) -> Outcome:
        """The same for an async handler."""


class BasePartialBatchProcessor(BasePartialProcessor):
    """Knows the records of a source, and reports those that failed.

    `event_type` is the source. `model` is a pydantic model for its records; without it they are event classes. If all
    records fail, BatchProcessingError is raised unless `raise_on_entire_batch_failure` is False. `logger` gets a
    warning for each failure, and with `logger_keys` what names the record on each line that its handler logs.

    `max_concurrency` works on so many records at once, in threads or tasks; records of one message group, shard or
    partition never overtake each other. `stop_on_first_failure` hands back what comes after a failure in its shard.
    With a Lambda context, records for which there is no time are handed back, unless `stop_before_deadline` is False.

    `on_poison(record, error)` gets records that failed with one of `permanent_errors`, or that SQS has handed out
    `poison_after` times; if it returns, they are done with. `metrics` (a Metrics) counts BatchRecordSuccess and
    BatchRecordFailure, `tracer` (a Tracer) gives each record a subsegment.
    """

    DEFAULT_RESPONSE: PartialItemFailureResponse = {"batchItemFailures": []}  # noqa: RUF012  # a default, copied

    def __init__(
        self,
        event_type: EventType,
        model: BatchTypeModels | None = None,
        raise_on_entire_batch_failure: bool = True,
        logger: logging.Logger | None = None,
        *,
        max_concurrency: int | None = None,
        stop_on_first_failure: bool = False,
        stop_before_deadline: bool = True,
        on_poison: Callable[[Any, BaseException], Any] | None = None,
        poison_after: int | None = None,
        permanent_errors: Iterable[type[BaseException]] = (PermanentError,),
        logger_keys: bool = False,
        metrics: Any = None,
        tracer: Any = None,
    ) -> None:
        if max_concurrency is not None and max_concurrency < 1:
            raise ValueError(f"max_concurrency is {max_concurrency!r}; it must be at least 1")
        super().__init__(logger=logger)
        self.event_type = event_type
        self._source = SOURCES.get(event_type)
        self.model = model
        self.raise_on_entire_batch_failure = raise_on_entire_batch_failure
        self.max_concurrency = max_concurrency
        self.stop_on_first_failure = stop_on_first_failure
        self.stop_before_deadline = stop_before_deadline
        self.poison = PoisonPolicy(on_poison, poison_after, tuple(permanent_errors))
        self.around_record: Callable[..., Any] | None = None
        if logger_keys or metrics is not None or tracer is not None:
            from aws_lambda_powertools.utilities.batch._observing import Observing

            if logger_keys and logger is None:
                raise ValueError("logger_keys is True and there is no logger; give the Logger whose lines get the keys")
            self.around_record = Observing(self, logger if logger_keys else None, metrics, tracer)

    def response(self) -> PartialItemFailureResponse:
        """The answer to Lambda: which records are to be sent again."""
        return self.batch_response

    @property
    def batch_response(self) -> PartialItemFailureResponse:
        """The answer, before the batch is finished that of one in which nothing fails."""
        run = self.run
        if run.batch_response is None:
            run.batch_response = _no_failures()
        response: PartialItemFailureResponse = run.batch_response
        return response

    @batch_response.setter
    def batch_response(self, response: PartialItemFailureResponse) -> None:
        self.run.batch_response = response

    @property
    def result(self) -> BatchResult:
        """What became of the batch, record by record."""
        return BatchResult(self.run, self.batch_response)

    def process(self) -> list[Outcome]:
        """Work on all records of the batch."""
        run = self._started()
        if self.max_concurrency is not None and self.max_concurrency > 1 and len(run.records) > 1:
            from aws_lambda_powertools.utilities.batch._concurrent import in_threads

            return in_threads(self._lanes(run.records), self._in_order, self.max_concurrency)
        return self._in_order(run.records)

    def async_process(self) -> Any:
        """Work on all records of the batch, beside each other where they may be; the answer is that of `process`.

        Inside a running event loop it is a coroutine.
        """
        return run_or_await(self._all_in_tasks(self._started()))

    async def _all_in_tasks(self, run: Run) -> list[Outcome]:
        from aws_lambda_powertools.utilities.batch._concurrent import in_tasks, sorted_out

        if not run.records:
            return []
        if not self._has_lanes(run.records):
            work = self._async_step(run)
            return await in_tasks(run.records, work, self._cancelled, self.max_concurrency)
        lanes = self._lanes(run.records)
        done = await in_tasks(lanes, self._lane_in_order, None, self.max_concurrency)
        return sorted_out(lanes, done)

    def _started(self) -> Run:
        run = self._working_on
        if self.stop_before_deadline and run.lambda_context is not None:
            run.pace = pace_for(run.lambda_context)
        return run

    def _prepare(self) -> None:
        run = self._working_on
        if run.batch_response is not None:  # it is processed once more
            run.success_messages, run.fail_messages, run.exceptions = [], [], []
            run.handed_back = 0
        run.batch_response = _no_failures()
        if self.event_type is EventType.SQS and not self.stop_on_first_failure:
            _warn_of_fifo(run.records)

    def _clean(self) -> None:
        if not self._has_messages_to_report():
            return
        if self._entire_batch_failed() and self.raise_on_entire_batch_failure:
            run = self._working_on
            raise BatchProcessingError(
                msg=f"All records failed processing. {len(run.exceptions)} individual errors logged separately below.",
                child_exceptions=run.exceptions,
            )
        self._working_on.batch_response = {"batchItemFailures": self._get_messages_to_report()}

    def _has_messages_to_report(self) -> bool:
        return bool(self._working_on.fail_messages)

    def _entire_batch_failed(self) -> bool:
        run = self._working_on
        return len(run.exceptions) == len(run.records) and not run.handed_back

    def _get_messages_to_report(self) -> list[Any]:
        identifier = (self._source or SOURCES[self.event_type]).identifier
        return [{"itemIdentifier": identifier(record)} for record in self._working_on.fail_messages]

    # --- One record ---------------------------------------------------------------------------------------------

    def _process_record(self, record: dict[str, Any]) -> Outcome:
        """Work on one record in a sync handler; a coroutine that it returns is run to its end."""
        data: Any = None
        call = self._caller()
        try:
            data = self._to_batch_type(record, event_type=self.event_type, model=self.model)
            if self.around_record is None:
                result = finished(call(data))
            else:
                with self.around_record(record):
                    result = finished(call(data))
            return self.success_handler(record=record, result=result)
        except RECORD_FAILURES as error:
            return self._failed(record, data, error)

    async def _async_process_record(self, record: dict[str, Any]) -> Outcome:
        """Work on one record in an async handler, or in one that has its result at once."""
        data: Any = None
        call = self._caller()
        try:
            data = self._to_batch_type(record, event_type=self.event_type, model=self.model)
            if self.around_record is None:
                result = call(data)
                if type(result) is CoroutineType or hasattr(result, "__await__"):
                    result = await result
            else:
                with self.around_record(record):
                    result = call(data)
                    if hasattr(result, "__await__"):
                        result = await result
            return self.success_handler(record=record, result=result)
        except RECORD_FAILURES as error:
            return await self._async_failed(record, data, error)

    def _to_batch_type(
        self, record: dict[str, Any], event_type: EventType, model: BatchTypeModels | None = None
    ) -> Any:
        """The record as the model if there is one, else as the event class of its source."""
        if model is not None:
            return model.model_validate(record)
        return SOURCES[event_type].data_class()(record)

    def _caller(self) -> Callable[[Any], Any]:
        """How the handler of the batch is called."""
        run = self._working_on
        if run.caller is None:
            run.caller = caller(run.handler, run.lambda_context)
        return run.caller  # type: ignore[no-any-return]

    def _failed(self, record: dict[str, Any], data: Any, error: BaseException) -> Outcome:
        """What becomes of a record whose handler, or whose model, raised."""
        data = self._event_class(record) if data is None else data
        if self.poison.concerns(record, error):
            try:
                finished(self.poison.on_poison(data, error))  # type: ignore[misc]
                return self.success_handler(record=record, result=None)
            except RECORD_FAILURES as error_of_hook:
                error = error_of_hook
        return self._to_be_sent_again(data, error)

    async def _async_failed(self, record: dict[str, Any], data: Any, error: BaseException) -> Outcome:
        data = self._event_class(record) if data is None else data
        if self.poison.concerns(record, error):
            try:
                answer = self.poison.on_poison(data, error)  # type: ignore[misc]
                if hasattr(answer, "__await__"):
                    await answer
                return self.success_handler(record=record, result=None)
            except RECORD_FAILURES as error_of_hook:
                error = error_of_hook
        return self._to_be_sent_again(data, error)

    def _to_be_sent_again(self, data: Any, error: BaseException) -> Outcome:
        exception: ExceptionInfo = (type(error), error, error.__traceback__)
        if self.logger is not None:
            self.logger.warning("Record processing exception; skipping this record", exc_info=exception)  # type: ignore[arg-type]
        return self.failure_handler(record=data, exception=exception)

    def _cancelled(self, record: dict[str, Any]) -> Outcome:
        """A record whose handler has cancelled its own task."""
        from asyncio import CancelledError

        return self._to_be_sent_again(self._event_class(record), CancelledError("the handler's task was cancelled"))

    def _handed_back(self, record: dict[str, Any], reason: str) -> Outcome:
        """A record that was not started; it is reported like one that failed."""
        self._working_on.handed_back += 1
        error = RecordNotStartedError(reason)
        return self.failure_handler(self._event_class(record), (type(error), error, None))

    def _event_class(self, record: dict[str, Any]) -> Any:
        return self._class_of_records()(record)

    def _class_of_records(self) -> Callable[[dict[str, Any]], Any]:
        return (self._source or SOURCES[self.event_type]).data_class()

    # --- All records --------------------------------------------------------------------------------------------

    def _in_order(self, records: list[dict[str, Any]]) -> list[Outcome]:
        """Work on records one after the other, as long as there is time, and no failure is in the way."""
        work = self._straight_on if self._is_plain() else self._step_by_step
        return work(self._working_on, records)

    def _straight_on(self, run: Run, records: list[dict[str, Any]]) -> list[Outcome]:
        """The usual case, in as few steps as can be: no model, nothing overridden."""
        make, call, pace, now = self._class_of_records(), self._caller(), run.pace, clock.monotonic
        succeeded = run.success_messages.append
        blocked: set[str] = set()
        outcomes: list[Outcome] = []
        done = outcomes.append
        began = now()
        for record in records:
            if blocked and self._lane(record) in blocked:
                done(self._handed_back(record, IN_ORDER))
                continue
            if pace is not None:  # the same as pace.next(began)
                before, began = began, now()
                if began - before > pace.slowest:  # noqa: PLR1730  # a call of max takes longer
                    pace.slowest = began - before
                if began + pace.slowest >= pace.end:
                    done(self._handed_back(record, NO_TIME))
                    continue
            data = None
            try:
                data = make(record)
                result = call(data)
                if result is not None:
                    result = finished(result)
            except RECORD_FAILURES as error:
                outcome = self._failed(record, data, error)
                done(outcome)
                if self.stop_on_first_failure:
                    self._block(outcome, record, blocked)
            else:
                succeeded(record)
                done((SUCCESS, result, record))
        if pace is not None:
            pace.next(began)
        return outcomes

    def _step_by_step(self, run: Run, records: list[dict[str, Any]]) -> list[Outcome]:
        """The same through all methods that may be overridden."""
        pace = run.pace
        blocked: set[str] = set()
        outcomes: list[Outcome] = []
        began: float | None = clock.monotonic()
        for record in records:
            if blocked and self._lane(record) in blocked:
                outcomes.append(self._handed_back(record, IN_ORDER))
                continue
            if pace is not None and began is not None:
                began = pace.next(began)
            if began is None:
                outcomes.append(self._handed_back(record, NO_TIME))
                continue
            outcome = self._process_record(record)
            outcomes.append(outcome)
            self._block(outcome, record, blocked)
        if pace is not None and began is not None:
            pace.next(began)
        return outcomes

    async def _lane_in_order(self, lane: list[tuple[int, Any]]) -> list[Outcome]:
        """The same for async handlers, each record in a task of its own."""
        from aws_lambda_powertools.utilities.batch._concurrent import in_tasks

        work = self._async_step(self._working_on)
        blocked: set[str] = set()
        outcomes: list[Outcome] = []
        for _, record in lane:
            if blocked and self._lane(record) in blocked:
                outcomes.append(self._handed_back(record, IN_ORDER))
                continue
            (outcome,) = await in_tasks([record], work, self._cancelled, None)
            outcomes.append(outcome)
            self._block(outcome, record, blocked)
        return outcomes

    def _async_step(self, run: Run) -> Callable[[dict[str, Any]], Any]:
        """What works on one record in a task of its own, if there is time."""
        pace = run.pace
        work = self._async_straight_on(run) if self._is_plain() else self._async_process_record
        if pace is None:
            return work

        async def in_time(record: dict[str, Any]) -> Outcome:
            began = pace.next(clock.monotonic())
            if began is None:
                return self._handed_back(record, NO_TIME)
            outcome: Outcome = await work(record)
            pace.next(began)
            return outcome

        return in_time

    def _async_straight_on(self, run: Run) -> Callable[[dict[str, Any]], Any]:
        make, call = self._class_of_records(), self._caller()
        succeeded = run.success_messages.append

        async def work(record: dict[str, Any]) -> Outcome:
            data = None
            try:
                data = make(record)
                result = call(data)
                if type(result) is CoroutineType or hasattr(result, "__await__"):
                    result = await result
            except RECORD_FAILURES as error:
                return await self._async_failed(record, data, error)
            succeeded(record)
            return (SUCCESS, result, record)

        return work

    def _is_plain(self) -> bool:
        kind = type(self)
        return (
            self.model is None
            and self.around_record is None
            and kind._process_record is BasePartialBatchProcessor._process_record  # noqa: SLF001
            and kind._async_process_record is BasePartialBatchProcessor._async_process_record  # noqa: SLF001
            and kind.success_handler is BasePartialProcessor.success_handler
            and kind._to_batch_type is BasePartialBatchProcessor._to_batch_type  # noqa: SLF001
            and not PATCHABLE & self.__dict__.keys()
        )

    def _block(self, outcome: Outcome, record: dict[str, Any], blocked: set[str]) -> None:
        """Note that nothing may be started that stands behind a record which failed."""
        if not self.stop_on_first_failure or outcome[0] != FAIL:
            return
        lane = self._lane(record)
        if lane is not None:
            blocked.add(lane)

    def _lane(self, record: dict[str, Any]) -> str | None:
        return (self._source or SOURCES[self.event_type]).lane(record)

    def _has_lanes(self, records: list[dict[str, Any]]) -> bool:
        """Whether some of the records must be processed in order."""
        return (self._source or SOURCES[self.event_type]).has_lanes(records[0])

    def _lanes(self, records: list[dict[str, Any]]) -> list[list[tuple[int, Any]]]:
        """The records with their positions, those together that must be processed in order."""
        lane_of = self._lane
        lanes: dict[Any, list[tuple[int, Any]]] = {}
        for index, record in enumerate(records):
            lane = lane_of(record)
            lanes.setdefault(index if lane is None else lane, []).append((index, record))
        return list(lanes.values())


class BatchProcessor(BasePartialBatchProcessor):
    """Processes records of SQS, Kinesis, DynamoDB streams and Kafka with a handler for one record.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """


class AsyncBatchProcessor(BasePartialBatchProcessor):
    """Processes records of SQS, Kinesis, DynamoDB streams and Kafka with an async handler, each in a task of its own.

    Without `max_concurrency` all tasks run at once.
    """

    def process(self) -> list[Outcome]:
        """The same as `async_process`, for code that does not await."""
        outcomes: list[Outcome] = aio.run(self._tasks())
        return outcomes

    async def _tasks(self) -> list[Outcome]:
        outcomes: list[Outcome] = await self.async_process()
        return outcomes


def run_or_await(work: Awaitable[Any]) -> Any:
    """The result of a coroutine; inside a running event loop the coroutine itself, to be awaited there."""
    if "asyncio" in sys.modules:
        from asyncio import get_running_loop

        try:
            get_running_loop()
        except RuntimeError:
            return aio.run(work)  # type: ignore[arg-type]
        return work
    return aio.run(work)  # type: ignore[arg-type]


def _warn_of_fifo(records: list[Any]) -> None:
    if not records or not is_fifo(records[0]):
        return
    from aws_lambda_powertools._core.notices import warn_once

    warn_once(
        ("batch", "fifo"),
        "These records come from a FIFO queue, and the processor goes on after a failure, so that later records "
        "overtake the failed one. Use SqsFifoPartialProcessor, or stop_on_first_failure=True.",
    )


def _no_failures() -> PartialItemFailureResponse:
    return {"batchItemFailures": []}
