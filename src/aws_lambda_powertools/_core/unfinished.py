"""Observers around handlers that have only begun when they return: coroutines, generators, async generators."""

from __future__ import annotations

from aws_lambda_powertools._core.decorators import ASYNC_GENERATOR, COROUTINE, DONE, ITERABLE_COROUTINE, tell
from aws_lambda_powertools._core.invocation import enter, leave, resume

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator
    from types import TracebackType
    from typing import Any

    from aws_lambda_powertools._core.decorators import Observer
    from aws_lambda_powertools._core.invocation import Invocation


def observed(
    handler: Callable[..., Any], flags: int, observer: Observer, arguments: tuple[Any, ...]
) -> Callable[..., Any]:
    """The handler, whose code has these flags, with `observer(call, *arguments)` around each of its invocations."""
    if flags & (COROUTINE | ITERABLE_COROUTINE):
        return _observed_coroutine(handler, observer, arguments)
    if flags & ASYNC_GENERATOR:
        return _observed_async_generator(handler, observer, arguments)
    return _observed_generator(handler, observer, arguments)


async def awaited(coroutine: Coroutine[Any, Any, Any], call: Invocation, steps: Generator[None, None, None]) -> Any:
    """Finish an observation whose handler, though no coroutine function, returned a coroutine."""
    try:
        call.response = response = await coroutine
    except BaseException as error:
        tell(steps, error)
        raise
    next(steps, None)
    return response


async def resumed(coroutine: Coroutine[Any, Any, Any], call: Invocation) -> Any:
    """Let a suspended invocation go on while the coroutine runs."""
    resume(call)
    try:
        return await coroutine
    finally:
        leave(call)


class _Observation:
    """One observer around one call, as a context manager."""

    __slots__ = ("_begins", "_call", "_steps")

    def __init__(self, observer: Observer, arguments: tuple[Any, ...], event: Any, context: Any) -> None:
        self._call, self._begins = enter(event, context)
        self._steps = observer(self._call, *arguments) or DONE

    def __enter__(self) -> Invocation:
        try:
            next(self._steps)
        except BaseException:
            self._leave()
            raise
        return self._call

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if error is None:
                next(self._steps, None)
            else:
                tell(self._steps, error)
        finally:
            self._leave()

    def _leave(self) -> None:
        if self._begins:
            leave(self._call)


def _observed_coroutine(
    handler: Callable[..., Any], observer: Observer, arguments: tuple[Any, ...]
) -> Callable[..., Any]:
    async def observed(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        with _Observation(observer, arguments, event, context) as call:
            call.response = response = await handler(event, context, *args, **kwargs)
            return response

    return observed


def _observed_generator(
    handler: Callable[..., Any], observer: Observer, arguments: tuple[Any, ...]
) -> Callable[..., Any]:
    def observed(event: Any, context: Any, *args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        with _Observation(observer, arguments, event, context) as call:
            generator: Generator[Any, Any, Any] = handler(event, context, *args, **kwargs)
            call.response = response = yield from generator
            return response

    return observed


def _observed_async_generator(
    handler: Callable[..., Any], observer: Observer, arguments: tuple[Any, ...]
) -> Callable[..., Any]:
    async def observed(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        with _Observation(observer, arguments, event, context):
            async for part in handler(event, context, *args, **kwargs):
                yield part

    return observed
