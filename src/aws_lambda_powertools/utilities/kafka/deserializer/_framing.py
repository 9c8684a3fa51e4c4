"""What producers write before the data when they use a schema registry.

Confluent: a zero, four bytes of schema id, for Protobuf the indexes of the message. Glue: a 3, a byte that says whether
the rest is compressed, sixteen bytes of schema id.

Source: https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.kafka.exceptions import (
    KafkaConsumerDeserializationError,
    KafkaConsumerDeserializationFormatMismatch,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

CONFLUENT_MAGIC, GLUE_MAGIC = 0, 3
CONFLUENT_HEADER, GLUE_HEADER = 5, 18
GLUE_PLAIN, GLUE_COMPRESSED = 0, 5


class Framed:
    """Data with a header of a registry: the schema's id, and the rest."""

    __slots__ = ("content", "schema_id")

    def __init__(self, schema_id: str, content: bytes) -> None:
        self.schema_id = schema_id
        self.content = content


def confluent(data: bytes) -> Framed | None:
    """The data as a producer with Confluent's registry writes it; None if it can't be that."""
    if len(data) < CONFLUENT_HEADER or data[0] != CONFLUENT_MAGIC:
        return None
    return Framed(str(int.from_bytes(data[1:CONFLUENT_HEADER], "big")), data[CONFLUENT_HEADER:])


def glue(data: bytes) -> Framed | None:
    """The data as a producer with the Glue registry writes it; None if it can't be that."""
    if len(data) < GLUE_HEADER or data[0] != GLUE_MAGIC or data[1] not in (GLUE_PLAIN, GLUE_COMPRESSED):
        return None
    from uuid import UUID

    content = data[GLUE_HEADER:]
    if data[1] == GLUE_COMPRESSED:
        from aws_lambda_powertools._core.encoding import EncodingError, inflate

        try:
            content = inflate(content)
        except EncodingError as error:
            raise KafkaConsumerDeserializationError(f"Data framed by Glue can't be inflated: {error}") from error
    return Framed(str(UUID(bytes=data[2:GLUE_HEADER])), content)


def framed(data: bytes) -> Framed | None:
    """The data with the header of either registry; None if it has none."""
    return confluent(data) or glue(data)


def without_message_indexes(content: bytes, *, zigzag: bool = True) -> bytes:
    """Protobuf data after the indexes that say which message of its schema it is; IndexError if it has none."""
    count, position = _varint(content, 0)
    if zigzag:
        count = (count >> 1) ^ -(count & 1)
    for _ in range(count):
        _, position = _varint(content, position)
    return content[position:]


def _varint(content: bytes, position: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if not byte & 0x80:
            return value, position
        shift += 7


def check_format(metadata: dict[str, Any] | None, expected: str) -> None:
    """KafkaConsumerDeserializationFormatMismatch if the event says that the data has another format."""
    said = (metadata or {}).get("dataFormat")
    if said and said != expected:
        raise KafkaConsumerDeserializationFormatMismatch(f"Expected data is {expected} but you sent {said}")
