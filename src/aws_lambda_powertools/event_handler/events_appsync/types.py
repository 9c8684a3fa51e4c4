"""What a registry of AppSync event handlers holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable


class ResolverTypeDef(TypedDict):
    """A handler, and whether it gets all events of a request at once."""

    func: Callable[..., Any]
    aggregate: bool
