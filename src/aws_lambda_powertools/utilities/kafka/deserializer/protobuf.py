"""ProtobufDeserializer: Protocol Buffers; the only module that imports google.protobuf."""

# protobuf has hardly any types.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false, reportMissingTypeStubs=false, reportMissingModuleSource=false

from __future__ import annotations

from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.utilities.kafka.deserializer._framing import (
    check_format,
    confluent,
    glue,
    without_message_indexes,
)
from aws_lambda_powertools.utilities.kafka.deserializer.base import DeserializerBase
from aws_lambda_powertools.utilities.kafka.exceptions import KafkaConsumerDeserializationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

LONGEST_CONFLUENT_ID = 20
"""Ids of Glue are UUIDs, which are longer."""


class ProtobufDeserializer(DeserializerBase):
    """Keys and values in Protocol Buffers, as mappings by the names in the `.proto` file."""

    def __init__(self, message_class: Any, field_metadata: dict[str, Any] | None = None) -> None:
        if not hasattr(message_class, "ParseFromString"):
            raise TypeError(f"value_schema is {message_class!r}; for PROTOBUF it is the class of the message")
        self.message_class = message_class
        self.field_metatada = field_metadata
        self._json = require("google.protobuf.json_format", extra="kafka-consumer-protobuf", wanted_by="kafka_consumer")

    def deserialize(self, data: bytes | str) -> dict[str, Any]:
        """The data; KafkaConsumerDeserializationError when it is no such message."""
        check_format(self.field_metatada, "PROTOBUF")
        content = self._decode_input(data)
        trouble: Exception | None = None
        for candidate in self._candidates(content):
            try:
                message = self.message_class()
                message.ParseFromString(candidate)
                return self._json.MessageToDict(message, preserving_proto_field_name=True)  # type: ignore[no-any-return]
            except Exception as error:  # whatever protobuf raises: the data is somebody's
                trouble = trouble or error
        raise KafkaConsumerDeserializationError(
            f"Error trying to deserialize protobuf data - {type(trouble).__name__}: {trouble}"
        ) from trouble

    def _candidates(self, content: bytes) -> Iterator[bytes]:
        """The bytes of the message, for each way in which it may have come, the likeliest first."""
        schema_id = (self.field_metatada or {}).get("schemaId")
        if schema_id and len(schema_id) > LONGEST_CONFLUENT_ID:
            yield content[1:]
        elif schema_id:
            yield from _after_indexes(content)
        yield content
        header = confluent(content)
        if header is not None:
            yield from _after_indexes(header.content)
        header = glue(content)
        if header is not None:
            yield from (header.content[1:], header.content)


def _after_indexes(content: bytes) -> Iterator[bytes]:
    for zigzag in (True, False):
        try:
            yield without_message_indexes(content, zigzag=zigzag)
        except IndexError:
            continue
