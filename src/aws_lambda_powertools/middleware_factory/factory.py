"""Makes a decorator for handlers out of a middleware, which is a plain function in one of two forms.

A middleware with a handler stands around it, and its answer is the answer:

    @lambda_handler_decorator
    def only_members(handler, event, context, group="members"):
        if group not in event["groups"]:
            return {"statusCode": 403}
        return handler(event, context)

    @only_members(group="editors")
    def lambda_handler(event, context): ...

A hook has none: its first two parameters are called `event` and `context`. It runs before the handler, which always
runs, and a mapping that it returns becomes attributes of the context.
"""

# What is looked into here is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Mapping
from functools import partial, update_wrapper

from aws_lambda_powertools._core import debug, environment
from aws_lambda_powertools._core.decorators import ASYNC_GENERATOR, GENERATOR, code_flags, is_async
from aws_lambda_powertools._core.notices import warn_once
from aws_lambda_powertools._core.replacers import positional_names, replace_handler
from aws_lambda_powertools.middleware_factory.exceptions import MiddlewareInvalidArgumentError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, overload

    from aws_lambda_powertools._core.replacers import HandlerDecorator
    from aws_lambda_powertools.tracing.base import BaseProvider

    Middleware = Callable[..., Any]
else:
    from aws_lambda_powertools._core.typing_names import overload

logger = debug.logger(__name__)


@overload
def lambda_handler_decorator(decorator: Middleware, trace_execution: bool | None = None) -> HandlerDecorator: ...
@overload
def lambda_handler_decorator(
    decorator: None = None, trace_execution: bool | None = None
) -> Callable[[Middleware], HandlerDecorator]: ...
def lambda_handler_decorator(
    decorator: Middleware | None = None, trace_execution: bool | None = None
) -> HandlerDecorator | Callable[[Middleware], HandlerDecorator]:
    """Make a decorator for handlers out of `middleware(handler, event, context, **options)`.

    Parameters beyond these three are options, given by name where a handler is decorated. Handlers and middlewares
    may be async; exceptions of either pass unchanged. A function whose parameters begin with `event, context` is a
    hook, which runs before the handler.

    `trace_execution` puts each run of the middleware, and of the handler inside, into a subsegment
    `## <name of the middleware>`; without it, POWERTOOLS_TRACE_MIDDLEWARES decides.

    Raises MiddlewareInvalidArgumentError for what is no function or is a generator function, and where a handler is
    decorated, for an option that is not given by name.
    """
    if decorator is None:
        return partial(lambda_handler_decorator, trace_execution=trace_execution)
    _check(decorator)
    middleware = _middleware(decorator, traced=environment.TRACE_MIDDLEWARES.resolve(trace_execution))

    def handler_decorator(lambda_handler: Callable[..., Any] | None = None, /, **options: Any) -> Any:
        if lambda_handler is None:
            return partial(handler_decorator, **options)
        if not callable(lambda_handler):
            raise MiddlewareInvalidArgumentError(
                f"{_name(decorator)} decorates a handler; it got {lambda_handler!r}. Give options by name: "
                f"@{_name(decorator)}(option={lambda_handler!r})"
            )
        logger.debug("%s decorates %s, options %s", _name(decorator), _name(lambda_handler), list(options))
        return replace_handler(lambda_handler, middleware, options)

    return update_wrapper(handler_decorator, decorator)


def _check(decorator: object) -> None:
    if not callable(decorator):
        raise MiddlewareInvalidArgumentError(
            f"lambda_handler_decorator makes a decorator out of a function, not out of {decorator!r}"
        )
    if code_flags(decorator) & (GENERATOR | ASYNC_GENERATOR):
        raise MiddlewareInvalidArgumentError(
            f"{_name(decorator)} is a generator function; a middleware does not yield, "
            "it calls handler(event, context) and returns an answer"
        )


def _middleware(decorator: Middleware, *, traced: bool) -> Middleware:
    """The function as `middleware(handler, event, context, **options)`, with all that is to happen around it."""
    middleware = decorator
    if positional_names(decorator)[:2] == ("event", "context"):
        middleware = _hook(decorator)
    if traced:
        middleware = _traced(middleware)
    if logger.isEnabledFor(debug.DEBUG):
        middleware = _talkative(middleware)
    return middleware


def _hook(hook: Middleware) -> Middleware:
    """A middleware that calls the hook, then the handler."""

    def run_hook(handler: Callable[..., Any], event: Any, context: Any, **options: Any) -> Any:
        _attach(context, hook(event, context, **options), _name(hook))
        return handler(event, context)

    async def run_async_hook(handler: Callable[..., Any], event: Any, context: Any, **options: Any) -> Any:
        _attach(context, await hook(event, context, **options), _name(hook))
        return await handler(event, context)

    return update_wrapper(run_async_hook if is_async(hook) else run_hook, hook, updated=())


def _attach(context: object, attributes: object, hook: str) -> None:
    """Set what a hook returned on the context; one that takes no attributes is a reason to warn, not to fail."""
    if attributes is None:
        return
    if not isinstance(attributes, Mapping):
        warn_once(
            ("hook", hook, type(attributes)),
            f"{hook} returned {type(attributes).__name__}, which nobody receives: a hook returns a mapping, whose "
            "items become attributes of the context. To answer in the handler's place, write "
            "middleware(handler, event, context).",
        )
        return
    for name, value in attributes.items():
        try:
            setattr(context, name, value)
        except (AttributeError, TypeError) as error:
            warn_once(
                ("hook", hook, name, type(context)),
                f"{hook} returned {name!r}, which can't be set on a context of type {type(context).__name__}: {error}",
            )


def _traced(middleware: Middleware) -> Middleware:
    """The middleware in a subsegment."""
    subsegment = f"## {_name(middleware)}"

    def run(handler: Callable[..., Any], event: Any, context: Any, **options: Any) -> Any:
        with _provider().in_subsegment(name=subsegment):
            return middleware(handler, event, context, **options)

    async def run_async(handler: Callable[..., Any], event: Any, context: Any, **options: Any) -> Any:
        async with _provider().in_subsegment_async(name=subsegment):
            return await middleware(handler, event, context, **options)

    return update_wrapper(run_async if is_async(middleware) else run, middleware)


def _provider() -> BaseProvider:
    """The tracing backend that the function's Tracer uses."""
    from aws_lambda_powertools.tracing.tracer import Tracer

    provider: BaseProvider = Tracer(auto_patch=False).provider
    return provider


def _talkative(middleware: Middleware) -> Middleware:
    """The middleware, which says what it does; only when debug lines are wanted, for it costs."""
    name = _name(middleware)

    def run(handler: Callable[..., Any], event: Any, context: Any, **options: Any) -> Any:
        logger.debug("%s begins", name)
        try:
            return middleware(handler, event, context, **options)
        except Exception:
            logger.debug("%s raised", name, exc_info=True)
            raise

    async def run_async(handler: Callable[..., Any], event: Any, context: Any, **options: Any) -> Any:
        logger.debug("%s begins", name)
        try:
            return await middleware(handler, event, context, **options)
        except Exception:
            logger.debug("%s raised", name, exc_info=True)
            raise

    return update_wrapper(run_async if is_async(middleware) else run, middleware)


def _name(function: object) -> str:
    """How to call a function in messages; partial objects and objects with __call__ have no name of their own."""
    return getattr(function, "__qualname__", None) or type(function).__qualname__
