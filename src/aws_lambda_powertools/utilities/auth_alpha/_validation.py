"""Checks of what users configure: URLs, names, scopes, durations. ValueError names the argument and what is allowed."""

# What users and issuers send may be anything, and is checked here.
# pyright: reportUnnecessaryIsInstance=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import math
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_UNSEEN = re.compile(r"[\x00-\x20\x7f\s]")
_SCOPE = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")
"""RFC 6749, 3.3: printable ASCII without space, quote and backslash."""


def https_url(name: str, value: Any, *, query: bool = True) -> str:
    """The URL; ValueError unless it starts with https:// and a host, without user information and fragment."""
    if not isinstance(value, str) or not _is_https_url(value, query=query):
        shown = "a URL with user information" if isinstance(value, str) and "@" in value else repr(value)
        without = "user information or a fragment" if query else "user information, a query or a fragment"
        raise ValueError(f"{name} is {shown}; give an HTTPS URL with a host, without {without}")
    return value


def _is_https_url(value: str, *, query: bool) -> bool:
    from urllib.parse import urlsplit

    if _UNSEEN.search(value):
        return False
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or parts.fragment:
        return False
    return query or not parts.query


def is_text(value: Any) -> bool:
    """Whether a value is a text that says something."""
    return isinstance(value, str) and bool(value.strip())


def text(name: str, value: Any) -> str:
    """The text; ValueError when it is none or blank."""
    if not is_text(value):
        raise ValueError(f"{name} is {value!r}; give a nonempty string")
    return str(value)


def texts(name: str, value: Any, *, may_be_empty: bool = False) -> list[str]:
    """The texts of a list or tuple, each once; ValueError for blank ones and, unless allowed, for none."""
    if not isinstance(value, (list, tuple)) or not all(map(is_text, value)) or not (value or may_be_empty):
        raise ValueError(f"{name} is {value!r}; give a list of nonempty strings")
    return list(dict.fromkeys(value))


def one_or_more(name: str, value: Any) -> list[str]:
    """The texts of a list, or the only one."""
    return texts(name, [value] if isinstance(value, str) else value)


def expectations(name: str, value: Any) -> dict[str, str]:
    """What claims or headers must be, as a dict of one's own; ValueError unless all are texts."""
    from collections.abc import Mapping

    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(is_text(key) and is_text(value[key]) for key in value):
        raise ValueError(f"{name} is {value!r}; give a mapping of nonempty strings to nonempty strings")
    return dict(value)


def duration(name: str, value: Any, *, may_be_zero: bool = False) -> float:
    """The seconds; ValueError unless they are a finite number above 0, or 0 where that is allowed."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or value < 0 or not (value or may_be_zero):
        allowed = "0 or more" if may_be_zero else "more than 0 (a positive duration)"
        raise ValueError(f"{name} is {value!r}; give a finite number of seconds, {allowed}")
    return float(value)


def is_scope(value: Any) -> bool:
    """Whether a value is one scope."""
    return isinstance(value, str) and _SCOPE.fullmatch(value) is not None


def scopes(name: str, value: Any) -> tuple[str, ...]:
    """The scopes of a list, each once; none for None. ValueError for what OAuth does not call a scope."""
    if value is None:
        return ()
    found = texts(name, value, may_be_empty=True)
    if not all(map(is_scope, found)):
        raise ValueError(
            f"{name} is {value!r}; OAuth scope tokens are printable ASCII without spaces, quotes and backslashes"
        )
    return tuple(found)
