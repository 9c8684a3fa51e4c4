"""A queue or stream for tests: delivers a batch, and again what the handler did not get done."""

# Answers of handlers are looked into here, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from aws_lambda_powertools._core import aio
from aws_lambda_powertools.testing.contexts import lambda_context

Record = dict[str, Any]
Handler = Callable[[Any, Any], Any]


class BatchInvocation:
    """One delivery: the event, and the handler's `response` or the `error` that it raised.

    `failed` holds the ids that were delivered again, or would have been.
    """

    def __init__(self, event: dict[str, Any], response: Any, error: BaseException | None, failed: list[str]) -> None:
        self.event = event
        self.response = response
        self.error = error
        self.failed = failed

    def __repr__(self) -> str:
        return f"BatchInvocation(response={self.response!r}, error={self.error!r}, failed={self.failed!r})"


class BatchRun:
    """What became of all records: `succeeded` and `dead` hold ids in the order in which it was settled.

    `deliveries` says how often each was handed to the handler, `invocations` tells them one by one. The id of a record
    is the message id in SQS, the sequence number in a stream, `topic-partition:offset` in Kafka.
    """

    def __init__(self) -> None:
        self.invocations: list[BatchInvocation] = []
        self.deliveries: dict[str, int] = {}
        self.succeeded: list[str] = []
        self.dead: list[str] = []

    def __repr__(self) -> str:
        return (
            f"BatchRun({len(self.succeeded)} succeeded, {len(self.dead)} dead, in {len(self.invocations)} invocations)"
        )


def run_batch(
    handler: Handler,
    event: dict[str, Any],
    redeliveries: int = 3,
    *,
    batch_size: int | None = None,
    context: Callable[[], Any] = lambda_context,
) -> BatchRun:
    """Deliver an event of SQS, Kinesis, DynamoDB streams or Kafka to a handler, as Lambda does.

        run = run_batch(lambda_handler, events.sqs(["1", "bad", "3"]))
        assert run.dead == [...]

    What `batchItemFailures` names is delivered again, up to `redeliveries` times; so is everything if the handler
    raises, or if its answer names what was not in the batch. Streams go back to the first record that failed in each
    shard or partition. Messages of a standard queue come back behind all others, those of FIFO queues before them.
    After that records are dead. `batch_size` cuts the event into several batches; `context` makes the context of each.

    Raises ValueError for what is no such event, or for numbers that make no sense.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
    """
    if redeliveries < 0:
        raise ValueError(f"redeliveries is {redeliveries!r}; it must be 0 or more")
    if batch_size is not None and batch_size < 1:
        raise ValueError(f"batch_size is {batch_size!r}; it must be 1 or more")
    source = _source_of(event)
    waiting = source.records(event)
    run = BatchRun()
    while waiting:
        count = len(waiting) if batch_size is None else batch_size
        batch, waiting = waiting[:count], waiting[count:]
        again = _delivered(handler, source, batch, context, run)
        left: list[Record] = []
        for record in again:
            name = source.name(record)
            if run.deliveries[name] > redeliveries:
                run.dead.append(name)
            else:
                left.append(record)
        waiting = [*left, *waiting] if source.keeps_order else [*waiting, *left]
    return run


def _delivered(
    handler: Handler, source: _Source, batch: list[Record], context: Callable[[], Any], run: BatchRun
) -> list[Record]:
    """The records of a batch that are to be delivered again."""
    for record in batch:
        name = source.name(record)
        run.deliveries[name] = run.deliveries.get(name, 0) + 1
        source.mark(record, run.deliveries[name])
    event = source.event([dict(record) for record in batch])
    response: Any = None
    error: BaseException | None = None
    try:
        response = handler(deepcopy(event), context())
        if hasattr(response, "__await__"):
            response = aio.run(response)
        again = source.again(batch, _failures(response))
    except (Exception, SystemExit) as raised:  # whatever handlers raise ends the invocation
        error, again = raised, batch
    names = [source.name(record) for record in again]
    run.invocations.append(BatchInvocation(event, response, error, names))
    left = set(names)
    run.succeeded.extend(name for name in map(source.name, batch) if name not in left)
    return again


