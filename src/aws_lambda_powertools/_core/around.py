"""Something around each call of a function, whatever kind of function it is.

A *scope* is what stands around one call: a context manager, sync and async, that is told what the call returned.

    traced = around(function, lambda: Scope(...))

This is the only place that knows functions, coroutines, generators, async generators and (async) context managers
apart. The wrapped function keeps its kind, and its exceptions pass as they are.
"""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from functools import update_wrapper

from aws_lambda_powertools._core.decorators import (
    ASYNC_GENERATOR,
    COROUTINE,
    GENERATOR,
    ITERABLE_COROUTINE,
    CoroutineType,
    code_flags,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
    from types import TracebackType
    from typing import Any, Protocol, TypeVar

    Function = TypeVar("Function", bound=Callable[..., Any])

    class Scope(Protocol):
        """What stands around one call. Its `__exit__` and `__aexit__` swallow nothing."""

        response: Any
        """What the call returned, or a context manager gave; None where it failed."""

        def __enter__(self) -> Any: ...
        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
        ) -> None: ...
        async def __aenter__(self) -> Any: ...
        async def __aexit__(
            self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
        ) -> None: ...

        def pause(self) -> None:
            """A generator handed out a value: until `resume`, other code runs."""

        def resume(self) -> None:
            """The generator goes on."""


METHOD_KINDS = (staticmethod, classmethod)

# All functions that the two decorators of contextlib make share one code object each.
_nothing: Any = iter
_MANAGER_CODE: Any = contextmanager(_nothing).__code__
_ASYNC_MANAGER_CODE: Any = asynccontextmanager(_nothing).__code__


def around(function: Function, scope: Callable[[], Scope]) -> Function:
    """The function with a new `scope()` around each of its calls."""
    given: Any = function
    if given.__class__ in METHOD_KINDS:
        return given.__class__(around(given.__func__, scope))  # type: ignore[return-value]  # of the same kind
    wrapped: Any = _wrapper_for(given)(given, scope)
    return update_wrapper(wrapped, given)  # type: ignore[return-value]  # it has the function's signature


def is_awaited(function: Any) -> bool:
    """Whether the scope of a function is used with `async with`."""
    if function.__class__ in METHOD_KINDS:
        function = function.__func__
    return _wrapper_for(function) in (_around_coroutine, _around_async_generator, _around_async_context_manager)


def _wrapper_for(function: Callable[..., Any]) -> Callable[[Callable[..., Any], Callable[[], Scope]], Any]:
    code = getattr(function, "__code__", None)
    if code is _MANAGER_CODE:
        return _around_context_manager
    if code is _ASYNC_MANAGER_CODE:
        return _around_async_context_manager
    flags = code_flags(function)
    if flags & (COROUTINE | ITERABLE_COROUTINE):
        return _around_coroutine
    if flags & ASYNC_GENERATOR:
        return _around_async_generator
    if flags & GENERATOR:
        return _around_generator
    return _around_function


def _around_function(function: Callable[..., Any], scope: Callable[[], Scope]) -> Callable[..., Any]:
    # `with` written out, because a plain function in front of a coroutine function must not end its scope yet.
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        call = scope()
        call.__enter__()
        try:
            response = function(*args, **kwargs)
        except BaseException as error:
            call.__exit__(type(error), error, error.__traceback__)
            raise
        if type(response) is CoroutineType:
            call.pause()
            return _awaited(response, call)
        call.response = response
        call.__exit__(None, None, None)
        return response

    return wrapped


async def _awaited(coroutine: Coroutine[Any, Any, Any], call: Scope) -> Any:
    """Finish a call whose function, though no coroutine function, returned a coroutine."""
    call.resume()
    try:
        call.response = response = await coroutine
    except BaseException as error:
        call.__exit__(type(error), error, error.__traceback__)
        raise
    call.__exit__(None, None, None)
    return response


def _around_coroutine(function: Callable[..., Any], scope: Callable[[], Scope]) -> Callable[..., Any]:
    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        async with scope() as call:
            call.response = response = await function(*args, **kwargs)
            return response

    return wrapped


def _around_generator(function: Callable[..., Any], scope: Callable[[], Scope]) -> Callable[..., Any]:
    def wrapped(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        with scope() as call:
            call.response = response = yield from _pausing(function(*args, **kwargs), call)
            return response

    return wrapped


def _pausing(generator: Generator[Any, Any, Any], scope: Scope) -> Generator[Any, Any, Any]:
    """What `yield from generator` does, with the scope paused while the consumer holds a value."""
    received: Any = None
    thrown: BaseException | None = None
    while True:
        try:
            item = generator.send(received) if thrown is None else generator.throw(thrown)
        except StopIteration as end:
            return end.value
        received = thrown = None
        scope.pause()
        try:
            received = yield item
        except GeneratorExit:
            scope.resume()
            generator.close()
            raise
        except BaseException as error:  # the generator gets it at the next turn
            thrown = error
        scope.resume()


def _around_async_generator(function: Callable[..., Any], scope: Callable[[], Scope]) -> Callable[..., Any]:
    async def wrapped(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        async with scope() as call:
            generator = function(*args, **kwargs)
            received: Any = None
            thrown: BaseException | None = None
            while True:
                try:
                    item = await (generator.asend(received) if thrown is None else generator.athrow(thrown))
                except StopAsyncIteration:
                    return
                received = thrown = None
                call.pause()
                try:
                    received = yield item
                except GeneratorExit:
                    call.resume()
                    await generator.aclose()
                    raise
                except BaseException as error:  # the generator gets it at the next turn
                    thrown = error
                call.resume()

    return wrapped


def _around_context_manager(function: Callable[..., Any], scope: Callable[[], Scope]) -> Callable[..., Any]:
    @contextmanager
    def wrapped(*args: Any, **kwargs: Any) -> Generator[Any, None, None]:
        with scope() as call, function(*args, **kwargs) as value:
            yield value
            call.response = value

    return wrapped


def _around_async_context_manager(function: Callable[..., Any], scope: Callable[[], Scope]) -> Callable[..., Any]:
    @asynccontextmanager
    async def wrapped(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, None]:
        async with scope() as call, function(*args, **kwargs) as value:
            yield value
            call.response = value

    return wrapped
