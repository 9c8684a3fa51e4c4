"""Finds the correlation id in an event.

Most expressions only name keys (`headers."x-amzn-trace-id"`); those are followed without importing jmespath, which
costs a cold start five milliseconds.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

KEY = r'(?:[A-Za-z_][A-Za-z0-9_]*|"[^"\\]+")'
ONLY_KEYS = re.compile(rf"{KEY}(?:\.{KEY})*")


MISTAKES = frozenset(("UnknownFunctionError", "ArityError"))
"""Errors of jmespath for which no event is to blame."""


def finder(expression: str) -> Callable[[Any], Any]:
    """A function that finds in an event what a JMESPath expression says; None where there is nothing.

    An event that is not as the expression expects, say with a body that is no JSON, has no id.

    Raises ValueError when the expression itself is none.
    """
    if ONLY_KEYS.fullmatch(expression):
        return _following([key.strip('"') for key in re.findall(KEY, expression)])
    return _querying(expression)


def _following(keys: list[str]) -> Callable[[Any], Any]:
    def find(event: Any) -> Any:
        found = event
        try:
            for key in keys:
                found = found.get(key)
        except Exception:  # the handler is protected: what has no `get`, or one that fails, has no id
            return None
        return found

    return find


def _querying(expression: str) -> Callable[[Any], Any]:
    import jmespath

    from aws_lambda_powertools.utilities.jmespath_utils import query

    try:
        jmespath.compile(expression)
    except ValueError as error:
        raise ValueError(f"correlation_id_path={expression!r} is no JMESPath expression: {error}") from error

    def find(event: Any) -> Any:
        try:
            return query(event, expression)
        except Exception as trouble:  # the handler is protected: an odd event is logged without an id
            if type(trouble).__name__ in MISTAKES:
                _warn(expression, trouble)
            return None

    return find


def _warn(expression: str, trouble: Exception) -> None:
    from aws_lambda_powertools._core.notices import warn_once

    warn_once(
        ("correlation id", expression), f"correlation_id_path={expression!r} finds nothing in any event: {trouble}"
    )
