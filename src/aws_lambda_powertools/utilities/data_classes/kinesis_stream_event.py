"""Records from Kinesis data streams.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
"""

from __future__ import annotations

from aws_lambda_powertools._core.encoding import base64_decode, inflate, utf8
from aws_lambda_powertools.utilities.data_classes._fields import field, items
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.cloud_watch_logs_event import CloudWatchLogsDecodedData


class KinesisStreamRecordPayload(DictWrapper):
    """What a record carries."""

    approximate_arrival_timestamp: float = field("approximateArrivalTimestamp", float)
    """When it came to the stream: seconds since the epoch."""
    data: str = field("data")
    """The content in base64."""
    kinesis_schema_version: str = field("kinesisSchemaVersion")
    """The version of the format."""
    partition_key: str = field("partitionKey")
    """The key that chose the shard."""
    sequence_number: str = field("sequenceNumber")
    """Its place in the shard."""

    def data_as_bytes(self) -> bytes:
        """The content; ValueError when it is no base64."""
        return base64_decode(self._require("data"))

    def data_as_text(self) -> str:
        """The content as text; ValueError when it is none."""
        return utf8(self.data_as_bytes())

    def data_as_json(self) -> Any:
        """The content as JSON data; ValueError when it is no JSON."""
        return self._json_deserializer(self.data_as_text())

    def data_zlib_compressed_as_json(self) -> Any:
        """The content as JSON data, inflated from zlib or gzip.

        ValueError when that is not so, or when it inflates to more than POWERTOOLS_MAX_INFLATED_BYTES.
        """
        return self._json_deserializer(utf8(inflate(self.data_as_bytes())))


class KinesisStreamRecord(DictWrapper):
    """One record."""

    aws_region: str = field("awsRegion")
    """The region of the stream."""
    event_id: str = field("eventID")
    """The shard and the place in it."""
    event_name: str = field("eventName")
    """`aws:kinesis:record`."""
    event_source: str = field("eventSource")
    """`aws:kinesis`."""
    event_source_arn: str = field("eventSourceARN")
    """The ARN of the stream or its consumer."""
    event_version: str = field("eventVersion")
    """The version of the format."""
    invoke_identity_arn: str = field("invokeIdentityArn")
    """The role of the function."""
    kinesis: KinesisStreamRecordPayload = field("kinesis", KinesisStreamRecordPayload)
    """What the record carries."""


class KinesisStreamWindow(DictWrapper):
    """A tumbling window."""

    start: str = field("start")
    """Its start (ISO 8601)."""
    end: str = field("end")
    """Its end (ISO 8601)."""


class KinesisStreamEvent(DictWrapper):
    """A batch of records; the rest is there with tumbling windows only."""

    records: Iterator[KinesisStreamRecord] = items("Records", KinesisStreamRecord)
    """The records."""
    window: KinesisStreamWindow | None = field("window", KinesisStreamWindow, default=None)
    """The window."""
    state: dict[str, Any] = field("state", default_factory=dict)
    """What the last invocation of the window has returned as its state."""
    shard_id: str | None = field("shardId", default=None)
    """The shard of the records."""
    event_source_arn: str | None = field("eventSourceARN", default=None)
    """The ARN of the stream."""
    is_final_invoke_for_window: bool | None = field("isFinalInvokeForWindow", default=None)
    """Whether the window has ended, so that its result is wanted."""
    is_window_terminated_early: bool | None = field("isWindowTerminatedEarly", default=None)
    """Whether it ended because its state became too large."""


def extract_cloudwatch_logs_from_event(event: KinesisStreamEvent) -> list[CloudWatchLogsDecodedData]:
    """The log lines in the records of a stream that a subscription filter feeds."""
    return [extract_cloudwatch_logs_from_record(record) for record in event.records]


def extract_cloudwatch_logs_from_record(record: KinesisStreamRecord) -> CloudWatchLogsDecodedData:
    """The log lines in one record of such a stream; ValueError when the record holds something else."""
    from aws_lambda_powertools.utilities.data_classes.cloud_watch_logs_event import CloudWatchLogsDecodedData

    return CloudWatchLogsDecodedData(record.kinesis.data_zlib_compressed_as_json())
