"""ConsumerRecords: records whose keys and values are decoded when they are read."""

# What comes out is the user's own data, Any all the way down.
# pyright: reportIncompatibleVariableOverride=false, reportIncompatibleMethodOverride=false, reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._caseless import CaseInsensitiveDict
from aws_lambda_powertools.utilities.data_classes.kafka_event import KafkaEventBase, KafkaEventRecordBase
from aws_lambda_powertools.utilities.kafka.deserializer.deserializer import get_deserializer
from aws_lambda_powertools.utilities.kafka.schema_config import RAISE, SKIP
from aws_lambda_powertools.utilities.kafka.serialization.serialization import serialize_to_output_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from aws_lambda_powertools.utilities.kafka.schema_config import SchemaConfig

NOT_READ: Any = object()


class ConsumerRecordRecords(KafkaEventRecordBase):
    """One record. Its key and value are decoded when they are first read."""

    def __init__(self, data: dict[str, Any], schema_config: SchemaConfig | None = None) -> None:
        super().__init__(data)
        self.schema_config = schema_config
        self._key: Any = NOT_READ
        self._value: Any = NOT_READ

    @property
    def key(self) -> Any:
        """The key, decoded; None if there is none."""
        if self._key is NOT_READ:
            config = self.schema_config
            self._key = _decoded(
                self.get("key"),
                self.get("keySchemaMetadata"),
                config and config.key_schema_type,
                config and config.key_schema,
                config and config.key_output_serializer,
                config and config.key_schema_wire_format,
            )
        return self._key

    @property
    def value(self) -> Any:
        """The value, decoded; None for a deleted key (a tombstone)."""
        if self._value is NOT_READ:
            config = self.schema_config
            self._value = _decoded(
                self.get("value"),
                self.get("valueSchemaMetadata"),
                config and config.value_schema_type,
                config and config.value_schema,
                config and config.value_output_serializer,
                config and config.value_schema_wire_format,
            )
        return self._value

    @property
    def original_key(self) -> str | None:
        """The key in base64, as it came."""
        key: str | None = self.get("key")
        return key

    @property
    def original_value(self) -> str | None:
        """The value in base64, as it came."""
        value: str | None = self.get("value")
        return value

    @property
    def original_headers(self) -> list[dict[str, list[int]]]:
        """The headers as they came: numbers of bytes by name."""
        return self.get("headers") or []

    @property
    def headers(self) -> dict[str, bytes]:
        """The headers as bytes, by name in any case."""
        found = {
            name: bytes(number % 256 for number in numbers)
            for header in self.original_headers
            for name, numbers in header.items()
        }
        return CaseInsensitiveDict(found)


class ConsumerRecords(KafkaEventBase):
    """A batch of records of Kafka.

    With `SchemaConfig(on_error="skip")` records that can't be decoded are left out; they are in `failures`, each with
    its error, and `partial_failure_response()` tells Lambda to send them again.
    """

    def __init__(self, data: dict[str, Any], schema_config: SchemaConfig | None = None) -> None:
        super().__init__(data)
        self._records: Iterator[ConsumerRecordRecords] | None = None
        self.schema_config = schema_config
        self.failures: list[tuple[ConsumerRecordRecords, Exception]] = []

    @property
    def records(self) -> Iterator[ConsumerRecordRecords]:
        """The records of all topics and partitions, in the order of the event."""
        config = self.schema_config
        policy = RAISE if config is None else config.on_error
        partitions: dict[str, list[dict[str, Any]]] = self.get("records") or {}
        for records in partitions.values():
            for data in records:
                record = ConsumerRecordRecords(data, config)
                if policy == RAISE or self._is_readable(record, policy):
                    yield record

    @property
    def record(self) -> ConsumerRecordRecords:
        """The next record, another one at each access; StopIteration after the last one."""
        if self._records is None:
            self._records = self.records
        return next(self._records)

    def partial_failure_response(self) -> dict[str, Any]:
        """The answer to Lambda that names the records which could not be decoded.

        Source: https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
        """
        return {
            "batchItemFailures": [
                {"itemIdentifier": {"partition": f"{record.topic}-{record.partition}", "offset": record.offset}}
                for record, _ in self.failures
            ]
        }

    def _is_readable(self, record: ConsumerRecordRecords, policy: Any) -> bool:
        """Whether key and value can be decoded; if not, the policy takes care of the record."""
        try:
            _ = (record.key, record.value)
        except Exception as error:  # whatever the data or the output type raises
            self.failures.append((record, error))
            if policy != SKIP:
                policy(record, error)
            return False
        return True


def _decoded(
    data: str | None,
    metadata: dict[str, Any] | None,
    schema_type: Any,
    schema: Any,
    output: Any,
    wire_format: Any,
) -> Any:
    if not data:
        return None
    value = get_deserializer(schema_type, schema, metadata, wire_format).deserialize(data)
    if schema_type is None or output is None:
        return value
    return serialize_to_output_type(value, output)
