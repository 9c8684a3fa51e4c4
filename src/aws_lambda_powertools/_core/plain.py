"""Any object as JSON-ready data, and compact JSON.

`to_plain` answers one question for the whole toolkit: what is this as data that JSON can hold? `dumps` is its
compact JSON and raises where JSON has no word for something; `safe_dumps` always gives valid JSON.
"""

# What is looked into here is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence, Set
from decimal import Decimal
from enum import Enum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

DEEPEST = 100
"""How many levels `safe_dumps` keeps of data that is too deep for the encoder."""

MOST = 1 << 64
"""Integers below that are written by every encoder."""

_INFINITY = float("inf")
_SCALARS = (str, int, bool, type(None))
# By name, so that none of these modules is imported for the sake of a comparison.
_TEXTUAL = frozenset(
    (
        ("uuid", "UUID"),
        ("ipaddress", "IPv4Address"),
        ("ipaddress", "IPv6Address"),
        ("pydantic_core._pydantic_core", "Url"),
    )
)


class NotPlainError(TypeError):
    """An object has no natural form in JSON."""


def to_plain(value: Any, unknown: Callable[[Any], Any] | None = None) -> Any:
    """The value as dicts with text keys, lists, texts, numbers, booleans and None; nothing is shared with it.

    Mappings, sequences, sets, dataclasses, pydantic models, event data classes, enums, dates, decimals, UUIDs,
    paths and bytes are known. `unknown` gives the form of everything else; without it NotPlainError names the type.
    """
    kind = type(value)
    if kind in _SCALARS or kind is float:
        return value
    if isinstance(value, Mapping):
        return {key if type(key) is str else key_text(key): to_plain(item, unknown) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(item, unknown) for item in value]
    step = _natural_form(value, unknown)
    return step if type(step) in _SCALARS else to_plain(step, unknown)


def key_text(key: Any) -> str:
    """A mapping's key as JSON writes it."""
    if isinstance(key, str):
        return str(key.value) if isinstance(key, Enum) else str(key)
    if key is None or isinstance(key, (bool, int, float)):
        return json.dumps(key.value if isinstance(key, Enum) else key)
    if isinstance(key, Enum):
        return key_text(key.value)
    return str(key)


def _natural_form(value: Any, unknown: Callable[[Any], Any] | None) -> Any:
    """One step towards plain data."""
    kind = type(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, Decimal):
        return str(value)  # a float would lose digits, and digits are money
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes_text(bytes(value))
    if hasattr(kind, "model_dump"):
        return value.model_dump(mode="json")
    if hasattr(kind, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in kind.__dataclass_fields__ if hasattr(value, name)}
    if hasattr(kind, "raw_event"):
        return value.raw_event
    if hasattr(kind, "isoformat"):
        return value.isoformat()
    if hasattr(kind, "__fspath__"):
        return os.fspath(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Set):
        return _in_stable_order(value)
    if isinstance(value, Sequence):
        return list(value)
    if any((base.__module__, base.__qualname__) in _TEXTUAL for base in kind.__mro__):
        return str(value)
    if unknown is not None:
        return unknown(value)
    raise NotPlainError(
        f"An object of type {kind.__module__}.{kind.__qualname__} has no form in JSON; "
        "convert it first, for example with dict() or str()."
    )


def _in_stable_order(values: Set[Any]) -> list[Any]:
    """A set as a list whose order does not change from process to process."""
    try:
        return sorted(values)
    except TypeError:
        return sorted(values, key=lambda item: (type(item).__name__, repr(item)))


def bytes_text(data: bytes) -> str:
    """Bytes as text: UTF-8 where they are, else base64."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        from binascii import b2a_base64

        return b2a_base64(data, newline=False).decode()


def _default(value: Any) -> Any:
    return _natural_form(value, None)


def _default_or_text(value: Any) -> Any:
    return _natural_form(value, text_of)


_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, default=_default, allow_nan=False).encode
_encode_leniently = json.JSONEncoder(
    separators=(",", ":"), ensure_ascii=True, default=_default_or_text, allow_nan=False
).encode


def dumps(value: Any) -> str:
    """Compact JSON of a value; NotPlainError or ValueError (NaN, circular) where JSON has no word for it."""
    try:
        return _encode(value)
    except TypeError as error:
        if isinstance(error, NotPlainError):
            raise
        return _encode(to_plain(value))  # keys that are neither text nor number


def safe_dumps(value: Any, encode: Callable[[Any], str] = _encode_leniently) -> str:
    """Valid compact JSON of any value whatever; it never raises.

    What JSON can't say becomes text: NaN and infinities, circular references, objects without natural form,
    levels below DEEPEST. `encode` is tried first and may prefer other forms.
    """
    try:
        return encode(value)
    except Exception:  # the caller is protected: whatever the user's objects do, there is a line to emit
        return _encode_leniently(tamed(value))


def tamed(
    value: Any,
    depth: int = DEEPEST,
    form: Callable[[Any], Any] = _default_or_text,
    _above: tuple[int, ...] = (),
) -> Any:
    """The value as data that every JSON encoder takes: no cycles, no NaN, not deeper than `depth`, text keys only."""
    kind = type(value)
    if kind is int:
        return value if -MOST < value < MOST else _long_number(value)
    if kind in _SCALARS:
        return value
    try:
        if kind is float:
            return value if value - value == 0 else _number_word(value)
        if id(value) in _above:
            return f"<circular reference to {kind.__name__}>"
        if depth <= 0:
            return f"<{kind.__name__} too deep>"
        above = (*_above, id(value))
        if isinstance(value, Mapping):
            return {_safe_key(key): tamed(item, depth - 1, form, above) for key, item in list(value.items())}
        if isinstance(value, (list, tuple)):
            return [tamed(item, depth - 1, form, above) for item in list(value)]
        return tamed(form(value), depth - 1, form, above)
    except Exception:  # a property, an iterator or a __str__ of the user's failed: say which object it was
        return text_of(value)


def _safe_key(key: Any) -> str:
    try:
        return key_text(key)
    except Exception:  # the key's __str__ failed
        return text_of(key)


def _long_number(value: int) -> Any:
    """An integer as it is, unless it has more digits than Python writes (4,300 by default)."""
    try:
        repr(value)
    except ValueError:
        return f"<int of {value.bit_length()} bits>"
    return value


def _number_word(value: float) -> str:
    if value == _INFINITY:
        return "Infinity"
    return "-Infinity" if value == -_INFINITY else "NaN"


def text_of(value: Any) -> str:
    """`str(value)`, else its `repr`, else the name of its type; it never raises."""
    for describe in (str, repr):
        try:
            text = describe(value)
        except Exception:  # noqa: S112  # the next, humbler description is the answer
            continue
        if type(text) is str:
            return text
    return f"<{type(value).__name__}>"
