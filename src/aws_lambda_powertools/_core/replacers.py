"""Replacers of handlers: what may change the event, skip the handler or change the response.

A replacer is a plain function `middleware(handler, event, context, **options)`; its answer is the answer. It serves
sync and async handlers.
"""

from __future__ import annotations

from functools import partial, update_wrapper

from aws_lambda_powertools._core.decorators import CoroutineType, code_of, is_async

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol, TypeVar, overload

    Handler = TypeVar("Handler", bound=Callable[..., Any])

    class HandlerDecorator(Protocol):
        """Decorates a handler, whose type stays as it is, or takes options and then decorates one."""

        @overload
        def __call__(self, lambda_handler: Handler, /, **options: Any) -> Handler: ...
        @overload
        def __call__(self, lambda_handler: None = None, /, **options: Any) -> Callable[[Handler], Handler]: ...


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


def positional_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the positional parameters that a caller of the function fills, through all that wraps it."""
    given = 0
    while isinstance(function, partial) or hasattr(function, "__wrapped__"):
        if isinstance(function, partial):
            given += len(function.args)
            function = function.func
        else:
            function = getattr(function, "__wrapped__", function)
    code = code_of(function)
    if code is None:  # an object with __call__
        code = code_of(getattr(type(function), "__call__", None))  # noqa: B004  # its code is wanted
        given += 1
    elif hasattr(function, "__func__"):  # a method, bound to its object
        given += 1
    return () if code is None else code.co_varnames[given : code.co_argcount]
