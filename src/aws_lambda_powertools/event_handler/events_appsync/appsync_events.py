"""AppSyncEventsResolver: what clients publish to channels, and who may subscribe to them.

Source: https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-concepts.html
"""

# Payloads are the user's own, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core import aio
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.event_handler.events_appsync.exceptions import UnauthorizedException
from aws_lambda_powertools.event_handler.events_appsync.router import Router
from aws_lambda_powertools.utilities.data_classes.appsync_resolver_events_event import AppSyncResolverEventsEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

PUBLISH, SUBSCRIBE = "PUBLISH", "SUBSCRIBE"


class AppSyncEventsResolver(Router):
    """Handles the requests of an AppSync event API.

        app = AppSyncEventsResolver()

        @app.on_publish("/orders/*")
        def order(payload): return payload

        def lambda_handler(event, context):
            return app.resolve(event, context)

    An error of a handler is the answer for its event; UnauthorizedException refuses the whole request.
    """

    def __call__(self, event: dict[str, Any] | AppSyncResolverEventsEvent, context: Any) -> Any:
        """The same as `resolve`, so that the resolver itself can be the Lambda handler."""
        return self.resolve(event, context)

    def resolve(self, event: dict[str, Any] | AppSyncResolverEventsEvent, context: Any) -> Any:
        """The answer for a publish request, or None, or an error, for a subscription."""
        request = event if isinstance(event, AppSyncResolverEventsEvent) else AppSyncResolverEventsEvent(event)
        state = self._enter(request, context)
        try:
            operation, path = request.info.operation, request.info.channel_path
            if operation == PUBLISH:
                return self._published(request, path)
            return self._subscribed(path) if operation == SUBSCRIBE else None
        finally:
            self._leave(state)

    def include_router(self, router: Router) -> None:
        """Take in the handlers of a router, and share the context with it."""
        for own, other in zip(self.registries, router.registries, strict=True):
            own.merge(other)
        router.share_with(self)

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
                return _aggregated(lambda: handler["func"](payload=events))
            return {"events": [_answer(handler["func"], event) for event in events]}
        if async_handler is not None:
            return aio.run(_awaited(async_handler["func"], events, async_handler["aggregate"]))
        warn(
            f"No resolvers were found for publish operations with path {path}. We will return the entire payload as is"
        )
        return {"events": events}

    def _subscribed(self, path: str) -> Any:
        handler = self.subscribe.find_resolver(path)
        if handler is None:
            warn(f"No resolvers were found for subscribe operations with path {path}")
            return None
        try:
            handler["func"]()
        except UnauthorizedException:
            raise
        except Exception as error:
            return {"error": _text(error)}
        return None


def _answer(function: Callable[..., Any], event: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"id": event.get("id"), "payload": function(payload=event.get("payload"))}
    except UnauthorizedException:
        raise
    except Exception as error:
        return {"id": event.get("id"), "error": _text(error)}


def _aggregated(call: Callable[[], Any]) -> dict[str, Any]:
    try:
        return _listed(call())
    except UnauthorizedException:
        raise
    except Exception as error:
        return {"error": _text(error)}


async def _awaited(function: Callable[..., Any], events: list[dict[str, Any]], aggregate: bool) -> dict[str, Any]:
    if aggregate:
        try:
            return _listed(await function(payload=events))
        except UnauthorizedException:
            raise
        except Exception as error:
            return {"error": _text(error)}
    from asyncio import gather

    async def answer(event: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"id": event.get("id"), "payload": await function(payload=event.get("payload"))}
        except UnauthorizedException:
            raise
        except Exception as error:
            return {"id": event.get("id"), "error": _text(error)}

    return {"events": list(await gather(*map(answer, events)))}


def _listed(answers: Any) -> dict[str, Any]:
    if not isinstance(answers, list):
        warn("Response must be a list when using aggregate, AppSync will drop those events.")
    return {"events": answers}


def _text(error: Exception) -> str:
    return f"{type(error).__name__} - {error}"
