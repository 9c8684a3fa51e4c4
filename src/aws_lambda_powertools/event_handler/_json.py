"""What response bodies are written with: compact JSON that knows the objects users return."""

# What handlers return and send is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

import json
from decimal import Decimal

from aws_lambda_powertools._core.plain import to_plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _default(value: Any) -> Any:
    return None if isinstance(value, Decimal) and not value.is_finite() else to_plain(value)


_encode = json.JSONEncoder(separators=(",", ":"), default=_default, allow_nan=False).encode

_encode_indented = json.JSONEncoder(indent=4, default=_default, allow_nan=False).encode


def dumps(value: Any) -> str:
    """Compact JSON; numbers that JSON does not know (NaN, infinities) become null.

    TypeError for objects without a natural form, ValueError for circular ones.
    """
    return _written(value, _encode)


def dumps_indented(value: Any) -> str:
    """The same for people: development mode."""
    return _written(value, _encode_indented)


def _written(value: Any, encode: Any) -> str:
    try:
        return encode(value)  # type: ignore[no-any-return]  # a text
    except ValueError:
        return encode(_without_nan(value, ()))  # type: ignore[no-any-return]  # as above
    except TypeError:
        return encode(_without_nan(to_plain(value), ()))  # type: ignore[no-any-return]  # keys that are no text


def _without_nan(value: Any, above: tuple[int, ...]) -> Any:
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, (str, int)) or value is None:
        return value
    if id(value) in above:
        raise ValueError("The response refers to itself, which JSON can't express")
    above = (*above, id(value))
    if isinstance(value, dict):
        return {key: _without_nan(item, above) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(item, above) for item in value]
    return _without_nan(_default(value), above)
