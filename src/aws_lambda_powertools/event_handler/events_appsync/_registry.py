"""Which function handles a channel: the route that fits best."""

from __future__ import annotations

from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.event_handler.events_appsync.functions import find_best_route, is_valid_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.event_handler.events_appsync.types import ResolverTypeDef


MOST_REMEMBERED = 1024


class ResolverEventsRegistry:
    """Handlers of one kind of operation, by path."""

    def __init__(self, kind_resolver: str) -> None:
        self.resolvers: dict[str, ResolverTypeDef] = {}
        self.kind_resolver = kind_resolver
        self._found: dict[str, ResolverTypeDef | None] = {}

    def register(self, path: str = "/default/*", aggregate: bool = False) -> Callable[[Any], Any]:
        """Take the decorated function in; with a path that is none, warn and leave it out."""

        def take(function: Any) -> Any:
            if not is_valid_path(path):
                warn(
                    f"The path `{path}` registered for `{self.kind_resolver}` is not valid and will be skipped. "
                    "A path is a namespace and segments after it, each after a '/'; a '*' may be the last of them."
                )
                return None
            self.resolvers[path] = {"func": function, "aggregate": aggregate}
            self._found.clear()
            return function

        return take

    def find_resolver(self, path: str) -> ResolverTypeDef | None:
        """The handler of a channel; None if there is none."""
        found = self._found
        if path in found:
            return found[path]
        if len(found) >= MOST_REMEMBERED:  # clients name the channels: what we remember must not grow without bound
            found.clear()
        route = find_best_route(self.resolvers, path)
        found[path] = handler = None if route is None else self.resolvers[route]
        return handler

    def merge(self, other: ResolverEventsRegistry) -> None:
        """Take in all handlers of another registry."""
        self.resolvers.update(other.resolvers)
        self._found.clear()
