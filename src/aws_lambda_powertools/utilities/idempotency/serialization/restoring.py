"""Values of annotated types out of the plain data that JSON made of them."""

# What is looked into here is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from types import UnionType
from typing import Annotated, Union, get_args, get_origin, get_type_hints
from uuid import UUID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def restored(annotation: Any, data: Any) -> Any:
    """The value that an annotation describes; the data itself where the annotation does not say.

    Knows dataclasses, pydantic models, enums, dates and times, decimals, UUIDs, paths, and collections of them.
    TypeError, ValueError, LookupError or ArithmeticError for data that can't be such a value.
    """
    if data is None:
        return None
    origin = get_origin(annotation) or annotation
    arguments = get_args(annotation)
    if origin is Annotated:
        return restored(arguments[0], data)
    if origin in (Union, UnionType):
        members = [member for member in arguments if member is not type(None)]
        return restored(members[0], data) if len(members) == 1 else data
    if not isinstance(origin, type):
        return data
    if hasattr(origin, "__dataclass_fields__") and isinstance(data, dict):
        return _restored_dataclass(origin, data)
    if hasattr(origin, "model_validate"):
        return getattr(origin, "model_validate")(data)  # noqa: B009  # no checker knows it
    for base, restore in _BY_BASE.items():
        if issubclass(origin, base):
            return restore(origin, arguments, data)
    return data


def _restored_dataclass(model: type[Any], data: dict[str, Any]) -> Any:
    types = get_type_hints(model, include_extras=True)
    fields = getattr(model, "__dataclass_fields__").values()  # noqa: B009
    values = {field.name: restored(types.get(field.name), data[field.name]) for field in fields}
    made = model(**{field.name: values[field.name] for field in fields if field.init})
    for field in fields:
        if not field.init:
            object.__setattr__(made, field.name, values[field.name])
    return made


def _in_iso_format(kind: Any, _arguments: tuple[Any, ...], data: Any) -> Any:
    return kind.fromisoformat(data)


def _out_of_one_value(kind: Any, _arguments: tuple[Any, ...], data: Any) -> Any:
    return kind(data)


def _tuple(kind: Any, arguments: tuple[Any, ...], data: Any) -> Any:
    if hasattr(kind, "_fields"):  # a named tuple
        types = get_type_hints(kind)
        return kind(*(restored(types.get(name), value) for name, value in zip(kind._fields, data, strict=True)))
    if len(arguments) == 2 and arguments[1] is Ellipsis:  # noqa: PLR2004  # tuple[int, ...]
        return tuple(restored(arguments[0], value) for value in data)
    if len(arguments) == len(data):
        return tuple(restored(annotation, value) for annotation, value in zip(arguments, data, strict=True))
    return tuple(data)


def _collection(kind: Any, arguments: tuple[Any, ...], data: Any) -> Any:
    return kind(restored(arguments[0], value) for value in data) if arguments else kind(data)


def _mapping(_kind: Any, arguments: tuple[Any, ...], data: Any) -> Any:
    if len(arguments) != 2:  # noqa: PLR2004  # of keys and of values
        return data
    keys, values = arguments
    if keys in (int, float):  # in JSON they are texts
        return {keys(key): restored(values, value) for key, value in data.items()}
    return {restored(keys, key): restored(values, value) for key, value in data.items()}


_BY_BASE: dict[type[Any], Callable[[Any, tuple[Any, ...], Any], Any]] = {
    Enum: _out_of_one_value,
    datetime: _in_iso_format,
    date: _in_iso_format,
    time: _in_iso_format,
    Decimal: _out_of_one_value,
    UUID: _out_of_one_value,
    PurePath: _out_of_one_value,
    tuple: _tuple,
    list: _collection,
    set: _collection,
    frozenset: _collection,
    Mapping: _mapping,
}
"""The first row that fits; a datetime is a date too, so it stands before."""
