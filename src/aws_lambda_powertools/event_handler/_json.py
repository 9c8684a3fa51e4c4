"""What response bodies are written with: compact JSON that knows the objects users return."""

# What handlers return and send is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

import json
from decimal import Decimal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _default(value: Any) -> Any:
    from aws_lambda_powertools._core.plain import to_plain

    return None if isinstance(value, Decimal) and not value.is_finite() else to_plain(value)


_encode = json.JSONEncoder(separators=(",", ":"), default=_default, allow_nan=False).encode


def dumps(value: Any) -> str:
    """Compact JSON; numbers that JSON does not know (NaN, infinities) become null.

    TypeError for objects without a natural form, ValueError for circular ones.
    """
    try:
        return _encode(value)
    except (ValueError, TypeError) as error:
        return _encode(_tamed(value, error))


def dumps_indented(value: Any) -> str:
    """The same for people: development mode."""
    encode = json.JSONEncoder(indent=4, default=_default, allow_nan=False).encode
    try:
        return encode(value)
    except (ValueError, TypeError) as error:
        return encode(_tamed(value, error))


def _tamed(value: Any, error: Exception) -> Any:
    """The value without numbers that JSON does not know, and without keys that are no text."""
    if isinstance(error, TypeError):
        from aws_lambda_powertools._core.plain import to_plain

        value = to_plain(value)
    return _without_nan(value, ())


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
