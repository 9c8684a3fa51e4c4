"""BaseRouter: what resolvers and routers of GraphQL fields offer."""

from __future__ import annotations

from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Resolver = TypeVar("Resolver", bound=Callable[..., Any])


class BaseRouter(ABC):
    """Registers functions for the fields of GraphQL types."""

    @abstractmethod
    def resolver(self, type_name: str = "*", field_name: str | None = None) -> Callable[[Resolver], Resolver]:
        """Register the decorated function for a field; it gets the field's arguments by name."""

    @abstractmethod
    def batch_resolver(
        self,
        type_name: str = "*",
        field_name: str | None = None,
        raise_on_error: bool = False,
        aggregate: bool = True,
    ) -> Callable[[Resolver], Resolver]:
        """Register the decorated function for batches of a field."""

    @abstractmethod
    def async_batch_resolver(
        self,
        type_name: str = "*",
        field_name: str | None = None,
        raise_on_error: bool = False,
        aggregate: bool = True,
    ) -> Callable[[Resolver], Resolver]:
        """Register the decorated coroutine function for batches of a field."""

    @abstractmethod
    def append_context(self, **additional_context: Any) -> None:
        """Add to the context of the event."""
