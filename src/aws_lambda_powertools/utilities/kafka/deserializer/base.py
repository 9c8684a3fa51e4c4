"""DeserializerBase: what a deserializer has to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from binascii import Error, a2b_base64

from aws_lambda_powertools.utilities.kafka.exceptions import KafkaConsumerDeserializationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class DeserializerBase(ABC):
    """Decodes one key or value."""

    @abstractmethod
    def deserialize(self, data: bytes | str) -> Any:
        """The data of a key or value, which is text in base64, or bytes."""

    def _decode_input(self, data: bytes | str) -> bytes:
        """The bytes; KafkaConsumerDeserializationError if the text is no base64."""
        if isinstance(data, bytes):
            return data
        try:
            return a2b_base64(data)
        except (Error, TypeError, ValueError) as error:
            raise KafkaConsumerDeserializationError(
                f"Error trying to decode base64 data - {type(error).__name__}: {error}"
            ) from error
