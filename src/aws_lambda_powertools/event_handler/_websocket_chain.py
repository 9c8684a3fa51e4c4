"""The middlewares around a WebSocket handler, and what the handler is called with."""

# What clients send and handlers return is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core.decorators import CoroutineType, is_async
from aws_lambda_powertools._core.errors import PowertoolsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.api_gateway_websocket_event import APIGatewayWebSocketEvent

NO_ARGUMENTS: dict[str, Any] = {}


class InvalidMessageError(PowertoolsError):
    """A client sent what the handler's parameter does not take; `errors` say what is wrong, and where."""

    def __init__(self, message: str, errors: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.errors = errors or []


class Chain:
    """A handler with the middlewares around it, from the outside in. A middleware is `(app, next_middleware)`."""

    def __init__(self, middlewares: Sequence[Callable[..., Any]], handler: Callable[..., Any]) -> None:
        self._middlewares = list(middlewares)
        self._handler = handler
        self._is_async = any(is_async(middleware) for middleware in self._middlewares)
        self._arguments: Callable[[APIGatewayWebSocketEvent], dict[str, Any]] | None = None

    def run(self, app: Any) -> Any:
        """What the outermost of them returns."""
        if self._is_async:
            return finished(self.run_async(app))
        call = self._call
        for middleware in reversed(self._middlewares):
            call = _Step(middleware, call)
        return finished(call(app))

    async def run_async(self, app: Any) -> Any:
        """The same on the caller's loop."""
        call: Any = self._call_async
        for middleware in reversed(self._middlewares):
            call = (_AsyncStep if is_async(middleware) else _ThreadStep)(middleware, call)
        return await call(app)

    def _call(self, app: Any) -> Any:
        return finished(self._handler(**self._arguments_for(app)))

    async def _call_async(self, app: Any) -> Any:
        return await awaited(self._handler(**self._arguments_for(app)))

    def _arguments_for(self, app: Any) -> dict[str, Any]:
        if self._arguments is None:
            self._arguments = arguments_of(self._handler)
        return self._arguments(app.current_event)


def finished(result: Any) -> Any:
    """A result, or what a coroutine comes to."""
    if type(result) is not CoroutineType:
        return result
    from aws_lambda_powertools._core.aio import run

    return run(result)


async def awaited(result: Any) -> Any:
    """The same for code on a loop."""
    return await result if type(result) is CoroutineType else result


class _Step:
    def __init__(self, middleware: Callable[..., Any], following: Callable[..., Any]) -> None:
        self._middleware = middleware
        self._following = following

    def __call__(self, app: Any) -> Any:
        return self._middleware(app, self._following)


class _AsyncStep(_Step):
    async def __call__(self, app: Any) -> Any:
        return await self._middleware(app, self._following)


class _ThreadStep(_Step):
    """A sync middleware among async ones: it blocks while it calls the next one, so it does that in a thread."""

    async def __call__(self, app: Any) -> Any:
        from asyncio import get_running_loop, run_coroutine_threadsafe, to_thread

        loop = get_running_loop()

        def onward(app: Any) -> Any:
            return run_coroutine_threadsafe(self._following(app), loop).result()

        return await to_thread(self._middleware, app, onward)


def arguments_of(handler: Callable[..., Any]) -> Callable[[APIGatewayWebSocketEvent], dict[str, Any]]:
    """A function that makes the arguments of a handler from an event. TypeError for parameters nobody fills."""
    code = getattr(handler, "__code__", None)
    if code is not None and not code.co_argcount + code.co_kwonlyargcount and not hasattr(handler, "__wrapped__"):
        return lambda _event: NO_ARGUMENTS
    from aws_lambda_powertools.event_handler._websocket_body import arguments_of as worked_out

    return worked_out(handler)
