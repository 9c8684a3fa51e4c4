"""DataclassSerializer: results that are dataclasses."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass

from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyModelTypeError,
    IdempotencyNoSerializationModelError,
)
from aws_lambda_powertools.utilities.idempotency.serialization.base import BaseIdempotencyModelSerializer
from aws_lambda_powertools.utilities.idempotency.serialization.functions import get_actual_type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.idempotency.serialization.base import BaseIdempotencySerializer


class DataclassSerializer(BaseIdempotencyModelSerializer):
    """Dataclasses as mappings of their fields; fields come back as JSON holds them."""

    def __init__(self, model: type[Any]) -> None:
        self.__model = model

    def to_dict(self, data: Any) -> dict[str, Any]:
        """The fields by name."""
        return asdict(data)

    def from_dict(self, data: dict[str, Any]) -> Any:
        """The dataclass with these fields."""
        return self.__model(**data)

    @classmethod
    def instantiate(cls, model_type: Any) -> BaseIdempotencySerializer:
        """The serializer for a dataclass, or for an optional one."""
        model = get_actual_type(model_type)
        if model is None:
            raise IdempotencyNoSerializationModelError("No serialization model was supplied")
        if not isinstance(model, type) or not is_dataclass(model):
            raise IdempotencyModelTypeError("Model type is not inherited of dataclass type")
        return cls(model=model)
