"""Which serializer fits an output type."""

# Types are looked into here, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def serialize_to_output_type(data: Any, output: Any = None) -> Any:
    """The data as a dataclass, a pydantic model (or a union of them), or what a function makes of it."""
    if output is None:
        return data
    if isinstance(output, type) and hasattr(output, "__dataclass_fields__"):
        from aws_lambda_powertools.utilities.kafka.serialization.dataclass import DataclassOutputSerializer

        return DataclassOutputSerializer().serialize(data, output)
    if _is_model(output):
        from aws_lambda_powertools.utilities.kafka.serialization.pydantic import PydanticOutputSerializer

        return PydanticOutputSerializer().serialize(data, output)
    from aws_lambda_powertools.utilities.kafka.serialization.custom_dict import CustomDictOutputSerializer

    return CustomDictOutputSerializer().serialize(data, output)


def _is_model(output: Any) -> bool:
    """Whether a type is a pydantic model, or has one inside of Union or Annotated."""
    if isinstance(output, type) and hasattr(output, "model_validate"):
        return True
    arguments: tuple[Any, ...] = getattr(output, "__args__", ())
    return not isinstance(output, type) and any(map(_is_model, arguments))
