"""SchemaConfig: the formats of keys and values, their schemas, and what they become."""

from __future__ import annotations

from aws_lambda_powertools.utilities.kafka.exceptions import KafkaConsumerMissingSchemaError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    Format = Literal["AVRO", "PROTOBUF", "JSON"]
    WireFormat = Literal["CONFLUENT"]

AVRO, PROTOBUF, JSON = "AVRO", "PROTOBUF", "JSON"
CONFLUENT = "CONFLUENT"
WITH_SCHEMA = (AVRO, PROTOBUF)

RAISE, SKIP = "raise", "skip"


class SchemaConfig:
    """How keys and values are decoded.

    `value_schema_type` is AVRO, PROTOBUF or JSON; without it values are text. `value_schema` is the Avro schema as
    text or the class of the Protobuf message, or a registry (`kafka.registry`) that knows the schemas by the ids in
    the data. `value_output_serializer` makes the decoded value into a dataclass, a pydantic model, or whatever a
    function returns. The framing of Confluent and Glue is recognised; `value_schema_wire_format="CONFLUENT"` demands
    it. The arguments for keys mean the same.

    `on_error` says what becomes of a record that can't be decoded: "raise" when its key or value is read, "skip" it,
    or a function `on_error(record, error)` that is called for it instead; skipped records are in
    `ConsumerRecords.failures`.

    Raises KafkaConsumerMissingSchemaError, ValueError.
    """

    def __init__(
        self,
        value_schema_type: Format | None = None,
        value_schema: Any = None,
        value_output_serializer: Any = None,
        key_schema_type: Format | None = None,
        key_schema: Any = None,
        key_output_serializer: Any = None,
        value_schema_wire_format: WireFormat | None = None,
        key_schema_wire_format: WireFormat | None = None,
        *,
        on_error: Literal["raise", "skip"] | Callable[[Any, Exception], Any] = "raise",
    ) -> None:
        _check("value", value_schema_type, value_schema, value_schema_wire_format)
        _check("key", key_schema_type, key_schema, key_schema_wire_format)
        if on_error not in (RAISE, SKIP) and not callable(on_error):
            raise ValueError(f"on_error is {on_error!r}; it is 'raise', 'skip' or a function")
        self.value_schema_type = value_schema_type
        self.value_schema = value_schema
        self.value_output_serializer = value_output_serializer
        self.key_schema_type = key_schema_type
        self.key_schema = key_schema
        self.key_output_serializer = key_output_serializer
        self.value_schema_wire_format = value_schema_wire_format
        self.key_schema_wire_format = key_schema_wire_format
        self.on_error = on_error


def _check(part: str, schema_type: str | None, schema: Any, wire_format: str | None) -> None:
    if schema_type in WITH_SCHEMA and schema is None:
        raise KafkaConsumerMissingSchemaError(
            f"{part}_schema must be provided when {part}_schema_type is {schema_type}"
        )
    if wire_format is None:
        return
    if wire_format != CONFLUENT:
        raise ValueError(f"{part}_schema_wire_format must be 'CONFLUENT', not {wire_format!r}.")
    if schema_type != AVRO:
        raise ValueError(f"{part}_schema_wire_format is supported only when {part}_schema_type is 'AVRO'.")
