"""What must not be shown, in one set of rules that everything which shows data shares.

    rules = Redaction(keys=["password", "card_number"], patterns=[r"\\b\\d{16}\\b"])
    rules.apply({"user": {"password": "hunter2"}})       # {"user": {"password": "[REDACTED]"}}

Keys match whole names, whatever their case and whether written with `-` or `_`. Patterns match inside texts.
"""

# What is looked into here is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Pattern
    from typing import Any

REDACTED = "[REDACTED]"

DEEPEST = 64
"""Levels that are searched; what lies deeper is not shown at all."""

SECRET_KEYS = (
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "x-api-key",
    "api_key",
    "apikey",
    "password",
    "passwd",
    "secret",
    "client_secret",
    "secret_access_key",
    "access_token",
    "refresh_token",
    "id_token",
    "session_token",
    "token",
    "x-amz-security-token",
    "private_key",
)
"""Names of keys and headers that carry credentials wherever they stand."""


def _normal(key: str) -> str:
    return key.lower().replace("-", "_")


class Redaction:
    """Rules that replace values by key name and parts of texts by pattern; immutable, safe to share."""

    __slots__ = ("_keys", "_patterns", "mark")

    def __init__(
        self, keys: Iterable[str] = (), patterns: Iterable[str | Pattern[str]] = (), mark: str = REDACTED
    ) -> None:
        if isinstance(keys, str):
            raise TypeError(f"keys takes a list of names, not the single text {keys!r}; write [{keys!r}]")
        if isinstance(patterns, str):
            raise TypeError(f"patterns takes a list of expressions, not the single text {patterns!r}")
        self._keys = frozenset(_normal(key) for key in keys)
        self._patterns = _compiled(patterns)
        self.mark = mark

    def __bool__(self) -> bool:
        return bool(self._keys or self._patterns)

    def hides(self, key: object) -> bool:
        """Whether the value of a key with this name is not to be shown."""
        return isinstance(key, str) and _normal(key) in self._keys

    def text(self, text: str) -> str:
        """The text, with what the patterns find in it replaced."""
        for pattern in self._patterns:
            text = pattern.sub(lambda _: self.mark, text)
        return text

    def apply(self, value: Any) -> Any:
        """The value with everything hidden that the rules name; the given object itself stays as it is."""
        return self._apply(value, DEEPEST)

    def _apply(self, value: Any, depth: int) -> Any:
        if isinstance(value, str):
            return self.text(value) if self._patterns else value
        if not isinstance(value, (Mapping, list, tuple)):
            return value
        if depth == 0:
            return self.mark
        if isinstance(value, Mapping):
            return {key: self.mark if self.hides(key) else self._apply(item, depth - 1) for key, item in value.items()}
        return [self._apply(item, depth - 1) for item in value]


def _compiled(patterns: Iterable[str | Pattern[str]]) -> tuple[Pattern[str], ...]:
    import re

    compiled: list[Pattern[str]] = []
    for pattern in patterns:
        try:
            compiled.append(re.compile(pattern))
        except re.error as error:
            raise ValueError(f"The redaction pattern {pattern!r} is not a regular expression: {error}") from error
    return tuple(compiled)


def secrets(more: Iterable[str] = ()) -> Redaction:
    """Rules that hide the keys and headers which carry credentials, and those named in addition."""
    return Redaction(keys=(*SECRET_KEYS, *more))
