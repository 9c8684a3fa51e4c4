"""A value that nobody else can change: copies of plain data, made no deeper than they must be."""

# Values are the user's own, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SHARED_TYPES = frozenset((str, bytes, int, float, bool, type(None)))
"""Values of these types can't be changed, so that everybody may have the same one."""


def copied(value: Any) -> Any:
    """A value that nobody else can change."""
    kind = type(value)
    if kind in SHARED_TYPES:
        return value
    if kind is dict:
        return {name: item if type(item) in SHARED_TYPES else copied(item) for name, item in value.items()}
    if kind is list:
        return [item if type(item) in SHARED_TYPES else copied(item) for item in value]
    from copy import deepcopy

    return deepcopy(value)
