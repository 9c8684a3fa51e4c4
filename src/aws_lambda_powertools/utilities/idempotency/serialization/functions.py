"""The model inside a return annotation, and the serializer for it."""

# What is looked into here is the user's own data, Any all the way down.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from functools import partial
from typing import Union, get_args, get_origin

from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyModelTypeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def get_actual_type(model_type: Any) -> Any:
    """The type itself, or the one inside Optional; IdempotencyModelTypeError for a union of several."""
    from types import UnionType

    if get_origin(model_type) not in (Union, UnionType):
        return model_type
    types = [member for member in get_args(model_type) if member is not type(None)]
    if len(types) != 1:
        raise IdempotencyModelTypeError(
            "Invalid type: expected a single type, optionally wrapped in Optional or Union with None."
        )
    return types[0]


def return_type(function: Callable[..., Any]) -> Any:
    """What the function's annotation says it returns; None if it says nothing that can be found."""
    from inspect import unwrap
    from typing import get_type_hints

    annotation = getattr(function, "__annotations__", {}).get("return")
    if not isinstance(annotation, str):
        return annotation
    try:
        return get_type_hints(unwrap(function)).get("return")
    except Exception:  # a name that exists only for type checkers, or inside of a function
        return None


class InferredSerializer:
    """For results of the annotated model; whatever else the function returns stays as it is."""

    def __init__(self, model: type[Any], to_dict: Callable[[Any], Any], from_dict: Callable[[Any], Any]) -> None:
        self._model = model
        self._to_dict = to_dict
        self._from_dict = from_dict

    def to_dict(self, data: Any) -> Any:
        """The model's data; anything else as it is."""
        return self._to_dict(data) if isinstance(data, self._model) else data

    def from_dict(self, data: Any) -> Any:
        """The model with this data, if it is the data of one."""
        if not isinstance(data, dict):
            return data
        try:
            return self._from_dict(data)
        except (TypeError, ValueError, LookupError, ArithmeticError):  # it was no model that the function returned
            return data


def inferred_serializer(function: Callable[..., Any]) -> InferredSerializer | None:
    """The serializer for a function that returns a pydantic model or a dataclass; None for all others."""
    try:
        model = get_actual_type(return_type(function))
    except IdempotencyModelTypeError:
        return None
    if not isinstance(model, type):
        return None
    if hasattr(model, "__dataclass_fields__"):
        from dataclasses import asdict

        from aws_lambda_powertools.utilities.idempotency.serialization.restoring import restored

        return InferredSerializer(model, asdict, partial(restored, model))
    if hasattr(model, "model_validate"):
        from aws_lambda_powertools.utilities.idempotency.serialization.pydantic import PydanticSerializer

        serializer = PydanticSerializer(model)
        return InferredSerializer(model, serializer.to_dict, serializer.from_dict)
    return None
