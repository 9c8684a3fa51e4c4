"""PydanticOutputSerializer: a pydantic model, or a union of them."""

from __future__ import annotations

from functools import lru_cache

from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.utilities.kafka.serialization.base import OutputSerializerBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class PydanticOutputSerializer(OutputSerializerBase):
    """The data as a validated model."""

    def serialize(self, data: Any, output: Any = None) -> Any:
        """The model; pydantic's ValidationError if the data does not fit."""
        return data if output is None else _adapter(output).validate_python(data)


@lru_cache(maxsize=128)
def _adapter(output: Any) -> Any:
    return require("pydantic", extra="parser", wanted_by="kafka_consumer").TypeAdapter(output)
