"""What a rule such as `/orders/<id:int>/items` means, segment by segment.

- `<name>` takes any characters but `/`; `{name}` is the same
- `<name:int>`, `<name:float>`, `<name:uuid>` take what looks like one, and give the handler a value of that type
- `<name:path>` and `{name+}` take the rest of the path with its slashes; they stand at the end
- a rule that holds `.+`, `.*`, `(…)` or `[…]`, and compiles, is a regular expression
- all other text is literal

Nothing here goes back and tries again: matching takes time in proportion to the length of the path. Only regular
expressions take what they take.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    Take = Callable[[str], "dict[str, Any] | None"]

PARAMETER = r"<([^<>/]*)>|\{([^{}/]*)\}"

_LOOKS_REGULAR = r"\.[+*]|\([^)]*\)|\[[^\]]+\]"

_NAMED = r"(?<!\?P)<(\w+)>"

CATCH_ALL = frozenset((".+", ".*", "/.+", "/.*", "(.+)", "(.*)", "/(.+)", "/(.*)"))
"""Regular expressions that take any path, and therefore come after all other routes."""

REST = "path"


def _integer(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
        return int(text)
    raise ValueError(text)


_LONGEST_NUMBER = 4300
"""Python's own limit for turning digits into a number, since that takes time by the square of their count."""


_LENGTH_OF_UUID = 36


def _number(text: str) -> float:
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    raise ValueError(text)


def _uuid(text: str) -> Any:
    if len(text) != _LENGTH_OF_UUID:  # `UUID` takes braces, prefixes and other spellings too
        raise ValueError(text)
    from uuid import UUID

    return UUID(text)


CONVERTERS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "string": str,
    "int": _integer,
    "float": _number,
    "uuid": _uuid,
    REST: str,
}
"""What may stand behind the colon of a parameter. A converter raises ValueError for what it does not take."""


class RuleError(ValueError):
    """A rule holds something that is no parameter, no regular expression and hardly meant as text."""


def expression_of(rule: str) -> re.Pattern[str] | None:
    """The regular expression that the rule is; None for rules of segments."""
    if re.search(_LOOKS_REGULAR, rule) is None:
        return None
    try:
        return re.compile(re.sub(_NAMED, r"(?P<\1>[^/]+)", rule))
    except re.error:
        return None


def parameters_of(rule: str, *, alone: bool = False) -> list[tuple[str, str]]:
    """Name and converter of each parameter of a rule of segments; RuleError for what makes no sense.

    `alone` is for the last segment, without the slash before it.
    """
    found: list[tuple[str, str]] = []
    for match in re.finditer(PARAMETER, rule):
        name, converter = _declared(match, rule)
        if any(name == other for other, _ in found):
            raise RuleError(f"The route {rule!r} has two parameters named {name!r}; give each a name of its own")
        if converter == REST and (match.end() != len(rule) or not (alone or rule[: match.start()].endswith("/"))):
            raise RuleError(
                f"In the route {rule!r}, {match.group()!r} takes the rest of the path: put it at the end, after a slash"
            )
        found.append((name, converter))
    return found


def _declared(match: re.Match[str], rule: str) -> tuple[str, str]:
    inner = match.group(1)
    if inner is None:
        inner = match.group(2)
        if inner.endswith("+"):
            inner = f"{inner[:-1]}:{REST}"
    name, colon, converter = inner.partition(":")
    if not name.isidentifier():
        raise RuleError(
            f"{match.group()!r} in the route {rule!r} is no parameter: its name must be a Python identifier, as in <id>"
        )
    if colon and converter not in CONVERTERS:
        raise RuleError(
            f"{match.group()!r} in the route {rule!r} has an unknown converter; use one of {', '.join(CONVERTERS)}"
        )
    return name, converter if colon else "str"


def documented(rule: str) -> str:
    """The rule as OpenAPI writes paths: `/orders/{id}`."""
    return (
        re.sub(PARAMETER, lambda match: f"{{{_declared(match, rule)[0]}}}", rule)
        if "<" in rule or "{" in rule
        else rule
    )


def is_plain_parameter(segment: str) -> bool:
    """Whether a segment is one parameter without a converter, such as `<id>`: most are, and need no closer look."""
    return segment[:1] == "<" and segment[-1:] == ">" and segment[1:-1].isidentifier()


def has_parameter(segment: str) -> bool:
    """Whether a segment holds a parameter."""
    return ("<" in segment or "{" in segment) and re.search(PARAMETER, segment) is not None


def taker(segment: str) -> Take:
    """A function that gives the parameters of one segment's text, or None if the segment does not match it."""
    if is_plain_parameter(segment):
        return _whole(segment[1:-1], "str")
    matches = list(re.finditer(PARAMETER, segment))
    declared = [_declared(match, segment) for match in matches]
    if len(matches) == 1 and matches[0].group() == segment:
        return _whole(*declared[0])
    ends = [match.end() for match in matches]
    starts = [match.start() for match in matches]
    separators = [segment[end:start] for end, start in zip(ends, starts[1:], strict=False)]
    return _mixed(segment[: starts[0]], declared, separators, segment[ends[-1] :])


def _whole(name: str, converter: str) -> Take:
    convert = CONVERTERS[converter]

    def take_text(text: str) -> dict[str, Any] | None:
        return {name: text} if text else None

    def take(text: str) -> dict[str, Any] | None:
        try:
            return {name: convert(text)}
        except ValueError:
            return None

    return take_text if convert is str else take


def _mixed(prefix: str, declared: Sequence[tuple[str, str]], separators: Sequence[str], suffix: str) -> Take:
    """Several parameters, or one among text: separators are searched from the right.

    `<a>-<b>-<c>` takes `1-2-3-4` as `1-2`, `3` and `4`.
    """

    def take(text: str) -> dict[str, Any] | None:
        if not (text.startswith(prefix) and text.endswith(suffix)):
            return None
        start, end = len(prefix), len(text) - len(suffix)
        values: list[str] = []
        for separator in reversed(separators):
            at = text.rfind(separator, start + 1, end - 1)
            if at < 0:
                return None
            values.append(text[at + len(separator) : end])
            end = at
        if end <= start:
            return None
        values.append(text[start:end])
        try:
            return {
                name: CONVERTERS[converter](value)
                for (name, converter), value in zip(declared, reversed(values), strict=True)
            }
        except ValueError:
            return None

    return take


def as_expression(rule: str) -> re.Pattern[str]:
    """The rule as a regular expression, for whoever wants to look at one; matching goes another way."""
    expression = expression_of(rule)
    if expression is not None:
        return expression
    parts: list[str] = []
    end = 0
    for match in re.finditer(PARAMETER, rule):
        name, converter = _declared(match, rule)
        parts.append(re.escape(rule[end : match.start()]))
        parts.append(f"(?P<{name}>{'.+' if converter == REST else '[^/]+'})")
        end = match.end()
    return re.compile(f"^{''.join(parts)}{re.escape(rule[end:])}$")
