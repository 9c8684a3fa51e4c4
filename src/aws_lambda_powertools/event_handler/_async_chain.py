"""Chains for callers that await them: async middlewares and handlers on the caller's loop.

A sync middleware blocks while it calls the next one, so in a chain with anything async it runs in a thread, and what
comes after it goes on on the loop. Middlewares that stand next to each other share a thread. Both sides carry the
context (`contextvars`) of the request. Chains and handlers that are sync throughout are called as they are.
"""

# The app and the parts it is made of are friends: names with an underscore are hidden from users, not from them.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false

from __future__ import annotations

import threading
from contextvars import copy_context

from aws_lambda_powertools._core import forks
from aws_lambda_powertools._core.decorators import CoroutineType, is_async
from aws_lambda_powertools.event_handler import depends
from aws_lambda_powertools.event_handler._chain import (
    MiddlewareFrame,
    injection_of,
    middleware_code,
    name_of,
    returned_nothing,
)
from aws_lambda_powertools.event_handler._state import current

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor
    from contextvars import Context
    from typing import Any

    from aws_lambda_powertools.event_handler._chain import Chain, Endpoint, Middleware
    from aws_lambda_powertools.event_handler._state import RequestState

MOST_THREADS = 32
"""Threads for sync middlewares on each level; requests beyond that wait."""


class AsyncMiddlewareFrame:
    """One async middleware and what comes after it."""

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

    async def __call__(self, app: Any) -> Any:
        """What the middleware answers."""
        state = _state_of(app)
        state.frames.append(self)
        more: dict[str, Any] = {}
        if self._injection is not None:
            more = await depends.run_async(self._injection.injecting(state))
        result: Any = self.current_middleware(app, self.next_middleware, **more)
        is_coroutine = type(result) is CoroutineType
        if is_coroutine:
            result = await result
        if result is None:
            raise returned_nothing(self.current_middleware)
        return result


class _AsyncEndpoint:
    """The end of a chain, which awaits the handler and its dependencies."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self.__name__ = endpoint.__name__

    def __str__(self) -> str:
        return str(self._endpoint)

    async def __call__(self, app: Any) -> Any:
        state = _state_of(app)
        state.frames.append(self)
        return app._to_response(await self._endpoint.run_async(state), state)


class _InThread:
    """Sync middlewares that stand next to each other, in one thread; what comes after them goes on on the loop."""

    def __init__(self, middlewares: list[Middleware], following: Any, level: int) -> None:
        self._following = following
        self._level = level
        self.__name__ = name_of(middlewares[0])
        first: Any = self._back_on_loop
        for middleware in reversed(middlewares):
            first = MiddlewareFrame(middleware, first)
        self._first = first

    async def __call__(self, app: Any) -> Any:
        from asyncio import get_running_loop

        loop = get_running_loop()
        return await loop.run_in_executor(_pool(self._level), _Call(copy_context(), loop, self._first), app)

    def _back_on_loop(self, app: Any) -> Any:
        """What comes after these middlewares, for the thread, which waits for it."""
        from concurrent.futures import Future as NewFuture

        loop: AbstractEventLoop = _here.loop
        context = copy_context()
        outcome: Future[Any] = NewFuture()

        def start() -> None:
            context.run(loop.create_task, _into(outcome, self._following(app)))

        loop.call_soon_threadsafe(start)
        return _outcome(outcome, loop)


def _outcome(outcome: Future[Any], loop: AbstractEventLoop) -> Any:
    """What the future comes to; RuntimeError if the loop stops before that, where waiting would never end."""
    from concurrent.futures import TimeoutError as NotYet

    while True:
        try:
            return outcome.result(_SECONDS_BETWEEN_LOOKS)
        except NotYet:
            if outcome.done():  # the handler's own TimeoutError
                raise
            if not loop.is_running():
                raise RuntimeError("The event loop was stopped while a request was running on it") from None


_SECONDS_BETWEEN_LOOKS = 1.0


async def _into(outcome: Any, coroutine: Any) -> None:
    """Hand what a coroutine gives or raises to a thread that waits for it."""
    try:
        result = await coroutine
    except BaseException as error:  # raised again in the thread, and from there in the request's own task
        outcome.set_exception(error)
    else:
        outcome.set_result(result)


class _Here(threading.local):
    loop: Any = None


_here = _Here()


class _Call:
    """A piece of a chain as a thread runs it: in the context of the request, knowing the loop it came from."""

    __slots__ = ("_context", "_first", "_loop")

    def __init__(self, context: Context, loop: AbstractEventLoop, first: Callable[..., Any]) -> None:
        self._context = context
        self._loop = loop
        self._first = first

    def __call__(self, app: Any) -> Any:
        _here.loop = self._loop
        try:
            return self._context.run(self._first, app)
        finally:
            _here.loop = None


class _Pools:
    """A pool of threads for each level of nesting: a level only waits for those below it, so none waits for itself."""

    def __init__(self) -> None:
        self._levels: dict[int, ThreadPoolExecutor] = {}
        self._lock = threading.Lock()
        forks.watch(self)

    def after_fork(self) -> None:
        """Threads do not live on in a forked process."""
        self._levels = {}
        self._lock = threading.Lock()

    def level(self, level: int) -> ThreadPoolExecutor:
        with self._lock:
            pool = self._levels.get(level)
            if pool is None:
                from concurrent.futures import ThreadPoolExecutor

                pool = self._levels[level] = ThreadPoolExecutor(MOST_THREADS, f"powertools-middleware-{level}")
            return pool


_pools = _Pools()
_pool = _pools.level


def async_chain(chain: Chain) -> Any:
    """A coroutine function that runs the chain for an app."""
    awaited = [
        is_async(middleware_code(middleware)) or getattr(middleware, "runs_on_loop", False)
        for middleware in chain.middlewares
    ]
    if not any(awaited) and not chain.endpoint.is_async:
        return _awaitable(chain.first)
    following: Any = _AsyncEndpoint(chain.endpoint)
    level = 0
    waiting: list[Middleware] = []
    for middleware, is_awaited in zip(reversed(chain.middlewares), reversed(awaited), strict=True):
        if not is_awaited:
            waiting.insert(0, middleware)
            continue
        if waiting:
            following, level, waiting = _InThread(waiting, following, level), level + 1, []
        following = AsyncMiddlewareFrame(middleware, following)
    return _InThread(waiting, following, level) if waiting else following


def _awaitable(first: Callable[[Any], Any]) -> Any:
    async def run(app: Any) -> Any:
        return first(app)

    return run


def _state_of(app: Any) -> RequestState:
    state = current.get()
    return state if state is not None and state.app is app else app._request_state()
