"""CustomDictOutputSerializer: a function of yours."""

from __future__ import annotations

from aws_lambda_powertools.utilities.kafka.serialization.base import OutputSerializerBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class CustomDictOutputSerializer(OutputSerializerBase):
    """What a function makes of the data."""

    def serialize(self, data: Any, output: Any = None) -> Any:
        """The result of the function."""
        return data if output is None else output(data)
