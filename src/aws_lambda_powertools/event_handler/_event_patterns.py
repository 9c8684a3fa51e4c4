"""Whether values of an event fit a pattern."""

# Events are looked into here as they come, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def fits(values: list[Any], wanted: Any) -> bool:
    """Whether there are values, and each of them is as wanted."""
    return bool(values) and all(_fits(value, wanted) for value in values)


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, str):
        return isinstance(value, str) and _expression(wanted).fullmatch(value) is not None
    if isinstance(wanted, re.Pattern):
        return isinstance(value, str) and wanted.search(value) is not None
    if isinstance(wanted, Mapping):
        return isinstance(value, Mapping) and all(_detail_fits(value.get(name), each) for name, each in wanted.items())
    return any(_fits(value, each) for each in wanted)


def _detail_fits(value: Any, wanted: Any) -> bool:
    """As in the rules of EventBridge: a mapping is looked into, of a list one value has to be there."""
    if isinstance(wanted, Mapping):
        return isinstance(value, Mapping) and all(_detail_fits(value.get(name), each) for name, each in wanted.items())
    choices = wanted if isinstance(wanted, (list, tuple, set, frozenset)) else (wanted,)
    present = value if isinstance(value, list) else [value]
    return any(type(each) is type(choice) and each == choice for each in present for choice in choices)


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    """A text in which `*` stands for any letters."""
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
