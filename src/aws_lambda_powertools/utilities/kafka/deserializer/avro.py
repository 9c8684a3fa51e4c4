"""AvroDeserializer: Avro; the only module that imports avro."""

# avro has no types.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false, reportMissingTypeStubs=false

from __future__ import annotations

import io

from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.utilities.kafka.deserializer._framing import check_format, confluent, framed
from aws_lambda_powertools.utilities.kafka.deserializer.base import DeserializerBase
from aws_lambda_powertools.utilities.kafka.exceptions import (
    KafkaConsumerAvroSchemaParserError,
    KafkaConsumerDeserializationError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CONFLUENT = "CONFLUENT"


class AvroDeserializer(DeserializerBase):
    """Keys and values in Avro. The whole of the data must be what the schema says.

    `schema_str` is the schema as JSON, or a registry that has one for the id in the data. With the wire format
    CONFLUENT the data must have the header of that registry; without, the headers of Confluent and Glue are recognised.
    """

    def __init__(
        self, schema_str: Any, field_metadata: dict[str, Any] | None = None, wire_format: str | None = None
    ) -> None:
        self.registry: Any = None if isinstance(schema_str, str) else schema_str
        self.field_metatada = field_metadata
        self.wire_format = wire_format
        self._schema_parser = require("avro.schema", extra="kafka-consumer-avro", wanted_by="kafka_consumer")
        self._io = require("avro.io", extra="kafka-consumer-avro", wanted_by="kafka_consumer")
        self._by_id: dict[str, Any] = {}
        self._reader: Any = None if self.registry is not None else self._reader_of(schema_str)

    def deserialize(self, data: bytes | str) -> Any:
        """The data; KafkaConsumerDeserializationError when it is not what the schema says."""
        check_format(self.field_metatada, "AVRO")
        content = self._decode_input(data)
        if self.wire_format == CONFLUENT:
            header = confluent(content)
            if header is None:
                raise KafkaConsumerDeserializationError("Invalid Confluent wire format: expected magic byte 0x00")
            return self._read(header.content, self._reader or self._reader_for(header.schema_id))
        if self.registry is not None:
            return self._read_by_id(content)
        try:
            return self._read(content, self._reader)
        except KafkaConsumerDeserializationError:
            header = framed(content)
            if header is None:
                raise
            return self._read(header.content, self._reader)

    def _read_by_id(self, content: bytes) -> Any:
        header = framed(content)
        schema_id = header.schema_id if header is not None else (self.field_metatada or {}).get("schemaId")
        if schema_id is None:
            raise KafkaConsumerDeserializationError(
                "The data has no header of a schema registry, so that its schema is unknown; give the schema itself"
            )
        return self._read(content if header is None else header.content, self._reader_for(schema_id))

    def _reader_for(self, schema_id: str) -> Any:
        reader = self._by_id.get(schema_id)
        if reader is None:
            reader = self._by_id[schema_id] = self._reader_of(self.registry.get_schema(schema_id))
        return reader

    def _reader_of(self, schema: str) -> Any:
        try:
            return self._io.DatumReader(self._schema_parser.parse(schema))
        except Exception as error:  # whatever avro raises: the text is the user's
            raise KafkaConsumerAvroSchemaParserError(
                f"Invalid Avro schema. Please ensure the provided avro schema is valid: {type(error).__name__}: {error}"
            ) from error

    def _read(self, content: bytes, reader: Any) -> Any:
        stream = io.BytesIO(content)
        try:
            value = reader.read(self._io.BinaryDecoder(stream))
        except Exception as error:  # whatever avro raises: the data is somebody's
            raise KafkaConsumerDeserializationError(
                f"Error trying to deserialize avro data - {type(error).__name__}: {error}"
            ) from error
        left = len(content) - stream.tell()
        if left:
            raise KafkaConsumerDeserializationError(
                f"Error trying to deserialize avro data - {left} of {len(content)} bytes are left over: the data was "
                "written with another schema, or stands behind a header that is not known"
            )
        return value
