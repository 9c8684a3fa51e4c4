"""JsonDeserializer: JSON."""

from __future__ import annotations

import json
from contextlib import suppress

from aws_lambda_powertools.utilities.data_classes._json import loads
from aws_lambda_powertools.utilities.kafka.deserializer._framing import check_format, framed
from aws_lambda_powertools.utilities.kafka.deserializer.base import DeserializerBase
from aws_lambda_powertools.utilities.kafka.exceptions import KafkaConsumerDeserializationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class JsonDeserializer(DeserializerBase):
    """Keys and values that are JSON."""

    def __init__(self, field_metadata: dict[str, Any] | None = None) -> None:
        self.field_metatada = field_metadata

    def deserialize(self, data: bytes | str) -> Any:
        """The data; KafkaConsumerDeserializationError when it is no JSON."""
        if self.field_metatada:
            check_format(self.field_metatada, "JSON")
        content = self._decode_input(data)
        try:
            return loads(content.decode())
        except ValueError:
            return self._another_way(content)

    def _another_way(self, content: bytes) -> Any:
        """JSON in another encoding, or behind the header of a registry."""
        try:
            return json.loads(content)
        except ValueError as error:
            header = framed(content)
            if header is not None:
                with suppress(ValueError):
                    return json.loads(header.content)
            raise KafkaConsumerDeserializationError(
                f"Error trying to deserialize json data - {type(error).__name__}: {error}"
            ) from error
