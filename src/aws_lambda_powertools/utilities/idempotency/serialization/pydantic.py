"""PydanticSerializer: results that are pydantic models."""

from __future__ import annotations

from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyModelTypeError,
    IdempotencyNoSerializationModelError,
)
from aws_lambda_powertools.utilities.idempotency.serialization.base import BaseIdempotencyModelSerializer
from aws_lambda_powertools.utilities.idempotency.serialization.functions import get_actual_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from pydantic import BaseModel

    from aws_lambda_powertools.utilities.idempotency.serialization.base import BaseIdempotencySerializer


class PydanticSerializer(BaseIdempotencyModelSerializer):
    """Models as JSON-ready data; they are validated again on their way back."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.__model = model

    def to_dict(self, data: Any) -> dict[str, Any]:
        """The model's data, in the forms that it has in JSON."""
        dumped: dict[str, Any] = data.model_dump(mode="json")
        return dumped

    def from_dict(self, data: dict[str, Any]) -> Any:
        """The model with this data."""
        return self.__model.model_validate(data)

    @classmethod
    def instantiate(cls, model_type: Any) -> BaseIdempotencySerializer:
        """The serializer for a model, or for an optional one."""
        model = get_actual_type(model_type)
        if model is None:
            raise IdempotencyNoSerializationModelError("No serialization model was supplied")
        if not isinstance(model, type) or not hasattr(model, "model_validate"):
            raise IdempotencyModelTypeError("Model type is not inherited from pydantic BaseModel")
        return cls(model=model)
