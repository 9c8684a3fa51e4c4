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


class _Reader:
    """Decodes the keys, or the values, of all records."""

    def __init__(self, schema_type: Any, schema: Any, output: Any, wire_format: Any) -> None:
        self._how = (schema_type, schema, wire_format)
        self._output = None if schema_type is None else output
        self._kept: Any = None

    def read(self, data: str, metadata: dict[str, Any] | None) -> Any:
        """The data of a record, whose metadata says what format the event claims for it."""
        if metadata:
            schema_type, schema, wire_format = self._how
            value = get_deserializer(schema_type, schema, metadata, wire_format).deserialize(data)
        else:
            value = self._deserializer().deserialize(data)
        return value if self._output is None else serialize_to_output_type(value, self._output)

    def _deserializer(self) -> Any:
        if self._kept is None:
            schema_type, schema, wire_format = self._how
            self._kept = get_deserializer(schema_type, schema, None, wire_format)
        return self._kept


def _reader_of_keys(config: SchemaConfig | None) -> _Reader:
    if config is None:
        return TEXT
    return _Reader(
        config.key_schema_type, config.key_schema, config.key_output_serializer, config.key_schema_wire_format
    )


def _reader_of_values(config: SchemaConfig | None) -> _Reader:
    if config is None:
        return TEXT
    return _Reader(
        config.value_schema_type, config.value_schema, config.value_output_serializer, config.value_schema_wire_format
    )


TEXT = _Reader(None, None, None, None)


class ConsumerRecordRecords(KafkaEventRecordBase):
    """One record. Its key and value are decoded when they are first read."""

    _key: Any = NOT_READ
    _value: Any = NOT_READ

    def __init__(
        self,
        data: dict[str, Any],
        schema_config: SchemaConfig | None = None,
        key_reader: _Reader | None = None,
        value_reader: _Reader | None = None,
    ) -> None:
        super().__init__(data)
        self.schema_config = schema_config
        self._key_reader = key_reader or _reader_of_keys(schema_config)
        self._value_reader = value_reader or _reader_of_values(schema_config)

    @property
    def key(self) -> Any:
        """The key, decoded; None if there is none."""
        if self._key is NOT_READ:
            data = self._data.get("key")
            self._key = self._key_reader.read(data, self._data.get("keySchemaMetadata")) if data else None
        return self._key

    @property
    def value(self) -> Any:
        """The value, decoded; None for a deleted key (a tombstone)."""
        if self._value is NOT_READ:
            data = self._data.get("value")
            metadata = self._data.get("valueSchemaMetadata")
            self._value = None if data is None else self._value_reader.read(data, metadata)
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
    its error, and `partial_failure_response()` tells Lambda to send them again. A handler may add what it could not do.
    """

    def __init__(self, data: dict[str, Any], schema_config: SchemaConfig | None = None) -> None:
        super().__init__(data)
        self._records: Iterator[ConsumerRecordRecords] | None = None
        self.schema_config = schema_config
        self.failures: list[tuple[ConsumerRecordRecords, Exception]] = []
        self._failed: set[int] = set()

    @property
    def records(self) -> Iterator[ConsumerRecordRecords]:
        """The records of all topics and partitions, in the order of the event."""
        config = self.schema_config
        policy = RAISE if config is None else config.on_error
        partitions: dict[str, list[dict[str, Any]]] = self.get("records") or {}
        keys, values = _reader_of_keys(config), _reader_of_values(config)
        for records in partitions.values():
            for data in records:
                record = ConsumerRecordRecords(data, config, keys, values)
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
            if id(record.raw_event) in self._failed:  # found when the records were gone through before
                return False
            self._failed.add(id(record.raw_event))
            self.failures.append((record, error))
            if policy != SKIP:
                policy(record, error)
            return False
        return True
