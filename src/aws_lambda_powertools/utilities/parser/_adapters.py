"""The validators of what is no model class: of unions, dataclasses, typed dictionaries and all other types.

pydantic builds a TypeAdapter for such a type, which takes as long as thousands of validations: adapters are kept,
together with what they were built for.
"""

from __future__ import annotations

from aws_lambda_powertools._core.cache import LRUCache
from aws_lambda_powertools._core.optional import require

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from pydantic import TypeAdapter

    from aws_lambda_powertools.utilities.parser._validators import Validator

_kept: LRUCache[int | str, tuple[Any, Validator]] = LRUCache(max_items=512)


def adapter_of(model: Any) -> Validator:
    """What validates data by a type that pydantic understands; a TypeAdapter is one itself."""
    kept = _kept.get(id(model))  # what is kept holds the model, so nothing else gets its id
    if kept is not None:
        return kept[1]
    require("pydantic", extra="parser", wanted_by="The parser")
    from pydantic import TypeAdapter

    if isinstance(model, TypeAdapter):
        return model  # pyright: ignore[reportUnknownVariableType]  # of any type
    if issubclass(type(model), type):  # on Python 3.10 `isinstance` takes `list[Order]` for a class too
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
