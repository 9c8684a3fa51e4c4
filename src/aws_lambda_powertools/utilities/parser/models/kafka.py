"""Records of Kafka, of Amazon MSK and of clusters that run elsewhere.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field, field_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import EmptyIfNull, Replaceable, TextOrModel

SERVERS_DELIMITER = ","
LEAST_BYTE = -128
"""Java's bytes have a sign."""


class KafkaRecordSchemaMetadata(EventModel):
    """The schema of a key or value."""

    dataFormat: str = Field(description="`AVRO`, `PROTOBUF` or `JSON`.")
    schemaId: str = Field(description="The id of the schema in its registry.")


class KafkaRecordModel(EventModel):
    """A record; key, value and headers come encoded and are given as they were sent."""

    topic: str = Field(description="The topic.", examples=["mytopic"])
    partition: int = Field(description="The partition of the topic.", examples=[0])
    offset: int = Field(description="The place in the partition.", examples=[15])
    timestamp: datetime = Field(
        description="When it was sent or written: milliseconds since the epoch.", examples=[1545084650987]
    )
    timestampType: str = Field(description="`CREATE_TIME` or `LOG_APPEND_TIME`.", examples=["CREATE_TIME"])
    key: bytes | None = Field(default=None, description="The key; base64 in the event.", examples=["cmVjb3JkS2V5"])
    value: TextOrModel | None = Field(
        default=None,
        description="The value, base64 in the event; None for a deleted key (a tombstone).",
        examples=["eyJrZXkiOiJ2YWx1ZSJ9"],
    )
    headers: EmptyIfNull[list[dict[str, bytes]]] = Field(
        default=[],
        description="Each header as a mapping from its name to its bytes, which are numbers in the event.",
        examples=[[{"headerKey": [104, 101, 97, 100, 101, 114]}]],
    )
    keySchemaMetadata: KafkaRecordSchemaMetadata | None = Field(default=None, description="The schema of the key.")
    valueSchemaMetadata: KafkaRecordSchemaMetadata | None = Field(default=None, description="The schema of the value.")

    @field_validator("key", mode="before")
    @classmethod
    def decode_key(cls, value: Any) -> Any:
        """The bytes of the key; None for a record without one."""
        return functions.decoded_base64(value) if value else value

    @field_validator("value", mode="before")
    @classmethod
    def data_base64_decode(cls, value: Any) -> Any:
        """The text of the value; what is no UTF-8, such as Avro, stays bytes for models that want them."""
        if value is None or functions.is_model(value):
            return value
        return functions.text_or_bytes(functions.decoded_base64(value))

    @field_validator("headers", mode="before")
    @classmethod
    def decode_headers_list(cls, value: Any) -> Any:
        """The bytes of each header; they come as numbers, from Java also as negative ones."""
        if not functions.is_list(value):
            return value
        return [
            {name: _header_bytes(content) for name, content in header.items()}
            if functions.is_mapping(header)
            else header
            for header in value
        ]


class KafkaBaseEventModel(EventModel):
    """Batches of records, by topic and partition."""

    bootstrapServers: list[str] = Field(description="The brokers; one text with commas in the event.")
    records: Replaceable[dict[str, list[KafkaRecordModel]]] = Field(description="The records by topic and partition.")

    @field_validator("bootstrapServers", mode="before")
    @classmethod
    def split_servers(cls, value: Any) -> Any:
        """The servers, which come in one text."""
        return value.split(SERVERS_DELIMITER) if isinstance(value, str) and value else value


class KafkaSelfManagedEventModel(KafkaBaseEventModel):
    """Records of a cluster that runs elsewhere."""

    eventSource: Literal["SelfManagedKafka", "aws:SelfManagedKafka"] = Field(
        description="`SelfManagedKafka`.", examples=["SelfManagedKafka"]
    )


class KafkaMskEventModel(KafkaBaseEventModel):
    """Records of Amazon MSK."""

    eventSource: Literal["aws:kafka"] = Field(description="`aws:kafka`.", examples=["aws:kafka"])
    eventSourceArn: str = Field(description="The ARN of the cluster.")


def _header_bytes(content: Any) -> Any:
    if not functions.is_list(content):
        return content
    try:
        return bytes(number + 256 if LEAST_BYTE <= number < 0 else number for number in content)
    except TypeError as error:
        raise ValueError(f"The bytes of a header are numbers: {error}") from error
