"""Where the fields stand that an expression means, and what masks them there.

The usual expressions (names, indexes, `[*]`, `.*`) are compiled here to small functions. All others are JSONPath of the
library jsonpath-ng (extra `datamasking`), which is imported for them.

Source: https://github.com/h2non/jsonpath-ng
"""

# What is masked is the user's own data, Any all the way down; jsonpath-ng has no types.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Mask = Callable[[Any], Any]
    Step = tuple[str, Any]
    """`field` and its name, `index` and its number, `all` or `items`."""
    Apply = Callable[[Any, Mask], bool]
    """Masks in place what it finds in data; whether it finds anything."""

WORDS = frozenset(("parent", "where", "wherenot", "true", "false", "null"))
"""Names that are more than names to the library."""

MOST_EXPRESSIONS = 256


@lru_cache(maxsize=MOST_EXPRESSIONS)
def finder(expression: str) -> Apply:
    """What masks the fields of an expression; jsonpath-ng's error if it is none."""
    steps = _steps(expression)
    if steps is None:
        return _by_library(expression)
    return _compiled(steps)


def _steps(expression: str) -> list[Step] | None:
    """The steps of an expression, if it has only usual ones."""
    if not isinstance(expression, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # as users call it
        raise TypeError(f"An expression must be a string, not {type(expression).__name__}")
    rest = expression
    if rest.startswith("$"):
        rest = rest[1:]
        if not rest.startswith((".", "[")) or rest.startswith(".["):
            return None
    elif rest and not rest.startswith("["):
        rest = f".{rest}"
    steps: list[Step] = []
    while rest:
        length, step = _in_brackets(rest) if rest[0] == "[" else _after_dot(rest)
        if step is None:
            return None
        steps.append(step)
        rest = rest[length:]
    return steps or None


def _after_dot(text: str) -> tuple[int, Step | None]:
    """The length of `.name` or `.*` at the start of a text, and the step that it is."""
    if text.startswith(".*"):
        return 2, ("all", None)
    end = 1
    while end < len(text) and (text[end].isalnum() or text[end] in "_-"):
        end += 1
    name = text[1:end]
    is_name = text[0] == "." and name.isascii() and (name[:1].isalpha() or name[:1] == "_") and name not in WORDS
    return end, ("field", name) if is_name else None


def _in_brackets(text: str) -> tuple[int, Step | None]:
    """The length of `[1]`, `[*]` or `['name']` at the start of a text, and the step that it is."""
    end = text.find("]")
    inside = text[1:end]
    if end < 0:
        return 0, None
    if inside == "*":
        return end + 1, ("items", None)
    if inside.isascii() and inside.removeprefix("-").isdigit():
        return end + 1, ("index", int(inside))
    quote, name = inside[:1], inside[1:-1]
    is_name = len(inside) > 2 and quote in "'\"" and inside[-1] == quote  # noqa: PLR2004  # two quotes
    is_plain = is_name and quote not in name and "\\" not in name and name != "*"
    return end + 1, ("field", name) if is_plain else None


# --- Usual expressions --------------------------------------------------------------------------------------------


def _compiled(steps: list[Step]) -> Apply:
    *path, last = steps
    rebuild = _field_at_the_end(last[1]) if last[0] == "field" else _walk(*last, _put)
    for kind, where in reversed(path):
        rebuild = _walk(kind, where, rebuild)
    final = rebuild

    def apply(data: Any, mask: Mask) -> bool:
        return final(data, mask) is not _MISSING

    return apply


_MISSING = object()
"""Nothing was found below."""

if TYPE_CHECKING:
    Rebuild = Callable[[Any, Mask], Any]
    """Masks what it finds in a value, in place where that can be; the value, or _MISSING if it finds nothing."""


def _put(value: Any, mask: Mask) -> Any:
    return mask(value)


def _walk(kind: str, where: Any, rest: Rebuild) -> Rebuild:
    if kind == "field":
        return _field(where, rest)
    if kind == "index":
        return _index(where, rest)
    return _each(rest, in_lists=kind == "items")


def _field(name: str, rest: Rebuild) -> Rebuild:
    def rebuild(value: Any, mask: Mask) -> Any:
        if not isinstance(value, dict):
            return _MISSING
        key: Any = name if name in value else _other_key(value, name)
        if key is _MISSING:
            return _MISSING
        changed = rest(value[key], mask)
        if changed is _MISSING:
            return _MISSING
        value[key] = changed
        return value

    return rebuild


def _field_at_the_end(name: str) -> Rebuild:
    """As `_field` before `_put`, for what is done thousands of times."""
    slowly = _field(name, _put)

    def rebuild(value: Any, mask: Mask) -> Any:
        if type(value) is not dict or name not in value:
            return slowly(value, mask)
        value[name] = mask(value[name])
        return value

    return rebuild


def _other_key(value: dict[Any, Any], name: str) -> Any:
    """A key that is no text and reads the same: 1 is found as '1'."""
    for key in value:
        if not isinstance(key, str) and str(key) == name:
            return key
    return _MISSING


def _index(position: int, rest: Rebuild) -> Rebuild:
    def rebuild(value: Any, mask: Mask) -> Any:
        if not isinstance(value, (list, tuple)) or not -len(value) <= position < len(value):
            return _MISSING
        changed = rest(value[position], mask)
        if changed is _MISSING:
            return _MISSING
        items = value if isinstance(value, list) else list(value)
        items[position] = changed
        return items if items is value else tuple(items)

    return rebuild


def _each(rest: Rebuild, in_lists: bool) -> Rebuild:
    def rebuild(value: Any, mask: Mask) -> Any:
        if isinstance(value, dict):
            found = False
            for key, item in value.items():
                changed = rest(item, mask)
                if changed is not _MISSING:
                    value[key] = changed
                    found = True
            return value if found else _MISSING
        if not in_lists or not isinstance(value, (list, tuple)):
            return _MISSING
        items = value if isinstance(value, list) else list(value)
        found = False
        for position, item in enumerate(items):
            changed = rest(item, mask)
            if changed is not _MISSING:
                items[position] = changed
                found = True
        if not found:
            return _MISSING
        return items if items is value else tuple(items)

    return rebuild


# --- All other expressions ----------------------------------------------------------------------------------------


def _by_library(expression: str) -> Apply:
    from aws_lambda_powertools._core.optional import require

    library: Any = require("jsonpath_ng.ext", extra="datamasking", wanted_by=f"The expression {expression!r}")
    parsed: Any = library.parse(expression)

    def apply(data: Any, mask: Mask) -> bool:
        _tuples_to_lists(data)
        matches = parsed.find(data)
        for match in matches:
            container = None if match.context is None else match.context.value
            key = _key(match.path)
            if container is not None and key is not _MISSING:
                container[key] = mask(match.value)
        return bool(matches)

    return apply


def _key(path: Any) -> Any:
    """Where in its container a match of the library stands."""
    for name in ("fields", "indices"):
        keys = getattr(path, name, None)
        if keys:
            return keys[0]
    return getattr(path, "index", _MISSING)


def _tuples_to_lists(data: Any) -> Any:
    """Make lists of the tuples in a value: the library knows no tuples."""
    if isinstance(data, dict):
        for key, item in data.items():
            data[key] = _tuples_to_lists(item)
        return data
    if isinstance(data, list):
        data[:] = [_tuples_to_lists(item) for item in data]
        return data
    if isinstance(data, tuple):
        return [_tuples_to_lists(item) for item in data]
    return data
