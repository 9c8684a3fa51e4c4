"""Warnings that go out once, at the line of the user's code that caused them."""

from __future__ import annotations

import sys
import warnings

from aws_lambda_powertools.warnings import PowertoolsUserWarning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable

MOST_REMEMBERED = 1024

_said: dict[Hashable, None] = {}


def warn_once(key: Hashable, message: str, category: type[Warning] = PowertoolsUserWarning) -> None:
    """Warn, unless a warning with this key went out before in this process."""
    if key in _said:
        return
    if len(_said) >= MOST_REMEMBERED:  # keys may hold users' values: what we remember must not grow without bound
        _said.pop(next(iter(_said)), None)
    _said[key] = None
    warn(message, category)


def warn(message: str, category: type[Warning] = PowertoolsUserWarning) -> None:
    """Warn at the first line of code outside the toolkit."""
    warnings.warn(message, category, stacklevel=_depth_of_user_code())


def forget() -> None:
    """Let every warning go out again; for tests."""
    _said.clear()


def _depth_of_user_code() -> int:
    """How many frames above `warn` the user's code stands, counted as `warnings.warn` does."""
    depth = 1
    frame = sys._getframe(1)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # documented, despite its name
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("aws_lambda_powertools."):
        frame = frame.f_back
        depth += 1
    return depth
