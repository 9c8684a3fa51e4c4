"""BaseRouter: what resolvers and routers of AppSync events offer."""

from __future__ import annotations

from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

DEFAULT_ROUTE = "/default/*"


class BaseRouter(ABC):
    """Registers functions for channels."""

    @abstractmethod
    def on_publish(self, path: str = DEFAULT_ROUTE, aggregate: bool = True) -> Callable[[Any], Any]:
        """Register the decorated function for what is published to channels."""

    @abstractmethod
    def async_on_publish(self, path: str = DEFAULT_ROUTE, aggregate: bool = True) -> Callable[[Any], Any]:
        """Register the decorated coroutine function for what is published to channels."""

    @abstractmethod
    def on_subscribe(self, path: str = DEFAULT_ROUTE) -> Callable[[Any], Any]:
        """Register the decorated function for subscriptions to channels."""

    @abstractmethod
    def append_context(self, **additional_context: Any) -> None:
        """Add to the context of the request."""
