"""All ways in which the toolkit wraps functions: observers and replacers of handlers.

An *observer* looks at an invocation and never changes its outcome. It is a generator function that yields once;
the handler runs at the `yield`, afterwards `call.response` is set, or the handler's exception is raised there:

    def _observe(self, call: Invocation, log_event: bool) -> Generator[None, None, None]:
        ...
        try:
            yield
        finally:
            ...

One that has nothing to do after the handler may be a plain function that returns DONE.

A *replacer* may change the event, skip the handler or change the response. It is a plain function
`middleware(handler, event, context, **options)`.

Both serve sync and async handlers; the decorated handler keeps its kind.
"""

from __future__ import annotations

from functools import partial, update_wrapper
from itertools import repeat

from aws_lambda_powertools._core.invocation import enter, leave, resume, suspend

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator
    from types import CodeType, TracebackType
    from typing import Any, Protocol, TypeVar, overload

    from aws_lambda_powertools._core.invocation import Invocation

    Handler = TypeVar("Handler", bound=Callable[..., Any])
    Observer = Callable[..., Generator[None, None, None]]

    class HandlerDecorator(Protocol):
        """Decorates a handler, whose type stays as it is, or takes options and then decorates one."""

        @overload
        def __call__(self, lambda_handler: Handler, /, **options: Any) -> Handler: ...
        @overload
        def __call__(self, lambda_handler: None = None, /, **options: Any) -> Callable[[Handler], Handler]: ...


GENERATOR = 0x20
COROUTINE = 0x80
ASYNC_GENERATOR = 0x200
ITERABLE_COROUTINE = 0x100


class _Done(repeat):  # type: ignore[type-arg]  # not subscriptable when the module runs
    """Steps of an observer that all lie behind it."""

    def throw(self, error: BaseException) -> None:
        raise error


DONE: Any = _Done(None)
"""What an observer returns that was finished before the handler runs."""


async def _a_coroutine() -> None:
    """Gives the type of coroutines without importing `types` or `inspect`."""


_sample = _a_coroutine()
CoroutineType = type(_sample)
_sample.close()


def code_flags(function: Callable[..., Any]) -> int:
    """The flags of a function's code, through partials, methods and callable objects; 0 where there is no code."""
    while isinstance(function, partial):
        function = function.func
    code = _code(function) or _code(getattr(type(function), "__call__", None))  # noqa: B004  # its code is wanted
    return code.co_flags if code is not None else 0


def _code(function: object) -> CodeType | None:
    return getattr(getattr(function, "__func__", function), "__code__", None)


def positional_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the positional parameters that a caller of the function fills, through all that wraps it."""
    given = 0
    while isinstance(function, partial) or hasattr(function, "__wrapped__"):
        if isinstance(function, partial):
            given += len(function.args)
            function = function.func
        else:
            function = getattr(function, "__wrapped__", function)
    code = _code(function)
    if code is None:  # an object with __call__
        code = _code(getattr(type(function), "__call__", None))  # noqa: B004  # its code is wanted
        given += 1
    elif hasattr(function, "__func__"):  # a method, bound to its object
        given += 1
    return () if code is None else code.co_varnames[given : code.co_argcount]


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
                response = handler(event, context, *args, **kwargs) if args or kwargs else handler(event, context)
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


def wraps_handler(middleware: Callable[..., Any]) -> HandlerDecorator:
    """A decorator for handlers out of `middleware(handler, event, context, **options)`, with or without options.

    The middleware gets the handler it stands around, and its answer is the answer. For an async handler the
    middleware may be async itself; a sync one then receives the coroutine that its handler returns.
    """

    def decorator(handler: Callable[..., Any] | None = None, /, **options: Any) -> Any:
        if handler is None:
            return partial(decorator, **options)
        return replace_handler(handler, middleware, options)

    return update_wrapper(decorator, middleware)


def replace_handler(
    handler: Callable[..., Any], middleware: Callable[..., Any], options: dict[str, Any]
) -> Callable[..., Any]:
    """The handler with `middleware(handler, event, context, **options)` in its place.

    It is async when one of the two is; an async middleware can await a sync handler too.
    """
    if is_async(middleware):
        replaced = _replaced_coroutine(handler if is_async(handler) else _awaitable(handler), middleware, options)
    elif is_async(handler):
        replaced = _replaced_coroutine(handler, middleware, options)
    elif options:
        replaced = _replaced_function(handler, partial(middleware, **options))
    else:
        replaced = _replaced_function(handler, middleware)
    return update_wrapper(replaced, handler)


def _replaced_function(handler: Callable[..., Any], middleware: Callable[..., Any]) -> Callable[..., Any]:
    def replaced(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        if args or kwargs:
            bound, more = _shared_out(handler, middleware, args, kwargs)
            return middleware(bound, event, context, **more)
        return middleware(handler, event, context)

    return replaced


def _replaced_coroutine(
    handler: Callable[..., Any], middleware: Callable[..., Any], options: dict[str, Any]
) -> Callable[..., Any]:
    async def replaced(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        bound, more = _shared_out(handler, middleware, args, kwargs)
        response = middleware(bound, event, context, **options, **more)
        return await response if type(response) is CoroutineType else response

    return replaced


def _awaitable(handler: Callable[..., Any]) -> Callable[..., Any]:
    async def awaitable(*args: Any, **kwargs: Any) -> Any:
        response = handler(*args, **kwargs)
        return await response if type(response) is CoroutineType else response

    return update_wrapper(awaitable, handler)


def _shared_out(
    handler: Callable[..., Any], middleware: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Callable[..., Any], dict[str, Any]]:
    """What a caller gave beyond event and context: keywords that the middleware knows are for it, the rest is not."""
    if not args and not kwargs:
        return handler, kwargs
    import inspect

    known = inspect.signature(middleware).parameters
    takes_all = any(parameter.kind is parameter.VAR_KEYWORD for parameter in known.values())
    more = {name: value for name, value in kwargs.items() if takes_all or name in known}
    rest = {name: value for name, value in kwargs.items() if name not in more}
    if not args and not rest:
        return handler, more
    return partial(_called_with, handler, args, rest), more


def _called_with(
    handler: Callable[..., Any], args: tuple[Any, ...], rest: dict[str, Any], event: Any, context: Any, **more: Any
) -> Any:
    return handler(event, context, *args, **rest, **more)
