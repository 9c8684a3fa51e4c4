"""AppSyncResolver: GraphQL fields of AWS AppSync, one at a time or in batches.

Source: https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html
"""

# Events and answers are the user's own, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

import logging

from aws_lambda_powertools._core import aio
from aws_lambda_powertools._core.decorators import CoroutineType
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.event_handler._state import RequestState
from aws_lambda_powertools.event_handler.graphql_appsync.exceptions import (
    InvalidBatchResponse,
    ResolverNotFoundError,
)
from aws_lambda_powertools.event_handler.graphql_appsync.router import Router
from aws_lambda_powertools.utilities.data_classes.appsync_resolver_event import AppSyncResolverEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any

    from aws_lambda_powertools.event_handler.graphql_appsync._registry import Resolver

logger = logging.getLogger(__name__)


class AppSyncResolver(Router):
    """Resolves GraphQL fields.

        app = AppSyncResolver()

        @app.resolver(type_name="Query", field_name="getOrder")
        def get_order(id: str): ...

        def lambda_handler(event, context):
            return app.resolve(event, context)

    Direct Lambda resolvers and the templates of Amplify are both understood.
    """

    def __call__(
        self, event: dict[str, Any] | list[dict[str, Any]], context: Any, data_model: Any = AppSyncResolverEvent
    ) -> Any:
        """The same as `resolve`, so that the resolver itself can be the Lambda handler."""
        return self.resolve(event, context, data_model)

    def resolve(
        self, event: dict[str, Any] | list[dict[str, Any]], context: Any, data_model: Any = AppSyncResolverEvent
    ) -> Any:
        """The answer for an event, or the list of answers for a batch of them.

        `data_model` is the class of `app.current_event`. A coroutine function's answer is a coroutine. Raises
        ValueError without a resolver for the field, ResolverNotFoundError and InvalidBatchResponse for batches.
        """
        if isinstance(event, list):
            return self._resolve_batch(event, context, data_model)
        seen = data_model(event)
        state = RequestState(self, seen, context)
        self._requests.enter(state)
        kept = self._keep_last
        try:
            if data_model is AppSyncResolverEvent:
                info: Any = event.get("info") or event
                type_name, field_name = info.get("parentTypeName") or info.get("typeName"), info.get("fieldName")
                arguments: Any = event.get("arguments")
            else:
                type_name, field_name, arguments = seen.type_name, seen.field_name, seen.arguments
            resolver = self.single.find(type_name, field_name)
            if resolver is None:
                raise ValueError(f"No resolver found for '{type_name}.{field_name}'")
            answer = resolver.function(**(seen.arguments if arguments is None else arguments))
            if type(answer) is CoroutineType:
                kept = True
                return self._awaited(answer, state)
            return answer
        except Exception as error:
            return self._handled(error)
        finally:
            self._requests.leave(state, kept)

    def _resolve_batch(self, events: list[dict[str, Any]], context: Any, data_model: Any) -> Any:
        seen: list[AppSyncResolverEvent] = [data_model(event) for event in events]
        state = self._enter(seen, context)
        try:
            return self._batch_answer(seen)
        except Exception as error:
            return self._handled(error)
        finally:
            self._leave(state)

    def include_router(self, router: Router) -> None:
        """Take in the resolvers and exception handlers of a router, and share the context with it."""
        for mine, other in zip(self.registries, router.registries, strict=True):
            mine.merge(other)
        own = self.exception_handler_manager.get_registered_handlers()
        self.exception_handler_manager.update_exception_handlers(
            {**router.exception_handler_manager.get_registered_handlers(), **own}
        )
        router.share_with(self)

    # --- One event ----------------------------------------------------------------------------------------------

    async def _awaited(self, coroutine: Coroutine[Any, Any, Any], state: Any) -> Any:
        """An async resolver's answer, with the event and the exception handlers that it belongs to."""
        again = self._enter(state.event, state.lambda_context)
        try:
            return await coroutine
        except Exception as error:
            return self._handled(error)
        finally:
            self._leave(again)

    def _handled(self, error: Exception) -> Any:
        handler = self.exception_handler_manager.lookup_exception_handler(type(error))
        if handler is None:
            raise error
        return handler(error)

    # --- A batch ------------------------------------------------------------------------------------------------

    def _batch_answer(self, events: list[AppSyncResolverEvent]) -> list[Any]:
        if not events:
            return []
        first = events[0]
        resolver = self.batch.find(first.type_name, first.field_name)
        async_resolver = self.async_batch.find(first.type_name, first.field_name)
        if resolver is not None:
            if async_resolver is not None:
                warn(
                    "Both synchronous and asynchronous resolvers found for the same event and field. "
                    f"The synchronous resolver takes precedence. Executing: {resolver.function.__name__}"
                )
            return self._sync_batch(events, resolver)
        if async_resolver is not None:
            return aio.run(self._async_batch(events, async_resolver))
        raise ResolverNotFoundError(f"No resolver found for '{first.type_name}.{first.field_name}'")

    def _sync_batch(self, events: list[AppSyncResolverEvent], resolver: Resolver) -> list[Any]:
        if resolver.aggregate:
            return _checked(resolver.function(event=events))
        answers: list[Any] = []
        for event in events:
            try:
                answers.append(resolver.function(event=event, **event.arguments))
            except Exception as error:
                if resolver.raise_on_error:
                    raise
                _note(error, event)
                answers.append(None)
        return answers

    async def _async_batch(self, events: list[AppSyncResolverEvent], resolver: Resolver) -> list[Any]:
        if resolver.aggregate:
            return _checked(await resolver.function(event=events))
        from asyncio import gather

        async def answer(event: AppSyncResolverEvent) -> Any:
            return await resolver.function(event=event, **event.arguments)

        answers = await gather(*map(answer, events), return_exceptions=True)
        for index, found in enumerate(answers):
            if not isinstance(found, BaseException):
                continue
            if resolver.raise_on_error or not isinstance(found, Exception):
                raise found
            _note(found, events[index])
            answers[index] = None
        return answers


def _checked(answers: Any) -> list[Any]:
    if not isinstance(answers, list):
        raise InvalidBatchResponse("The response must be a List when using batch resolvers")
    return answers


def _note(error: Exception, event: AppSyncResolverEvent) -> None:
    """An event of a batch that could not be resolved: its answer is None, its error goes to the log."""
    logger.warning("Resolving %s.%s failed for one event of a batch", event.type_name, event.field_name, exc_info=error)
