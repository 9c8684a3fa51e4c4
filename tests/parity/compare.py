"""The differences between two results, each with its path, and the table of those that are intended."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


@dataclass(frozen=True)
class Difference:
    """One place where ours says something else; `kind` is changed, missing, added or order."""

    path: str
    kind: str
    public: Any = None
    ours: Any = None

    def __str__(self) -> str:
        shown = {
            "changed": f"{short(self.public)}  →  {short(self.ours)}",
            "missing": f"only public: {short(self.public)}",
            "added": f"only ours: {short(self.ours)}",
            "order": f"order {short(self.public)}  →  {short(self.ours)}",
        }
        return f"{self.path}: {shown[self.kind]}"


def text_of(value: Any) -> str:
    """A value as JSON text that any terminal takes, also where strings hold half a character."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def short(value: Any, limit: int = 400) -> str:
    """A value as JSON text of bounded length."""
    text = text_of(value)
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)} characters)"


def differences(public: Any, ours: Any, path: str = "") -> Iterator[Difference]:
    """Every difference between two JSON values; `1`, `1.0` and `true` are three values, key order counts."""
    if isinstance(public, dict) and isinstance(ours, dict):
        yield from _of_mappings(public, ours, path)
    elif isinstance(public, list) and isinstance(ours, list):
        yield from _of_lists(public, ours, path)
    elif type(public) is not type(ours) or public != ours:
        yield Difference(path, "changed", public, ours)


def _of_mappings(public: dict[str, Any], ours: dict[str, Any], path: str) -> Iterator[Difference]:
    for key, value in public.items():
        inner = f"{path}.{key}" if path else key
        if key in ours:
            yield from differences(value, ours[key], inner)
        else:
            yield Difference(inner, "missing", public=value)
    for key in ours.keys() - public.keys():
        yield Difference(f"{path}.{key}" if path else key, "added", ours=ours[key])
    shared = [[key for key in side if key in public and key in ours] for side in (public, ours)]
    if shared[0] != shared[1]:
        yield Difference(path, "order", *shared)


def _of_lists(public: list[Any], ours: list[Any], path: str) -> Iterator[Difference]:
    if len(public) == len(ours):
        for index, (left, right) in enumerate(zip(public, ours, strict=True)):
            yield from differences(left, right, f"{path}[{index}]")
        return
    matcher = SequenceMatcher(None, [_outline(item) for item in public], [_outline(item) for item in ours], False)
    for _, left, left_end, right, right_end in matcher.get_opcodes():
        paired = min(left_end - left, right_end - right)
        for step in range(paired):
            yield from differences(public[left + step], ours[right + step], f"{path}[{left + step}]")
        for index in range(left + paired, left_end):
            yield Difference(f"{path}[{index}]", "missing", public=public[index])
        for index in range(right + paired, right_end):
            yield Difference(f"{path}[{index}]", "added", ours=ours[index])


def _outline(item: Any) -> str:
    """What two items of lists of different lengths are paired by."""
    if isinstance(item, dict):
        return json.dumps([item.get(key) for key in ("message", "name", "location", "level")])
    return json.dumps(item)


@dataclass(frozen=True)
class Intended:
    """A row of the table: in these scenarios this path may differ in this way, for this reason.

    `*` in the name of a scenario stands for any text; in a path it stands for any text within one name or index,
    and `**` for any text. Where `public` or `ours` is given, the JSON text of that side's value must match the
    regular expression, so that a row allows one difference and not any. `always` is false for what only some
    versions of Python show; any other row must occur, or it is out of date.
    """

    scenario: str
    path: str
    why: str
    see: str
    kind: str = "changed"
    public: str | None = None
    ours: str | None = None
    always: bool = True

    def covers(self, scenario: str, difference: Difference) -> bool:
        return (
            difference.kind == self.kind
            and _matches(self.scenario, scenario, {"*": ".*"})
            and _matches(self.path, difference.path, {"*": r"[^.\[\]]*", "**": ".*"})
            and _says(self.public, difference.public)
            and _says(self.ours, difference.ours)
        )


def _matches(glob: str, text: str, wildcards: dict[str, str]) -> bool:
    pattern = "".join(wildcards.get(part, re.escape(part)) for part in re.split(r"(\*+)", glob))
    return re.fullmatch(pattern, text, re.DOTALL) is not None


def _says(pattern: str | None, value: Any) -> bool:
    return pattern is None or re.search(pattern, json.dumps(value, ensure_ascii=False)) is not None
