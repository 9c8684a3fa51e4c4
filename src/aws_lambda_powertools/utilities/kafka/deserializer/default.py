"""DefaultDeserializer: text."""

from __future__ import annotations

from aws_lambda_powertools.utilities.kafka.deserializer.base import DeserializerBase


class DefaultDeserializer(DeserializerBase):
    """Keys and values that are text in UTF-8."""

    def deserialize(self, data: bytes | str) -> str:
        """The text; UnicodeDecodeError when it is none."""
        return self._decode_input(data).decode("utf-8")
