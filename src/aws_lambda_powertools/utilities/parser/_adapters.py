"""How does data become what a model says? Also for what is no model itself: unions, dataclasses, typed dictionaries.

A model class holds its validator. For everything else pydantic builds a TypeAdapter, which takes as long as thousands
of validations: adapters are kept, together with what they were built for.
"""

from __future__ import annotations

from aws_lambda_powertools._core.cache import LRUCache
from aws_lambda_powertools._core.optional import require

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from pydantic import TypeAdapter

    class Validator(Protocol):
        """What validates: pydantic's own validators, and its adapters."""

        def validate_python(self, data: Any, /) -> Any:
            """The model made of Python objects."""
            ...

        def validate_json(self, data: str, /) -> Any:
            """The model made of a JSON text."""
            ...


_kept: LRUCache[int | str, tuple[Any, Validator]] = LRUCache(max_items=512)


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
    kept = _kept.get(id(model))  # what is kept holds the model, so nothing else gets its id
    return kept[1] if kept is not None else _validator_of_another_kind(model)


def _validator_of_another_kind(model: Any) -> Validator:
    require("pydantic", extra="parser", wanted_by="The parser")
    from pydantic import TypeAdapter

    if isinstance(model, TypeAdapter):
        return model  # pyright: ignore[reportUnknownVariableType]  # of any type
    if isinstance(model, type):
        return _keep(TypeAdapter(model), model, id(model))
    # Written anew in each call, as in `parse(event, Order | Refund)`, it is another object each time. What compares
    # as equal may still differ in order, which its text tells; and equal texts may be of different classes.
    text = repr(model)
    kept = _kept.get(text)
    if kept is not None and kept[0] == model:
        return kept[1]
    return _keep(TypeAdapter(model), model, id(model), text)


def _keep(adapter: TypeAdapter[Any], model: Any, *keys: int | str) -> Validator:
    for key in keys:
        _kept.put(key, (model, adapter))
    return adapter
