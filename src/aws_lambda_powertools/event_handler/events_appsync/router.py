"""Router: handlers of AppSync events in a file of their own."""

from __future__ import annotations

from aws_lambda_powertools.event_handler._event_scope import EventScope
from aws_lambda_powertools.event_handler.events_appsync._registry import ResolverEventsRegistry
from aws_lambda_powertools.event_handler.events_appsync.base import DEFAULT_ROUTE, BaseRouter
from aws_lambda_powertools.event_handler.exception_handling import ExceptionHandlerManager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.appsync_resolver_events_event import AppSyncResolverEventsEvent

__all__ = ["DEFAULT_ROUTE", "Router"]


class Router(EventScope, BaseRouter):
    """Collects handlers, until `AppSyncEventsResolver.include_router` takes them in."""

    def __init__(self) -> None:
        super().__init__()
        self.publish = ResolverEventsRegistry("on_publish")
        self.async_publish = ResolverEventsRegistry("async_on_publish")
        self.subscribe = ResolverEventsRegistry("on_subscribe")
        self.registries = (self.publish, self.async_publish, self.subscribe)
        self.exception_handler_manager = ExceptionHandlerManager()

    @property
    def current_event(self) -> AppSyncResolverEventsEvent:
        """The request that is handled."""
        state = self.known_state()
        event: AppSyncResolverEventsEvent = getattr(state, "event", None)  # type: ignore[assignment]  # None before the first
        return event

    def on_publish(self, path: str = DEFAULT_ROUTE, aggregate: bool = False) -> Callable[[Any], Any]:
        """Register the decorated function for what is published to the channels of a path.

        It gets the `payload` of one event, or with `aggregate` the list of all events, and returns what subscribers
        get.
        """
        return self.publish.register(path, aggregate)

    def async_on_publish(self, path: str = DEFAULT_ROUTE, aggregate: bool = False) -> Callable[[Any], Any]:
        """As `on_publish`, for a coroutine function; events by themselves are handled beside each other."""
        return self.async_publish.register(path, aggregate)

    def on_subscribe(self, path: str = DEFAULT_ROUTE) -> Callable[[Any], Any]:
        """Register the decorated function for subscriptions to the channels of a path; it has no arguments."""
        return self.subscribe.register(path)

    def exception_handler(self, exc_class: type[Exception] | list[type[Exception]]) -> Callable[[Any], Any]:
        """Register the decorated function for exceptions of handlers; the client is told what it returns."""
        return self.exception_handler_manager.exception_handler(exc_class)