def _failures(response: Any) -> list[Any]:
    """What an answer names; no answer, and one without the list, mean that all went well."""
    items: Any = response.get("batchItemFailures") if isinstance(response, dict) else None
    return [item["itemIdentifier"] for item in items or []]


class _Source:
    """What is special about a source."""

    keeps_order = True

    def __init__(self, event: dict[str, Any]) -> None:
        self._envelope = event

    def records(self, event: dict[str, Any]) -> list[Record]:
        return [dict(record) for record in event["Records"]]

    def event(self, batch: list[Record]) -> dict[str, Any]:
        return {**self._envelope, "Records": batch}

    def name(self, record: Record) -> str:
        """The id of a record."""
        raise NotImplementedError

    def mark(self, record: Record, deliveries: int) -> None:
        """Note on the record how often it was delivered, where a source does that."""

    def again(self, batch: list[Record], failures: list[Any]) -> list[Record]:
        """What is delivered again; all of it if the answer names what is not there."""
        names = [self.name(record) for record in batch]
        failed = [self.name_of_failure(failure) for failure in failures]
        if not set(failed) <= set(names):
            return batch
        return list(self.behind(batch, set(failed)))

    def name_of_failure(self, failure: Any) -> str:
        return str(failure)

    def behind(self, batch: list[Record], failed: set[str]) -> Iterator[Record]:
        """The records that failed, and all behind them in the same shard."""
        stopped: set[str] = set()
        for record in batch:
            if self.name(record) in failed:
                stopped.add(self.shard(record))
            if self.shard(record) in stopped:
                yield record

    def shard(self, record: Record) -> str:
        return str(record["eventSourceARN"])


class _Sqs(_Source):
    def __init__(self, event: dict[str, Any]) -> None:
        super().__init__(event)
        self.keeps_order = str(event["Records"][0].get("eventSourceARN", "")).endswith(".fifo")

    def name(self, record: Record) -> str:
        return str(record["messageId"])

    def mark(self, record: Record, deliveries: int) -> None:
        record["attributes"] = {**record.get("attributes", {}), "ApproximateReceiveCount": str(deliveries)}

    def behind(self, batch: list[Record], failed: set[str]) -> Iterator[Record]:
        return (record for record in batch if self.name(record) in failed)


class _Kinesis(_Source):
    def name(self, record: Record) -> str:
        return str(record["kinesis"]["sequenceNumber"])

    def shard(self, record: Record) -> str:
        return str(record["eventID"]).partition(":")[0]


class _DynamoDB(_Source):
    def name(self, record: Record) -> str:
        return str(record["dynamodb"]["SequenceNumber"])


class _Kafka(_Source):
    def records(self, event: dict[str, Any]) -> list[Record]:
        return [dict(record) for records in event["records"].values() for record in records]

    def event(self, batch: list[Record]) -> dict[str, Any]:
        partitions: dict[str, list[Record]] = {}
        for record in batch:
            partitions.setdefault(self.shard(record), []).append(record)
        return {**self._envelope, "records": partitions}

    def name(self, record: Record) -> str:
        return f"{self.shard(record)}:{record['offset']}"

    def name_of_failure(self, failure: Any) -> str:
        return f"{failure['partition']}:{failure['offset']}"

    def shard(self, record: Record) -> str:
        return f"{record['topic']}-{record['partition']}"


_SOURCES = {"aws:sqs": _Sqs, "aws:kinesis": _Kinesis, "aws:dynamodb": _DynamoDB}


def _source_of(event: dict[str, Any]) -> _Source:
    if isinstance(event.get("records"), dict):
        return _Kafka(event)
    records = event.get("Records")
    name = records[0].get("eventSource") if records else None
    if name not in _SOURCES:
        raise ValueError(f"The event is of {name!r}; a batch is of Kafka or one of {', '.join(_SOURCES)}")
    return _SOURCES[name](event)
