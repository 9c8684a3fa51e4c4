"""What a serializer of results has to do."""

from __future__ import annotations

from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class BaseIdempotencySerializer(ABC):
    """Turns a function's results into data that JSON can hold, and back."""

    @abstractmethod
    def to_dict(self, data: Any) -> Any:
        """The result as plain data."""

    @abstractmethod
    def from_dict(self, data: Any) -> Any:
        """The result out of plain data."""


class BaseIdempotencyModelSerializer(BaseIdempotencySerializer):
    """A serializer that is made for the type which the function's return annotation names."""

    @classmethod
    @abstractmethod
    def instantiate(cls, model_type: Any) -> BaseIdempotencySerializer:
        """The serializer for a type; IdempotencyNoSerializationModelError, IdempotencyModelTypeError."""
