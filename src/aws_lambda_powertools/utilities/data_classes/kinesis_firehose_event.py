"""Records that Firehose wants transformed, and the answer to them.

Source: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
"""

from __future__ import annotations

import json

from aws_lambda_powertools._core.encoding import base64_decode, utf8
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.utilities.data_classes._fields import field, items
from aws_lambda_powertools.utilities.data_classes._texts import json_of
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper
from aws_lambda_powertools.utilities.data_classes.shared_functions import base64_decode as text_in_base64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Literal, TypeAlias

    Result: TypeAlias = Literal["Ok", "Dropped", "ProcessingFailed"]

RESULTS = ("Ok", "Dropped", "ProcessingFailed")


class KinesisFirehoseDataTransformationRecordMetadata:
    """What Firehose shall know of a record: the keys by which it partitions dynamically."""

    __slots__ = ("_partition_keys",)

    def __init__(self, partition_keys: dict[str, str] | None = None) -> None:
        self._partition_keys = {} if partition_keys is None else partition_keys

    @property
    def partition_keys(self) -> dict[str, str]:
        """The keys by name."""
        return self._partition_keys

    def asdict(self) -> dict[str, Any]:
        """As Firehose wants it."""
        return {"partitionKeys": self.partition_keys}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.partition_keys == other.partition_keys

    __hash__ = None  # type: ignore[assignment]  # it holds a dict


class KinesisFirehoseDataTransformationRecord:
    """The answer to one record.

    `data` is the new content in base64. `Dropped` says that the record is left out on purpose, `ProcessingFailed`
    that Firehose shall keep it as a failure.
    """

    record_id: str
    """The id of the record."""
    result: Result
    """`Ok`, `Dropped` or `ProcessingFailed`."""
    data: str
    """The new content in base64."""
    metadata: KinesisFirehoseDataTransformationRecordMetadata | None
    """What Firehose shall know of the record."""
    json_serializer: Callable[..., Any]
    """For code that builds the content from JSON data."""
    json_deserializer: Callable[..., Any]
    """Reads the JSON of `data_as_json`."""

    def __init__(
        self,
        record_id: str,
        result: Result = "Ok",
        data: str = "",
        metadata: KinesisFirehoseDataTransformationRecordMetadata | None = None,
        json_serializer: Callable[..., Any] = json.dumps,
        json_deserializer: Callable[..., Any] = json.loads,
    ) -> None:
        self.record_id = record_id
        self.result = result
        self.data = data
        self.metadata = metadata
        self.json_serializer = json_serializer
        self.json_deserializer = json_deserializer

    def asdict(self) -> dict[str, Any]:
        """As Firehose wants it; a warning says when it would not know the result."""
        if self.result not in RESULTS:
            warn(f"Firehose knows no result {self.result!r}, so it is not valid; the results are {', '.join(RESULTS)}.")
        answer: dict[str, Any] = {"recordId": self.record_id, "result": self.result, "data": self.data}
        if self.metadata is not None:
            answer["metadata"] = self.metadata.asdict()
        return answer

    @property
    def data_as_bytes(self) -> bytes:
        """The new content; ValueError when `data` is no base64."""
        return base64_decode(self.data) if self.data else b""

    @property
    def data_as_text(self) -> str:
        """The new content as text; ValueError when it is none."""
        return utf8(self.data_as_bytes)

    @property
    def data_as_json(self) -> Any:
        """The new content as JSON data, empty when there is none; ValueError when it is no JSON."""
        return self.json_deserializer(self.data_as_text) if self.data else {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # it can be changed


class KinesisFirehoseDataTransformationResponse:
    """The answer to a batch: one record for each that came."""

    records: list[KinesisFirehoseDataTransformationRecord]
    """The answers to the records."""

    def __init__(self, records: list[KinesisFirehoseDataTransformationRecord] | None = None) -> None:
        self.records = [] if records is None else records

    def add_record(self, record: KinesisFirehoseDataTransformationRecord) -> None:
        """Add the answer to one record."""
        self.records.append(record)

    def asdict(self) -> dict[str, Any]:
        """As Firehose wants it; ValueError for an answer without records, which it refuses."""
        if not self.records:
            raise ValueError("Firehose refuses an empty response: add an answer to each record of the event")
        return {"records": [record.asdict() for record in self.records]}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.records == other.records

    __hash__ = None  # type: ignore[assignment]  # it can be changed


class KinesisFirehoseRecordMetadata(DictWrapper):
    """Where a record stands in the Kinesis stream from which Firehose has it."""

    shard_id: str = field("shardId")
    """The shard."""
    partition_key: str = field("partitionKey")
    """The key that chose the shard."""
    approximate_arrival_timestamp: int = field("approximateArrivalTimestamp")
    """When it came to the stream: milliseconds since the epoch."""
    sequence_number: str = field("sequenceNumber")
    """Its place in the shard."""
    subsequence_number: int = field("subsequenceNumber")
    """Its place among records that were sent as one."""


class KinesisFirehoseRecord(DictWrapper):
    """One record."""

    approximate_arrival_timestamp: int = field("approximateArrivalTimestamp")
    """When it came to Firehose: milliseconds since the epoch."""
    record_id: str = field("recordId")
    """The id by which the answer names it."""
    data: str = field("data")
    """The content in base64."""
    metadata: KinesisFirehoseRecordMetadata | None = field(
        "kinesisRecordMetadata", KinesisFirehoseRecordMetadata, default=None
    )
    """Where it stands in its Kinesis stream; None for records that come directly."""
    data_as_bytes: bytes = field("data", base64_decode)
    """The content; ValueError when it is no base64."""
    data_as_text: str = field("data", text_in_base64)
    """The content as text; ValueError when it is none."""
    data_as_json: Any = json_of("data_as_text")
    """The content as JSON data; ValueError when it is no JSON."""

    def build_data_transformation_response(
        self,
        result: Result = "Ok",
        data: str = "",
        metadata: KinesisFirehoseDataTransformationRecordMetadata | None = None,
    ) -> KinesisFirehoseDataTransformationRecord:
        """The answer to this record; `data` is the new content in base64."""
        return KinesisFirehoseDataTransformationRecord(self.record_id, result, data, metadata)


class KinesisFirehoseEvent(DictWrapper):
    """A batch of records."""

    invocation_id: str = field("invocationId")
    """The id of the batch."""
    delivery_stream_arn: str = field("deliveryStreamArn")
    """The ARN of the Firehose stream."""
    source_kinesis_stream_arn: str | None = field("sourceKinesisStreamArn", default=None)
    """The ARN of the Kinesis stream from which Firehose has the records."""
    region: str = field("region")
    """The region of the Firehose stream."""
    records: Iterator[KinesisFirehoseRecord] = items("records", KinesisFirehoseRecord)
    """The records."""
