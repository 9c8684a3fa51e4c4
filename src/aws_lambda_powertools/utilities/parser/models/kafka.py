"""Records of Kafka, of Amazon MSK and of clusters that run elsewhere.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field, field_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import Replaceable, TextOrModel

SERVERS_DELIMITER = ","


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
    key: bytes | None = Field(default=None, description="The key in base64.", examples=["cmVjb3JkS2V5"])
    value: TextOrModel = Field(
        description="The value in base64; None for a deleted key (a tombstone).", examples=["eyJrZXkiOiJ2YWx1ZSJ9"]
    )
    headers: list[dict[str, bytes]] = Field(
        description="Each header as a map from its name to its bytes, as signed numbers.",
        examples=[[{"headerKey": [104, 101, 97, 100, 101, 114, 86, 97, 108, 117, 101]}]],
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
        """The text of the value."""
        return value if functions.is_model(value) else functions.decoded_text(value)

    @field_validator("headers", mode="before")
    @classmethod
    def decode_headers_list(cls, value: Any) -> Any:
        """The bytes of each header; they come as numbers, from Java also as negative ones."""
        if not isinstance(value, list):
            return value
        return [
            {name: _header_bytes(content) for name, content in header.items()} if isinstance(header, dict) else header
            for header in value
        ]


class KafkaBaseEventModel(EventModel):
    """Batches of records, by topic and partition."""

    bootstrapServers: list[str] = Field(description="The brokers, separated by commas.")
    records: Replaceable[dict[str, list[KafkaRecordModel]]] = Field(
        description="The next record, another one at each access; StopIteration after the last one."
    )

    @field_validator("bootstrapServers", mode="before")
    @classmethod
    def split_servers(cls, value: Any) -> Any:
        """The servers, which come in one text."""
        return value.split(SERVERS_DELIMITER) if isinstance(value, str) and value else value


class KafkaSelfManagedEventModel(KafkaBaseEventModel):
    """Records of a cluster that runs elsewhere."""

    eventSource: Literal["SelfManagedKafka"] = Field(
        description="`aws:kafka` or `SelfManagedKafka`.", examples=["SelfManagedKafka"]
    )


class KafkaMskEventModel(KafkaBaseEventModel):
    """Records of Amazon MSK."""

    eventSource: Literal["aws:kafka"] = Field(description="`aws:kafka` or `SelfManagedKafka`.", examples=["aws:kafka"])
    eventSourceArn: str = Field(description="The ARN of the cluster; None for one that somebody runs.")


def _header_bytes(content: Any) -> Any:
    if not isinstance(content, list):
        return content
    try:
        return bytes(number % 256 if number < 0 else number for number in content)
    except TypeError as error:
        raise ValueError(f"The bytes of a header are numbers: {error}") from error
