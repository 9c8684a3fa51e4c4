"""All ways in which the toolkit wraps functions: observers and replacers of handlers.

An *observer* looks at an invocation and never changes its outcome. It is a generator function that yields once;
the handler runs at the `yield`, afterwards `call.response` is set, or the handler's exception is raised there:

    def _observe(self, call: Invocation, log_event: bool) -> Generator[None, None, None]:
        ...
        try:
            yield
        finally:
            ...

A *replacer* may change the event, skip the handler or change the response. It is a plain function
`middleware(handler, event, context, **options)`.

Both serve sync and async handlers; the decorated handler keeps its kind.
"""

from __future__ import annotations

from functools import partial, update_wrapper

from aws_lambda_powertools._core.invocation import enter, leave, resume, suspend

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator
    from types import TracebackType
    from typing import Any, TypeVar

    from aws_lambda_powertools._core.invocation import Invocation

    Handler = TypeVar("Handler", bound=Callable[..., Any])
    Observer = Callable[..., Generator[None, None, None]]

GENERATOR = 0x20
COROUTINE = 0x80
ASYNC_GENERATOR = 0x200
ITERABLE_COROUTINE = 0x100


async def _a_coroutine() -> None:
    """Gives the type of coroutines without importing `types` or `inspect`."""


_sample = _a_coroutine()
CoroutineType = type(_sample)
_sample.close()


def code_flags(function: Callable[..., Any]) -> int:
    """The flags of a function's code, through partials, methods and callable objects; 0 where there is no code."""
    while isinstance(function, partial):
        function = function.func
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is None:  # an object with __call__
        code = getattr(getattr(type(function), "__call__", None), "__code__", None)
    return code.co_flags if code is not None else 0


def is_async(function: Callable[..., Any]) -> bool:
    """Whether calling the function gives a coroutine."""
    return bool(code_flags(function) & (COROUTINE | ITERABLE_COROUTINE))


class _Observation:
    """One observer around one call, as a context manager, for handlers that run on after their first return."""

    __slots__ = ("_begins", "_call", "_steps")

    def __init__(self, observer: Observer, arguments: tuple[Any, ...], event: Any, context: Any) -> None:
        self._call, self._begins = enter(event, context)
        self._steps = observer(self._call, *arguments)

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
                _tell(self._steps, error)
        finally:
            self._leave()

    def _leave(self) -> None:
        if self._begins:
            leave(self._call)


def _tell(steps: Generator[None, None, None], error: BaseException) -> None:
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
    if flags & (COROUTINE | ITERABLE_COROUTINE):
        observed = _observed_coroutine(handler, observer, arguments)
    elif flags & ASYNC_GENERATOR:
        observed = _observed_async_generator(handler, observer, arguments)
    elif flags & GENERATOR:
        observed = _observed_generator(handler, observer, arguments)
    else:
        observed = _observed_function(handler, observer, arguments)
    return update_wrapper(observed, handler)  # type: ignore[return-value]  # it has the handler's signature


def _observed_function(
    handler: Callable[..., Any], observer: Observer, arguments: tuple[Any, ...]
) -> Callable[..., Any]:
    # _Observation written out: most handlers are plain functions, and this costs half as much.
    def observed(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        call, begins = enter(event, context)
        try:
            steps = observer(call, *arguments)
            next(steps)
            try:
                if args or kwargs:
                    response = handler(event, context, *args, **kwargs)
                else:
                    response = handler(event, context)
            except BaseException as error:
                _tell(steps, error)
                raise
            if type(response) is CoroutineType:
                awaited = _awaited(response, call, steps)
                if not begins:
                    return awaited
                begins = False
                suspend(call)
                return _resumed(awaited, call)
            call.response = response
            next(steps, None)
            return response
        finally:
            if begins:
                leave(call)

    return observed


async def _awaited(coroutine: Coroutine[Any, Any, Any], call: Invocation, steps: Generator[None, None, None]) -> Any:
    """Finish an observation whose handler, though no coroutine function, returned a coroutine."""
    try:
        call.response = response = await coroutine
    except BaseException as error:
        _tell(steps, error)
        raise
    next(steps, None)
    return response


async def _resumed(coroutine: Coroutine[Any, Any, Any], call: Invocation) -> Any:
    """Let a suspended invocation go on while the coroutine runs."""
    resume(call)
    try:
        return await coroutine
    finally:
        leave(call)


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
            call.response = response = yield from handler(event, context, *args, **kwargs)
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


def wraps_handler(middleware: Callable[..., Any]) -> Callable[..., Any]:
    """A decorator for handlers out of `middleware(handler, event, context, **options)`, with or without options.

    The middleware gets the handler it stands around, and its answer is the answer. For an async handler the
    middleware may be async itself; a sync one then receives the coroutine that its handler returns.
    """

    def decorator(handler: Callable[..., Any] | None = None, **options: Any) -> Callable[..., Any]:
        if handler is None:
            return partial(decorator, **options)
        return _replaced(handler, middleware, options)

    return update_wrapper(decorator, middleware)


def _replaced(
    handler: Callable[..., Any], middleware: Callable[..., Any], options: dict[str, Any]
) -> Callable[..., Any]:
    def replaced(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        return middleware(_with(handler, args, kwargs), event, context, **options)

    async def replaced_coroutine(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        response = replaced(event, context, *args, **kwargs)
        return await response if type(response) is CoroutineType else response

    awaited = is_async(handler) or is_async(middleware)
    return update_wrapper(replaced_coroutine if awaited else replaced, handler)


def _with(handler: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Callable[..., Any]:
    """The handler, which gets more than event and context where its caller gave more."""
    if not args and not kwargs:
        return handler
    return lambda event, context: handler(event, context, *args, **kwargs)
