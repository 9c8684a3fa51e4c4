"""Give a handler its event as a data class."""

from __future__ import annotations

from functools import partial, update_wrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol, TypeVar, overload

    from aws_lambda_powertools.utilities.data_classes.common import DictWrapper
    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext

    Handler = TypeVar("Handler", bound=Callable[..., Any])

    class _EventSource(Protocol):
        @overload
        def __call__(self, handler: None = None, *, data_class: type[DictWrapper]) -> Callable[[Handler], Handler]: ...
        @overload
        def __call__(self, handler: Handler, *, data_class: type[DictWrapper]) -> Handler: ...
        def __call__(self, handler: Any = None, *, data_class: type[DictWrapper]) -> Any: ...


def _with_data_class(
    handler: Callable[[Any, LambdaContext], Any],
    event: dict[str, Any],
    context: LambdaContext,
    data_class: type[DictWrapper],
) -> Any:
    """Wrap the event of each invocation in a data class.

        @event_source(data_class=SQSEvent)
        def handler(event: SQSEvent, context: LambdaContext): ...

    The handler may be async.
    """
    return handler(data_class(event), context)


def _decorate(handler: Callable[..., Any] | None = None, *, data_class: type[DictWrapper]) -> Callable[..., Any]:
    if handler is None:
        return partial(_decorate, data_class=data_class)
    # Here, because the door imports this file for whoever wants a data class and no decorator.
    from aws_lambda_powertools._core.decorators import is_async

    # Written out, and not made of `_with_data_class`, which would cost every invocation two calls more.
    def handle(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        if args or kwargs:
            return handler(data_class(event), context, *args, **kwargs)
        return handler(data_class(event), context)  # as Lambda calls it

    async def handle_async(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        return await handler(data_class(event), context, *args, **kwargs)

    return update_wrapper(handle_async if is_async(handler) else handle, handler)


if TYPE_CHECKING:
    event_source: _EventSource
else:
    event_source = update_wrapper(_decorate, _with_data_class)
    event_source.__name__ = event_source.__qualname__ = "event_source"
