"""The sources of batches: where their records lie, what class they get, and how a failure is reported.

What stands in order in a source is a *lane*: a message group of a FIFO queue, a shard, a partition. Records of one
lane are never processed beside each other.
"""

# Events are looked into here, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from enum import Enum
from functools import cache

from aws_lambda_powertools.utilities.batch.exceptions import UnexpectedBatchTypeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Record = dict[str, Any]


class EventType(Enum):
    """The sources whose failures can be reported record by record."""

    SQS = "SQS"
    KinesisDataStreams = "KinesisDataStreams"
    DynamoDBStreams = "DynamoDBStreams"
    Kafka = "Kafka"


class Source:
    """What is special about the records of one source."""

    def __init__(
        self,
        data_class: Callable[[], Callable[[Record], Any]],
        identifier: Callable[[Any], Any],
        lane: Callable[[Record], str | None],
        has_lanes: Callable[[Record], bool] = bool,
    ) -> None:
        self.data_class = data_class
        """Gives the event class of its records, which is imported then."""
        self.identifier = identifier
        """What names a record in the answer, by the record as data, event class or model."""
        self.lane = lane
        """What is processed in order; None for a record that stands alone."""
        self.has_lanes = has_lanes
        """Whether anything must be processed in order, by the first record of a batch."""


def records_of(event: Any, event_type: Any) -> list[Record]:
    """The records of an event; ValueError if it is no event, UnexpectedBatchTypeError if it is of another source."""
    if not isinstance(event, dict):
        name = event_type.value if isinstance(event_type, EventType) else event_type
        raise ValueError(  # noqa: TRY004  # the type that it has always been
            f"Invalid event format: {type(event).__name__} is no {name} event, which is a dict. "
            f"The sources of batches are {_SOURCE_NAMES}."
        )
    if event_type is EventType.Kafka:
        return _kafka_records(event)
    records = event.get("Records")
    if isinstance(records, list) and (records or _takes_empty_batches()):
        return records
    raise UnexpectedBatchTypeError(
        f"Unexpected batch event type. Possible values are: {_SOURCE_NAMES}; "
        "the event has no list of Records, or an empty one."
    )


def _takes_empty_batches() -> bool:
    from aws_lambda_powertools._core.environment import STRICT

    return STRICT.get()


def _kafka_records(event: Mapping[str, Any]) -> list[Record]:
    partitions = event.get("records")
    if not isinstance(partitions, dict) or (not partitions and not _takes_empty_batches()):
        raise UnexpectedBatchTypeError(
            "Invalid Kafka event structure. Expected 'records' to be a non-empty dict with topic-partition keys."
        )
    return [record for records in partitions.values() for record in records]


def find(holder: Any, *names: str) -> Any:
    """A value inside a record, whether that is data, an event class or a model; KeyError names the way to it."""
    value = getattr(holder, "_data", holder)
    for name in names:
        try:
            value = value[name] if isinstance(value, dict) else _attribute(value, name)
        except (KeyError, AttributeError):
            raise KeyError(f"A failed record has no {'.'.join(names)}, which is to name it") from None
    return value


def _attribute(model: Any, name: str) -> Any:
    if hasattr(model, name):
        return getattr(model, name)
    fields = type(model).model_fields  # a model may call it otherwise and know it by its alias
    return next(getattr(model, field) for field, info in fields.items() if info.alias == name)


@cache
def _sqs_record() -> Callable[[Record], Any]:
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

    return SQSRecord


@cache
def _kinesis_record() -> Callable[[Record], Any]:
    from aws_lambda_powertools.utilities.data_classes.kinesis_stream_event import KinesisStreamRecord

    return KinesisStreamRecord


@cache
def _dynamodb_record() -> Callable[[Record], Any]:
    from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

    return DynamoDBRecord


@cache
def _kafka_record() -> Callable[[Record], Any]:
    from aws_lambda_powertools.utilities.data_classes.kafka_event import KafkaEventRecord

    return KafkaEventRecord


def _kafka_identifier(record: Any) -> dict[str, Any]:
    return {"partition": f"{find(record, 'topic')}-{find(record, 'partition')}", "offset": find(record, "offset")}


def message_group(record: Record) -> str | None:
    """The message group of a record of a FIFO queue; None for other queues."""
    group: str | None = (record.get("attributes") or {}).get("MessageGroupId")
    return group if is_fifo(record) else None


def is_fifo(record: Record) -> bool:
    """Whether a message comes from a FIFO queue, by the queue's name."""
    return str(record.get("eventSourceARN", "")).endswith(".fifo")


def receive_count(record: Record) -> int | None:
    """How often SQS has handed a message out, this time included; None for records of other sources."""
    count = str((record.get("attributes") or {}).get("ApproximateReceiveCount"))
    return int(count) if count.isdecimal() else None


SOURCES: dict[Any, Source] = {
    EventType.SQS: Source(_sqs_record, lambda record: find(record, "messageId"), message_group, is_fifo),
    EventType.KinesisDataStreams: Source(
        _kinesis_record,
        lambda record: find(record, "kinesis", "sequenceNumber"),
        lambda record: str(record.get("eventID", "")).partition(":")[0],
    ),
    EventType.DynamoDBStreams: Source(
        _dynamodb_record,
        lambda record: find(record, "dynamodb", "SequenceNumber"),
        lambda record: str(record.get("eventSourceARN", "")),
    ),
    EventType.Kafka: Source(
        _kafka_record, _kafka_identifier, lambda record: f"{record.get('topic')}-{record.get('partition')}"
    ),
}

_SOURCE_NAMES = ", ".join(event_type.value for event_type in EventType)
