"""Paths of AppSync channels: which are valid, and which route fits best."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

WILDCARD = "*"


def is_valid_path(path: str) -> bool:
    """Whether it is a namespace and segments, with a `*` only as the last of them: `/orders/eu/*`."""
    if not path.startswith("/"):
        return False
    segments = path[1:].split("/")
    *before, last = segments
    return (
        all(segment and WILDCARD not in segment for segment in before)
        and bool(last)
        and (last == WILDCARD or WILDCARD not in last)
    )


def find_best_route(routes: Iterable[str], path: str) -> str | None:
    """The route that fits the path with the most letters of its own; None if none fits."""
    fitting = [route for route in routes if _fits(route, path)]
    return max(fitting, key=lambda route: len(route.replace(WILDCARD, "")), default=None)


def _fits(route: str, path: str) -> bool:
    return path.startswith(route[:-1]) if route.endswith(WILDCARD) else route == path
