"""Format and schema → deserializer, kept for all records."""

from __future__ import annotations

from aws_lambda_powertools._core.cache import LRUCache
from aws_lambda_powertools.utilities.kafka.deserializer.default import DefaultDeserializer
from aws_lambda_powertools.utilities.kafka.deserializer.json import JsonDeserializer
from aws_lambda_powertools.utilities.kafka.schema_config import WITH_SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.kafka.deserializer.base import DeserializerBase

MOST_SCHEMAS = 128

_kept: LRUCache[Any, Any] = LRUCache(MOST_SCHEMAS)


def get_deserializer(
    schema_type: str | None,
    schema_value: Any,
    field_metadata: dict[str, Any] | None,
    wire_format: str | None = None,
) -> DeserializerBase:
    """The deserializer for one record; what it has parsed of the schema is shared by all records.

    For a format that is none of JSON, AVRO and PROTOBUF, data is text.
    """
    if schema_type == "JSON":
        return JsonDeserializer(field_metadata)
    if schema_type in WITH_SCHEMA:
        return _for_record(schema_type, schema_value, field_metadata, wire_format)
    return DefaultDeserializer()


def _for_record(
    schema_type: str | None, schema: Any, metadata: dict[str, Any] | None, wire_format: str | None
) -> DeserializerBase:
    """A deserializer with this record's metadata and with the schema that was parsed before."""
    from copy import copy

    key = (schema_type, schema if isinstance(schema, str) else id(schema), wire_format)
    kept: tuple[Any, Any] | None = _kept.get(key)
    if kept is None:
        kept = (_made(schema_type, schema, wire_format), schema)  # the schema too, so that its id stays its own
        _kept.put(key, kept)
    deserializer: Any = kept[0]
    if metadata:
        deserializer = copy(deserializer)
        deserializer.field_metatada = metadata
    found: DeserializerBase = deserializer
    return found


def _made(schema_type: str | None, schema: Any, wire_format: str | None) -> DeserializerBase:
    if schema_type == "AVRO":
        from aws_lambda_powertools.utilities.kafka.deserializer.avro import AvroDeserializer

        return AvroDeserializer(schema, wire_format=wire_format)
    from aws_lambda_powertools.utilities.kafka.deserializer.protobuf import ProtobufDeserializer

    return ProtobufDeserializer(schema)
