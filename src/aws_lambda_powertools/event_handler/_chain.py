"""Chains: the middlewares around a handler, as one callable, made at a route's first request.

A middleware is a function `(app, next_middleware) -> Response`, a coroutine function of the same shape, or an object
of a class below BaseMiddlewareHandler. Each stands in a frame that knows the next one; the last is the endpoint,
which calls the handler.
"""

# The app and the parts it is made of are friends: names with an underscore are hidden from users, not from them.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false, reportUnknownVariableType=false

from __future__ import annotations

from types import CoroutineType

from aws_lambda_powertools.event_handler._plan import plan_of
from aws_lambda_powertools.event_handler._state import current

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from aws_lambda_powertools.event_handler._plan import HandlerPlan
    from aws_lambda_powertools.event_handler._state import RequestState
    from aws_lambda_powertools.event_handler.exceptions import MiddlewareError

    Middleware = Callable[..., Any]


class MiddlewareFrame:
    """One middleware and what comes after it."""

    def __init__(self, current_middleware: Middleware, next_middleware: Callable[..., Any]) -> None:
        self.current_middleware = current_middleware
        self.next_middleware = next_middleware
        self._injection = injection_of(current_middleware)

    @property
    def __name__(self) -> str:
        """A frame is named like its middleware."""
        return name_of(self.current_middleware)

    def __str__(self) -> str:
        name, following = name_of(self.current_middleware), name_of(self.next_middleware)
        return f"[{name}] next call chain is {name} -> {following}"

    def __call__(self, app: Any) -> Any:
        """What the middleware answers."""
        state = current.get()
        if state is None or state.app is not app:
            state = app._request_state()
        state.frames.append(self)
        injection = self._injection
        if injection is None:
            result = self.current_middleware(app, self.next_middleware)
        else:
            from aws_lambda_powertools.event_handler.depends import run

            more = run(injection.injecting(state))
            result = self.current_middleware(app, self.next_middleware, **more)
        if result is None:
            raise returned_nothing(self.current_middleware)
        return result


class Endpoint:
    """The end of a chain: calls the handler of a route."""

    def __init__(self, function: Callable[..., Any], name: str, plan: HandlerPlan | None = None) -> None:
        self.function = function
        self.name = name
        self.injection = plan if plan is not None and plan.injected else None
        self._plan = plan
        self.__name__ = "_registered_api_adapter"

    @property
    def is_async(self) -> bool:
        """Whether the handler or a dependency of it has to be awaited."""
        return self._plan is not None and self._plan.is_async

    def __str__(self) -> str:
        return f"[{self.__name__}] next call chain is {self.__name__} -> {self.name}"

    def arguments(self, state: RequestState) -> dict[str, Any]:
        """What the handler is called with, beside what is injected: the validated parameters, or those of the path."""
        arguments: dict[str, Any] | None = state.context.get("_route_args")
        return state.path_arguments if arguments is None else arguments  # None: somebody has cleared the context

    def run(self, state: RequestState) -> Any:
        """What the handler returns. Coroutines are run, on a loop that is kept for them."""
        arguments = self.arguments(state)
        if self.injection is not None:
            from aws_lambda_powertools.event_handler.depends import run

            arguments = {**arguments, **run(self.injection.injecting(state))}
        result: Any = self.function(**arguments)
        return run_coroutine(result) if type(result) is CoroutineType else result

    async def run_async(self, state: RequestState) -> Any:
        """The same on the caller's loop."""
        arguments = self.arguments(state)
        if self.injection is not None:
            from aws_lambda_powertools.event_handler.depends import run_async

            arguments = {**arguments, **await run_async(self.injection.injecting(state))}
        result: Any = self.function(**arguments)
        is_coroutine = type(result) is CoroutineType
        if is_coroutine:
            result = await result
        return result

    def __call__(self, app: Any) -> Any:
        """The handler's answer as a Response, for the middleware before it."""
        state = current.get()
        if state is None or state.app is not app:
            state = app._request_state()
        state.frames.append(self)
        return app._to_response(self.run(state), state)


class PlainEndpoint(Endpoint):
    """The same for handlers that take parameters of the path and nothing else, which most do."""

    def run(self, state: RequestState) -> Any:
        """What the handler returns."""
        arguments = state.context.get("_route_args")
        result: Any = self.function(**(state.path_arguments if arguments is None else arguments))
        return run_coroutine(result) if type(result) is CoroutineType else result


def run_coroutine(coroutine: Any) -> Any:
    """What a coroutine comes to, for sync code."""
    from aws_lambda_powertools._core.aio import run

    return run(coroutine)


class UnroutedEndpoint(Endpoint):
    """The end of the chain for requests that no route serves; its function gets the app and the request's state."""

    def arguments(self, state: RequestState) -> dict[str, Any]:
        """The app, and the request's state."""
        return {"app": state.app, "state": state}


class Chain:
    """All frames of a route, from the outside in."""

    __slots__ = ("_async_first", "endpoint", "first", "is_async", "middlewares", "plain")

    def __init__(self, middlewares: Sequence[Middleware], endpoint: Endpoint, *, plain: bool = False) -> None:
        self.plain = plain
        self.middlewares = list(middlewares)
        self.endpoint = endpoint
        self.is_async = bool(self.middlewares) and _any_async(self.middlewares)
        """Whether a middleware has to be awaited; then all of the chain runs on a loop."""
        first: Any = endpoint
        for middleware in reversed(self.middlewares):
            first = MiddlewareFrame(middleware, first)
        self.first: Any = first
        self._async_first: Any = None

    def async_first(self) -> Any:
        """The chain for a caller that awaits it."""
        if self._async_first is None:
            from aws_lambda_powertools.event_handler._async_chain import async_chain

            self._async_first = async_chain(self)
        return self._async_first

    def __str__(self) -> str:
        return "\n".join([*map(name_of, self.middlewares), self.endpoint.__name__])


def _any_async(middlewares: list[Middleware]) -> bool:
    from aws_lambda_powertools._core.decorators import is_async

    return any(is_async(middleware_code(middleware)) for middleware in middlewares)


def middleware_code(middleware: Middleware) -> Middleware:
    """The function that does a middleware's work: `handler` of the class-based ones."""
    handler = getattr(type(middleware), "handler", None)
    return middleware.handler if handler is not None else middleware  # type: ignore[attr-defined]  # looked up above


def injection_of(middleware: Middleware) -> HandlerPlan | None:
    """The plan of a middleware that asks for dependencies or the Request; None for all others."""
    plan = plan_of(middleware_code(middleware))
    if not plan.injected or middleware_code(middleware) is not middleware:
        return None
    return plan


def name_of(function: Any) -> str:
    """What debug output calls a function, an object or a frame."""
    return getattr(function, "__name__", None) or type(function).__name__


def returned_nothing(middleware: Middleware) -> MiddlewareError:
    """The error for a middleware without `return`."""
    from aws_lambda_powertools.event_handler.exceptions import MiddlewareError

    return MiddlewareError(
        f"The middleware {name_of(middleware)} returned None; end it with `return next_middleware(app)`, "
        "or return a response of its own"
    )
