"""Which function resolves a field: by type and field, else by field for all types."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    Function = TypeVar("Function", bound=Callable[..., Any])


class Resolver:
    """A registered function and how it is called for a batch."""

    __slots__ = ("aggregate", "function", "raise_on_error")

    def __init__(self, function: Callable[..., Any], raise_on_error: bool, aggregate: bool) -> None:
        self.function = function
        self.raise_on_error = raise_on_error
        self.aggregate = aggregate


class ResolverRegistry:
    """Functions by `Type.field`."""

    def __init__(self) -> None:
        self.resolvers: dict[str, Resolver] = {}

    def register(
        self, type_name: str, field_name: str | None, raise_on_error: bool = False, aggregate: bool = True
    ) -> Callable[[Function], Function]:
        """Take the decorated function in; one that is there for the same field is replaced."""

        def take(function: Function) -> Function:
            self.resolvers[f"{type_name}.{field_name}"] = Resolver(function, raise_on_error, aggregate)
            return function

        return take

    def find(self, type_name: str | None, field_name: str | None) -> Resolver | None:
        """The function for a field of a type; None if there is none."""
        return self.resolvers.get(f"{type_name}.{field_name}") or self.resolvers.get(f"*.{field_name}")

    def merge(self, other: ResolverRegistry) -> None:
        """Take in all functions of another registry, which win over present ones."""
        self.resolvers.update(other.resolvers)
