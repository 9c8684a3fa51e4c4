"""Observers of handlers, and the kinds of functions that can be wrapped.

An *observer* looks at an invocation and never changes its outcome. It is a generator function that yields once;
the handler runs at the `yield`, afterwards `call.response` is set, or the handler's exception is raised there:

    def _observe(self, call: Invocation, log_event: bool) -> Generator[None, None, None]:
        ...
        try:
            yield
        finally:
            ...

One that has nothing to do after the handler may be a plain function that returns None.

The decorated handler keeps its kind. What only coroutines and generators need is in `unfinished`, which is imported
for these. What may change an invocation's outcome is a *replacer*; see `replacers`.
"""

from __future__ import annotations

from functools import partial, update_wrapper
from itertools import repeat

from aws_lambda_powertools._core.invocation import enter, leave, suspend

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import CodeType
    from typing import Any, TypeVar

    Handler = TypeVar("Handler", bound=Callable[..., Any])
    Observer = Callable[..., Generator[None, None, None] | None]

GENERATOR = 0x20
COROUTINE = 0x80
ASYNC_GENERATOR = 0x200
ITERABLE_COROUTINE = 0x100
UNFINISHED = GENERATOR | COROUTINE | ASYNC_GENERATOR | ITERABLE_COROUTINE
"""Functions that have only begun when they return."""


class _Done(repeat):  # type: ignore[type-arg]  # not subscriptable when the module runs
    """Steps of an observer that all lie behind it."""

    def throw(self, error: BaseException) -> None:
        raise error


DONE: Any = _Done(None)
"""The steps of an observer that was finished before the handler runs."""


async def _a_coroutine() -> None:
    """Gives the type of coroutines without importing `types` or `inspect`."""


_sample = _a_coroutine()
CoroutineType = type(_sample)
_sample.close()


def code_flags(function: Callable[..., Any]) -> int:
    """The flags of a function's code, through partials, methods and callable objects; 0 where there is no code."""
    while isinstance(function, partial):
        function = function.func
    code = code_of(function) or code_of(getattr(type(function), "__call__", None))  # noqa: B004  # its code is wanted
    return code.co_flags if code is not None else 0


def code_of(function: object) -> CodeType | None:
    """The code of a function or method; None where there is none."""
    return getattr(getattr(function, "__func__", function), "__code__", None)


def is_async(function: Callable[..., Any]) -> bool:
    """Whether calling the function gives a coroutine."""
    return bool(code_flags(function) & (COROUTINE | ITERABLE_COROUTINE))


def tell(steps: Generator[None, None, None], error: BaseException) -> None:
    """Raise the handler's exception inside the observer; whatever the observer does, the exception stays as it came."""
    traceback, context = error.__traceback__, error.__context__
    try:
        steps.throw(error)
    except BaseException as raised:
        if raised is not error:
            _report(steps, raised)
    error.__traceback__, error.__context__ = traceback, context


def _report(observer: Generator[None, None, None], trouble: BaseException) -> None:
    """Say once for each kind of trouble that an observer failed while it handled the handler's exception."""
    if isinstance(trouble, StopIteration):  # it swallowed the exception; the handler's caller gets it all the same
        return
    from aws_lambda_powertools._core.notices import warn_once

    name = getattr(observer, "__qualname__", "observer")
    warn_once((name, type(trouble)), f"{name} failed after the handler had failed: {type(trouble).__name__}: {trouble}")


def observe_handler(handler: Handler, observer: Observer, *arguments: Any) -> Handler:
    """The handler with `observer(call, *arguments)` around each of its invocations."""
    flags = code_flags(handler)
    if flags & UNFINISHED:
        from aws_lambda_powertools._core import unfinished

        observed = unfinished.observed(handler, flags, observer, arguments)
    else:
        observed = _observed_function(handler, observer, arguments)
    return update_wrapper(observed, handler)  # type: ignore[return-value]  # it has the handler's signature


def _observed_function(
    handler: Callable[..., Any], observer: Observer, arguments: tuple[Any, ...]
) -> Callable[..., Any]:
    def observed(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        call, begins = enter(event, context)
        try:
            steps = observer(call, *arguments)
            if steps is None:
                steps = DONE
            else:
                next(steps)
            try:
                response = handler(event, context, *args, **kwargs) if args or kwargs else handler(event, context)
            except BaseException as error:
                tell(steps, error)
                raise
            if type(response) is CoroutineType:
                from aws_lambda_powertools._core import unfinished

                awaited = unfinished.awaited(response, call, steps)
                if not begins:
                    return awaited
                begins = False
                suspend(call)
                return unfinished.resumed(awaited, call)
            call.response = response
            if steps is not DONE:
                next(steps, None)
            return response
        finally:
            if begins:
                leave(call)

    return observed
