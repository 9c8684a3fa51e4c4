"""Objects as dictionaries that can be masked; everything else stays what it is."""

# What is masked is the user's own data, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from enum import Enum
from types import BuiltinFunctionType, FunctionType, ModuleType

from aws_lambda_powertools._core.copies import SHARED_TYPES
from aws_lambda_powertools.utilities.data_masking.constants import DATA_MASKING_STRING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

COLLECTIONS = (dict, list, tuple, set)
NOT_DATA = (type, FunctionType, BuiltinFunctionType, ModuleType, Enum, BaseException)
"""They have attributes, and those are not what is meant."""


def plain(value: Any) -> Any:
    """A copy in which dataclasses, pydantic models and other objects are dictionaries of what they hold.

    Dates, decimals, tuples, sets and keys keep their types. What contains itself is masked where it does.
    """
    try:
        return _quickly(value)
    except RecursionError:
        return _carefully(value, ())


def _quickly(value: Any) -> Any:
    """For the usual data, which does not contain itself."""
    kind = type(value)
    if kind is dict:
        return {key: item if type(item) in SHARED_TYPES else _quickly(item) for key, item in value.items()}
    if kind is list:
        return [item if type(item) in SHARED_TYPES else _quickly(item) for item in value]
    if kind in SHARED_TYPES:
        return value
    if isinstance(value, COLLECTIONS):
        return _collection(value, _quickly)
    held = _held(value)
    return value if held is None else _quickly(held)


def _carefully(value: Any, above: tuple[int, ...]) -> Any:
    """For data that contains itself."""
    kind = type(value)
    if kind in SHARED_TYPES:
        return value
    if id(value) in above:
        return DATA_MASKING_STRING
    above = (*above, id(value))

    def below(item: Any) -> Any:
        return _carefully(item, above)

    if isinstance(value, COLLECTIONS):
        return _collection(value, below)
    held = _held(value)
    return value if held is None else below(held)


def _collection(value: Any, convert: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {key: convert(item) for key, item in value.items()}
    if isinstance(value, list):
        return [convert(item) for item in value]
    if isinstance(value, set):
        return {_hashable(item, convert(item)) for item in value}
    items = [convert(item) for item in value]
    return type(value)(*items) if hasattr(value, "_fields") else tuple(items)


def _hashable(item: Any, converted: Any) -> Any:
    """An item of a set, which stays as it is where its dictionary could not be in one."""
    return item if isinstance(converted, (dict, list)) else converted


def _held(value: Any) -> dict[Any, Any] | None:
    """What an object holds, by name; None for what is a value itself."""
    if isinstance(value, NOT_DATA):
        return None
    kind = type(value)
    names = getattr(kind, "__dataclass_fields__", None)
    if names is not None:
        return {name: getattr(value, name) for name in names if hasattr(value, name)}
    for method in ("model_dump", "dict"):
        dump = getattr(value, method, None)
        if callable(dump):
            return _dumped(dump)
    held = getattr(value, "__dict__", None)
    return dict(held) if isinstance(held, dict) else None


def _dumped(dump: Any) -> dict[Any, Any] | None:
    dumped = dump()
    return dumped if isinstance(dumped, dict) else {"root": dumped}
