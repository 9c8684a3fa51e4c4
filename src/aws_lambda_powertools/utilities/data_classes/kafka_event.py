"""Records from Kafka topics: Amazon MSK, or clusters that somebody runs.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
"""

from __future__ import annotations

from aws_lambda_powertools._core.encoding import base64_decode
from aws_lambda_powertools.utilities.data_classes._caseless import CaseInsensitiveDict
from aws_lambda_powertools.utilities.data_classes._fields import field, following, part, several
from aws_lambda_powertools.utilities.data_classes._texts import json_of
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class KafkaEventRecordSchemaMetadata(DictWrapper):
    """The schema of a key or value, when a schema registry is set up."""

    data_format: str | None = field("dataFormat", default=None)
    """`AVRO`, `PROTOBUF` or `JSON`."""
    schema_id: str | None = field("schemaId", default=None)
    """The id of the schema in its registry."""


class KafkaEventRecordBase(DictWrapper):
    """What is known of each record, whatever is in it."""

    topic: str = field("topic")
    """The topic."""
    partition: int = field("partition")
    """The partition of the topic."""
    offset: int = field("offset")
    """The place in the partition."""
    timestamp: int = field("timestamp")
    """When it was sent or written: milliseconds since the epoch."""
    timestamp_type: str = field("timestampType")
    """`CREATE_TIME` or `LOG_APPEND_TIME`."""
    key_schema_metadata: KafkaEventRecordSchemaMetadata | None = field(
        "keySchemaMetadata", KafkaEventRecordSchemaMetadata, default=None
    )
    """The schema of the key."""
    value_schema_metadata: KafkaEventRecordSchemaMetadata | None = field(
        "valueSchemaMetadata", KafkaEventRecordSchemaMetadata, default=None
    )
    """The schema of the value."""


def _by_name(headers: list[dict[str, list[int]]]) -> CaseInsensitiveDict:
    return CaseInsensitiveDict({name: _unsigned(value) for header in headers for name, value in (header or {}).items()})


def _unsigned(numbers: list[int] | None) -> bytes:
    """Bytes from numbers that Java takes for signed ones."""
    try:
        return bytes([number + 256 if number < 0 else number for number in numbers or ()])
    except (TypeError, ValueError) as error:
        raise ValueError(f"A header of a record has {numbers!r}, which are no numbers of bytes") from error


class KafkaEventRecord(KafkaEventRecordBase):
    """One record."""

    key: str | None = field("key", default=None)
    """The key in base64."""
    decoded_key: bytes | None = field("key", base64_decode, default=None)
    """The key; ValueError when it is no base64."""
    value: str = field("value")
    """The value in base64; None for a deleted key (a tombstone)."""
    decoded_value: bytes = field("value", base64_decode)
    """The value; ValueError when it is no base64."""
    json_value: Any = json_of("decoded_value")
    """The value as JSON data; ValueError when it is no JSON."""
    headers: list[dict[str, list[int]]] = field("headers")
    """Each header as a map from its name to its bytes, as signed numbers."""
    decoded_headers: dict[str, bytes] = field("headers", _by_name, default_factory=list)
    """The headers by name, in any case; of a name that occurs twice the last. ValueError when they are no bytes."""


class KafkaEventBase(DictWrapper):
    """What is known of each batch, whatever is in it."""

    event_source: str = field("eventSource")
    """`aws:kafka` or `SelfManagedKafka`."""
    event_source_arn: str | None = field("eventSourceArn", default=None)
    """The ARN of the cluster; None for one that somebody runs."""
    bootstrap_servers: str = field("bootstrapServers")
    """The brokers, separated by commas."""
    decoded_bootstrap_servers: list[str] = field("bootstrapServers", lambda servers: servers.split(","))
    """The brokers."""


class KafkaEvent(KafkaEventBase):
    """A batch of records."""

    @property
    def records(self) -> Iterator[KafkaEventRecord]:
        """The records of all topics and partitions."""
        for partition, records in several(self, "records", empty=dict).items():
            for data in records or ():
                yield part(self, f"records.{partition}", data, KafkaEventRecord, records)

    record: KafkaEventRecord = following("records")
    """The next record, another one at each access; StopIteration after the last one."""
