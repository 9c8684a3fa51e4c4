"""How an event is shown to people: all attributes of all its parts, without what looks secret."""

# The engine and its one class are friends: the attributes with an underscore are hidden from users, not from it.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re

from aws_lambda_powertools._core.redaction import SECRET_KEYS, Redaction
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SENSITIVE = "[SENSITIVE]"
UNREADABLE = "[Cannot be deserialized]"

SECRET_NAMES = (*SECRET_KEYS, "authorization_token", "cookies", "resolved_cookies_field", "x-amz-signature")
"""Keys, headers, parameters and attributes whose values are not shown."""

_hides = Redaction(keys=SECRET_NAMES).hides

# Secrets inside texts: `"password": "…"` in a JSON body (also as text in JSON again), `token=…&` in a query string.
_names = "|".join(name.replace("_", "-").replace("-", "[_-]") for name in SECRET_NAMES)
_secrets_in_text = re.compile(
    rf"""
    ( (?<![\w-]) (?:{_names}) \\*["']? \s*[:=]\s* )  # the name, kept
    (?: "(?:[^"\\]|\\.)*"                            # a quoted value
      | \\+" (?:(?!\\+").)* \\+"                     # one in escaped quotes
      | [^,;&}}\]"'\\\r\n]+                          # one without quotes
    )
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def attributes(part: DictWrapper) -> dict[str, Any]:
    """The attributes of a part and their values, by name."""
    part = _copy(part)
    secret = {"raw_event", *part._sensitive_properties}
    return {name: SENSITIVE if name in secret or _hides(name) else _value(part, name) for name in part._properties()}


def _copy(part: DictWrapper) -> DictWrapper:
    """The same part in another object: looking moves no iterator of the event, and keeps nothing alive."""
    copy = object.__new__(type(part))
    vars(copy).update(vars(part), _built=None)
    return copy


def _value(part: DictWrapper, name: str) -> Any:
    try:
        return _without_secrets(getattr(part, name))
    except Exception:  # people look at incomplete events too, and looking must not break anything
        return UNREADABLE


def _without_secrets(value: Any) -> Any:
    if isinstance(value, str):
        return _secrets_in_text.sub(rf"\1{SENSITIVE}", value)
    if isinstance(value, DictWrapper):
        return value._str_helper()
    if isinstance(value, dict):
        return {key: SENSITIVE if _hides(key) else _without_secrets(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_secrets(item) for item in value]
    return value
