"""How does data become what a model says?"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    class Validator(Protocol):
        """What validates: pydantic's own validators, and its adapters."""

        def validate_python(self, data: Any, /) -> Any:
            """The model made of Python objects."""
            ...

        def validate_json(self, data: str, /) -> Any:
            """The model made of a JSON text."""
            ...


def validated(data: Any, model: Any) -> Any:
    """The data as the model says; a text is read as JSON."""
    validator = validator_of(model)
    return validator.validate_json(data) if isinstance(data, str) else validator.validate_python(data)


def validator_of(model: Any) -> Validator:
    """What validates data by a model class, a TypeAdapter or any other type that pydantic understands."""
    if issubclass(type(model), type):  # and no `list[Model]`, which passes for a class in many ways
        validator: Validator | None = model.__dict__.get("__pydantic_validator__")
        if validator is not None:
            return validator
    from aws_lambda_powertools.utilities.parser._adapters import adapter_of

    return adapter_of(model)
