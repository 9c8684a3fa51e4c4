"""Evaluation: what a flag is, and why."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TARGETING_MATCH = "TARGETING_MATCH"
"""A rule matched the context."""
SPLIT = "SPLIT"
"""A rule matched, and its rollout chose by the context's key."""
DEFAULT = "DEFAULT"
"""No rule matched; the flag's own default."""
STATIC = "STATIC"
"""The flag has no rules; its own default."""
FLAG_NOT_FOUND = "FLAG_NOT_FOUND"
"""There is no such flag; the caller's default."""
STORE_ERROR = "STORE_ERROR"
"""The store gave no configuration; the caller's default."""
INVALID_FLAG = "INVALID_FLAG"
"""The flag is malformed and never was good; the caller's default."""
TYPE_MISMATCH = "TYPE_MISMATCH"
"""The flag's value has not the type that was asked for; the caller's default."""

OWN = frozenset((TARGETING_MATCH, SPLIT, DEFAULT, STATIC))
"""Reasons of values that come from the flag."""


class Evaluation:
    """What a flag is in a context (`value`), and why (`reason`, one of this module's).

    `rule` and `variant` name what was chosen; `error` says what is wrong with the flag or the store, also when the
    value comes from the last good configuration (`is_stale`).
    """

    __slots__ = ("error", "is_stale", "name", "reason", "rule", "value", "variant")

    def __init__(
        self,
        name: str,
        value: Any,
        reason: str,
        rule: str | None = None,
        variant: str | None = None,
        error: str | None = None,
        is_stale: bool = False,
    ) -> None:
        self.name = name
        self.value = value
        self.reason = reason
        self.rule = rule
        self.variant = variant
        self.error = error
        self.is_stale = is_stale

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Evaluation) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash((self.name, self.reason, self.rule, self.variant))

    def _all(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __repr__(self) -> str:
        parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in ("name", "value", "reason", "rule", "variant"))
        return f"Evaluation({parts})"
