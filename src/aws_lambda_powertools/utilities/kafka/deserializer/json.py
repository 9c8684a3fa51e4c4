"""JsonDeserializer: JSON."""

from __future__ import annotations

import json

from aws_lambda_powertools.utilities.kafka.deserializer._framing import check_format
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
        check_format(self.field_metatada, "JSON")
        content = self._decode_input(data)
        try:
            return json.loads(content)
        except ValueError as error:
            raise KafkaConsumerDeserializationError(
                f"Error trying to deserialize json data - {type(error).__name__}: {error}"
            ) from error
