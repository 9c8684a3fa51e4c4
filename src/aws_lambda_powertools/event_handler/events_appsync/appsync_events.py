"""AppSyncEventsResolver: what clients publish to channels, and who may subscribe to them.

Source: https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-concepts.html
"""

# Payloads are the user's own, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

import logging

from aws_lambda_powertools._core import aio, environment
from aws_lambda_powertools._core.decorators import CoroutineType
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.event_handler.events_appsync.exceptions import UnauthorizedException
from aws_lambda_powertools.event_handler.events_appsync.router import Router
from aws_lambda_powertools.utilities.data_classes.appsync_resolver_events_event import AppSyncResolverEventsEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

logger = logging.getLogger(__name__)

EVENT_ID = "event_id"
"""The parameter of handlers that gets the id of an event."""

PUBLISH, SUBSCRIBE = "PUBLISH", "SUBSCRIBE"


class AppSyncEventsResolver(Router):
    """Handles the requests of an AppSync event API.

        app = AppSyncEventsResolver()

        @app.on_publish("/orders/*")
        def order(payload): return payload

        def lambda_handler(event, context):
            return app.resolve(event, context)

    An error of a handler is the answer for its event; UnauthorizedException refuses the whole request. A handler with a
    parameter `event_id` gets that too.

    With `hide_errors` clients are told the class of an exception and the log gets the rest; by default that is so under
    POWERTOOLS_STRICT. What an exception handler returns is told in any case.
    """

    def __init__(self, *, hide_errors: bool | None = None) -> None:
        super().__init__()
        self._hide_errors = environment.STRICT.get() if hide_errors is None else hide_errors

    def __call__(self, event: dict[str, Any] | AppSyncResolverEventsEvent, context: Any) -> Any:
        """The same as `resolve`, so that the resolver itself can be the Lambda handler."""
        return self.resolve(event, context)

    def resolve(self, event: dict[str, Any] | AppSyncResolverEventsEvent, context: Any) -> Any:
        """The answer for a publish request, or None, or an error, for a subscription."""
        request = event if isinstance(event, AppSyncResolverEventsEvent) else AppSyncResolverEventsEvent(event)
        state = self._enter(request, context)
        try:
            info = request.raw_event["info"]
            operation, path = info.get("operation"), info["channel"]["path"]
            if operation == PUBLISH:
                return self._published(request, path)
            return self._subscribed(path) if operation == SUBSCRIBE else None
        finally:
            self._leave(state)

    def include_router(self, router: Router) -> None:
        """Take in the handlers of a router, and share the context with it."""
        for own, other in zip(self.registries, router.registries, strict=True):
            own.merge(other)
        own_handlers = self.exception_handler_manager.get_registered_handlers()
        handlers = router.exception_handler_manager.get_registered_handlers()
        self.exception_handler_manager.update_exception_handlers({**handlers, **own_handlers})
        router.share_with(self)

    # --- Publishing -------------------------------------------------------------------------------------------------

    def _published(self, request: AppSyncResolverEventsEvent, path: str) -> Any:
        events: list[dict[str, Any]] = request.raw_event.get("events") or []
        handler = self.publish.find_resolver(path)
        async_handler = self.async_publish.find_resolver(path)
        if handler is not None:
            if async_handler is not None:
                warn(
                    "Both synchronous and asynchronous resolvers found for the same event and field. "
                    f"The synchronous resolver takes precedence. Executing: {handler['func'].__name__}"
                )
            if handler["aggregate"]:
                return self._aggregated(handler["func"], events)
            return {"events": self._answers(handler["func"], events)}
        if async_handler is not None:
            return aio.run(self._awaited(async_handler["func"], events, async_handler["aggregate"]))
        warn(
            f"No resolvers were found for publish operations with path {path}. We will return the entire payload as is"
        )
        return {"events": events}

    def _answers(self, function: Callable[..., Any], events: list[dict[str, Any]]) -> list[dict[str, Any]]:
        answers: list[dict[str, Any]] = []
        takes_id = _takes_id(function)
        for event in events:
            event_id, payload = event.get("id"), event.get("payload")
            try:
                answer = function(payload=payload, event_id=event_id) if takes_id else function(payload=payload)
                if type(answer) is CoroutineType:
                    answer = aio.run(answer)
                answers.append({"id": event_id, "payload": answer})
            except Exception as error:
                answers.append({"id": event_id, "error": self._told(error)})
        return answers

    def _aggregated(self, function: Callable[..., Any], events: list[dict[str, Any]]) -> dict[str, Any]:
        try:
            return _listed(_finished(function(payload=events)))
        except Exception as error:
            return {"error": self._told(error)}

    async def _awaited(
        self, function: Callable[..., Any], events: list[dict[str, Any]], aggregate: bool
    ) -> dict[str, Any]:
        if aggregate:
            try:
                return _listed(await function(payload=events))
            except Exception as error:
                return {"error": self._told(error)}
        from asyncio import gather

        takes_id = _takes_id(function)

        async def answer(event: dict[str, Any]) -> dict[str, Any]:
            arguments = {"payload": event.get("payload")}
            if takes_id:
                arguments[EVENT_ID] = event.get("id")
            try:
                return {"id": event.get("id"), "payload": await function(**arguments)}
            except Exception as error:
                return {"id": event.get("id"), "error": self._told(error)}

        return {"events": list(await gather(*map(answer, events)))}

    # --- Subscribing ------------------------------------------------------------------------------------------------

    def _subscribed(self, path: str) -> Any:
        handler = self.subscribe.find_resolver(path)
        if handler is None:
            warn(f"No resolvers were found for subscribe operations with path {path}")
            return None
        try:
            _finished(handler["func"]())
        except Exception as error:
            return {"error": self._told(error)}
        return None

    def _told(self, error: Exception) -> str:
        """What the client is told of an exception; raises it if it refuses the whole request."""
        if isinstance(error, UnauthorizedException):
            raise error
        handler = self.exception_handler_manager.lookup_exception_handler(type(error))
        if handler is not None:
            return str(handler(error))
        if not self._hide_errors:
            return f"{type(error).__name__} - {error}"
        logger.error("A handler of AppSync events failed", exc_info=error)
        return type(error).__name__


def _takes_id(function: Any) -> bool:
    """Whether a handler asks for the id of an event."""
    code = getattr(function, "__code__", None)
    return code is not None and EVENT_ID in code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def _finished(result: Any) -> Any:
    return aio.run(result) if type(result) is CoroutineType else result


def _listed(answers: Any) -> dict[str, Any]:
    if not isinstance(answers, list):
        warn("Response must be a list when using aggregate, AppSync will drop those events.")
    return {"events": answers}
