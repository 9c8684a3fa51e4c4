"""Prefixes that an API Gateway's custom domain, or a version, puts before the paths of routes."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from re import Pattern


def without_prefix(path: str, prefixes: Sequence[str | Pattern[str]]) -> str:
    """The path without the first prefix that it starts with; only whole segments at the start count."""
    for prefix in prefixes:
        if isinstance(prefix, str):
            rest = path.removeprefix(prefix) if path.startswith(prefix) and prefix else path
        else:
            match = prefix.match(path)
            rest = path if match is None else path[match.end() :]
            if match is not None and match.group().endswith("/"):
                rest = f"/{rest}"
        if rest == path:
            continue
        if not rest:
            return "/"
        if rest.startswith("/"):
            return rest
    return path
