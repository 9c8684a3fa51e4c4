"""Router: resolvers of GraphQL fields in a file of their own."""

from __future__ import annotations

from aws_lambda_powertools.event_handler._event_scope import EventScope
from aws_lambda_powertools.event_handler.exception_handling import ExceptionHandlerManager
from aws_lambda_powertools.event_handler.graphql_appsync._registry import ResolverRegistry
from aws_lambda_powertools.event_handler.graphql_appsync.base import BaseRouter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from aws_lambda_powertools.utilities.data_classes.appsync_resolver_event import AppSyncResolverEvent

    Resolver = TypeVar("Resolver", bound=Callable[..., Any])


class Router(EventScope, BaseRouter):
    """Collects resolvers, until `AppSyncResolver.include_router` takes them in."""

    def __init__(self) -> None:
        super().__init__()
        self.single, self.batch, self.async_batch = ResolverRegistry(), ResolverRegistry(), ResolverRegistry()
        self.registries = (self.single, self.batch, self.async_batch)
        self.exception_handler_manager = ExceptionHandlerManager()

    @property
    def current_event(self) -> AppSyncResolverEvent:
        """The event of the field that is resolved; empty for a batch that is resolved as a whole."""
        state = self.known_state()
        is_single = state is not None and not isinstance(state.event, list)
        event: AppSyncResolverEvent = getattr(state, "event", None) if is_single else {}  # type: ignore[assignment]  # nothing to see
        return event

    @current_event.setter
    def current_event(self, event: AppSyncResolverEvent) -> None:
        self._pretend(event)

    @property
    def current_batch_event(self) -> list[AppSyncResolverEvent]:
        """The events of the batch that is resolved."""
        state = self.known_state()
        events: list[AppSyncResolverEvent] = []
        return state.event if state is not None and isinstance(state.event, list) else events

    @current_batch_event.setter
    def current_batch_event(self, events: list[AppSyncResolverEvent]) -> None:
        self._pretend(events)

    def resolver(self, type_name: str = "*", field_name: str | None = None) -> Callable[[Resolver], Resolver]:
        """Register the decorated function for a field; it gets the field's arguments by name.

        @app.resolver(type_name="Query", field_name="getOrder")
        def get_order(id: str): ...
        """
        return self.single.register(type_name, field_name)

    def batch_resolver(
        self,
        type_name: str = "*",
        field_name: str | None = None,
        raise_on_error: bool = False,
        aggregate: bool = True,
    ) -> Callable[[Resolver], Resolver]:
        """Register the decorated function for batches of a field.

        With `aggregate` it gets all events as `event` and returns a list of answers. Without, it gets one event and
        the field's arguments by name; an error is answered by None, or ends the batch with `raise_on_error`.
        """
        return self.batch.register(type_name, field_name, raise_on_error, aggregate)

    def async_batch_resolver(
        self,
        type_name: str = "*",
        field_name: str | None = None,
        raise_on_error: bool = False,
        aggregate: bool = True,
    ) -> Callable[[Resolver], Resolver]:
        """As `batch_resolver`, for a coroutine function; events by themselves are resolved beside each other."""
        return self.async_batch.register(type_name, field_name, raise_on_error, aggregate)

    def exception_handler(self, exc_class: type[Exception] | list[type[Exception]]) -> Callable[[Resolver], Resolver]:
        """Register the decorated function for exceptions of resolvers; what it returns is the answer."""
        return self.exception_handler_manager.exception_handler(exc_class)

    def _pretend(self, event: Any) -> None:
        """Let an event be the one that was resolved last; for tests that set it."""
        from aws_lambda_powertools.event_handler._state import RequestState

        self._requests.pretend(RequestState(self, event, self.lambda_context))
