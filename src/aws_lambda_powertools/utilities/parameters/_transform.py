"""From stored text to values: json, binary, boolean, integer, enums, and auto by the parameter's name."""

# Values are the user's own, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import json
from enum import Enum

from aws_lambda_powertools.utilities.parameters.constants import (
    TRANSFORM_AUTO,
    TRANSFORM_METHOD_BINARY,
    TRANSFORM_METHOD_BOOLEAN,
    TRANSFORM_METHOD_INTEGER,
    TRANSFORM_METHOD_JSON,
)
from aws_lambda_powertools.utilities.parameters.exceptions import TransformParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

YES = frozenset(("true", "1"))
NO = frozenset(("false", "0"))


class TransformEnum(Enum):
    """Derive from it to choose one of several values by a parameter: `transform=Notification`.

    The stored text is the name of a member, in any case, or else the text of its value. A member shows, compares and
    is true or false as its value does.
    """

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, format_spec: str) -> str:
        return format(self.value, format_spec) if format_spec else str(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return bool(self.value == (other.value if isinstance(other, TransformEnum) else other))

    def __hash__(self) -> int:
        return hash(self.value)


def _binary(value: Any) -> bytes:
    from base64 import b64decode

    return b64decode(value)


def _boolean(value: Any) -> bool:
    word = _text(value).strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise ValueError("it is neither true nor false, nor 1 or 0")


def _integer(value: Any) -> int:
    return int(_text(value).strip())


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


TRANSFORM_METHOD_MAPPING: dict[Any, Callable[[Any], Any]] = {
    TRANSFORM_METHOD_JSON: json.loads,
    TRANSFORM_METHOD_BINARY: _binary,
    TRANSFORM_METHOD_BOOLEAN: _boolean,
    TRANSFORM_METHOD_INTEGER: _integer,
    ".json": json.loads,
    ".binary": _binary,
    None: lambda value: value,
}


def get_transform_method(value: str, transform: Any = None) -> Callable[[Any], Any]:
    """The function that transforms the value of the parameter named `value`; TypeError if there is no such transform.

    `auto` goes by the ending of the name: `.json`, `.binary`.
    """
    if isinstance(transform, type) and issubclass(transform, Enum):
        return lambda stored: _member(transform, stored)
    if transform == TRANSFORM_AUTO:
        ending = f".{value.rpartition('.')[2]}" if "." in value else None
        transform = ending if ending in TRANSFORM_METHOD_MAPPING else None
    method = TRANSFORM_METHOD_MAPPING.get(transform) if isinstance(transform, (str, type(None))) else None
    if method is None:
        known = ", ".join(repr(name) for name in TRANSFORM_METHOD_MAPPING if name and not name.startswith("."))
        raise TypeError(f"there is no such transform; it is {known}, 'auto' or a subclass of TransformEnum")
    return method


def transform_value(value: Any, transform: Any, raise_on_transform_error: bool = True, key: str = "") -> Any:
    """A value after its transform, or a mapping of values after theirs.

    What can't be transformed is None, or raises TransformParameterError.
    """
    if not transform:
        return value
    if isinstance(value, dict):
        return {name: _transformed(item, transform, raise_on_transform_error, name) for name, item in value.items()}
    return _transformed(value, transform, raise_on_transform_error, key)


def _transformed(value: Any, transform: Any, raises: bool, name: str) -> Any:
    try:
        return get_transform_method(name, transform)(value)
    except Exception as error:
        if not raises:
            return None
        # The value is not named: it may be a secret. Errors of the JSON module only name a position.
        raise TransformParameterError(f"Unable to transform value using '{transform}' transform: {error}") from error


def _member(choices: type[Enum], stored: Any) -> Enum:
    text = _text(stored).strip()
    for member in choices:
        if member.name.lower() == text.lower():
            return member
    for member in choices:
        if str(member.value).lower() == text.lower():
            return member
    raise ValueError(f"it is none of {', '.join(choices.__members__)}")
