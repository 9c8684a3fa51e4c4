"""The decorators: idempotent for handlers, idempotent_function for any function."""

from __future__ import annotations

from functools import partial, update_wrapper

from aws_lambda_powertools._core.environment import IDEMPOTENCY_DISABLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, overload

    from aws_lambda_powertools._core.replacers import HandlerDecorator
    from aws_lambda_powertools.utilities.idempotency._protected import ProtectedFunction
    from aws_lambda_powertools.utilities.idempotency.config import IdempotencyConfig
    from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer
    from aws_lambda_powertools.utilities.idempotency.serialization.base import (
        BaseIdempotencyModelSerializer,
        BaseIdempotencySerializer,
    )

    Function = TypeVar("Function", bound=Callable[..., Any])
    Serializer = BaseIdempotencySerializer | type[BaseIdempotencyModelSerializer]
else:
    from aws_lambda_powertools._core.typing_names import overload

PROTECTED = "__powertools_idempotency__"
"""Attribute of a decorated function that says how it is protected."""


def _idempotent(
    handler: Callable[..., Any],
    event: dict[str, Any],
    context: Any,
    persistence_store: BasePersistenceLayer,
    config: IdempotencyConfig | None = None,
    key_prefix: str | None = None,
    **kwargs: Any,
) -> Any:
    """Run a handler once for the same event, and answer later ones with the stored result.

        @idempotent(persistence_store=DynamoDBPersistenceLayer(table_name="idempotency"))
        def handler(event, context): ...

    `config` says what makes two events the same and for how long; `key_prefix` stands in the key in place of the
    function's name. An async handler stays async.

    Raises IdempotencyAlreadyInProgressError while another call with the same key runs, IdempotencyKeyError,
    IdempotencyValidationError, IdempotencyPersistenceLayerError.
    """
    from aws_lambda_powertools.utilities.idempotency._protected import ProtectedFunction

    protected = ProtectedFunction(handler, persistence_store, config, key_prefix)
    return _answer(protected, handler, event, context, **kwargs)


def _decorated(handler: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    if handler is None:
        return partial(_decorated, **options)
    if "persistence_store" not in options:
        raise TypeError("idempotent() needs persistence_store, the layer that keeps its records")
    # Loaded by the first function that is decorated.
    from aws_lambda_powertools._core.replacers import positional_names, replace_handler
    from aws_lambda_powertools.utilities.idempotency._arguments import Argument
    from aws_lambda_powertools.utilities.idempotency._protected import ProtectedFunction

    protected = ProtectedFunction(
        handler, options.pop("persistence_store"), options.pop("config", None), options.pop("key_prefix", None)
    )
    middleware = update_wrapper(partial(_answer, protected), _answer)
    replaced = replace_handler(handler, middleware, options)
    setattr(replaced, PROTECTED, (protected, Argument(handler, positional_names(handler)[0]).of))
    return replaced


update_wrapper(_decorated, _idempotent)
_decorated.__name__ = _decorated.__qualname__ = "idempotent"
idempotent: HandlerDecorator = _decorated


def is_disabled() -> bool:
    """Whether idempotency is switched off now; said at each call, since nothing is protected."""
    if not IDEMPOTENCY_DISABLED.is_set() or not IDEMPOTENCY_DISABLED.get():
        return False
    from aws_lambda_powertools._core.notices import warn

    warn("Disabling idempotency is intended for development environments only and should not be used in production.")
    return True


def _answer(protected: ProtectedFunction, handler: Callable[..., Any], event: Any, context: Any, **kwargs: Any) -> Any:
    if is_disabled():
        return handler(event, context, **kwargs)
    if hasattr(context, "state") and hasattr(context, "lambda_context"):  # a durable execution
        protected.config.register_lambda_context(context.lambda_context)
        is_replay = len(context.state.operations) > 1
        return protected.call(handler, event, (event, context), kwargs, is_replay=is_replay, is_durable=True)
    protected.config.register_lambda_context(context)
    return protected.call(handler, event, (event, context), kwargs)


@overload
def idempotent_function(
    function: Function,
    *,
    data_keyword_argument: str,
    persistence_store: BasePersistenceLayer,
    config: IdempotencyConfig | None = None,
    output_serializer: Serializer | None = None,
    key_prefix: str | None = None,
    **kwargs: Any,
) -> Function: ...
@overload
def idempotent_function(
    function: None = None,
    *,
    data_keyword_argument: str,
    persistence_store: BasePersistenceLayer,
    config: IdempotencyConfig | None = None,
    output_serializer: Serializer | None = None,
    key_prefix: str | None = None,
    **kwargs: Any,
) -> Callable[[Function], Function]: ...
def idempotent_function(
    function: Callable[..., Any] | None = None,
    *,
    data_keyword_argument: str,
    persistence_store: BasePersistenceLayer,
    config: IdempotencyConfig | None = None,
    output_serializer: Serializer | None = None,
    key_prefix: str | None = None,
    **kwargs: Any,
) -> Any:
    """Run any function once for the same payload, and give later calls the stored result.

        @idempotent_function(data_keyword_argument="order", persistence_store=layer)
        def charge(order: Order) -> Receipt: ...

    `data_keyword_argument` names the argument that holds the payload, however it is passed. Results that are
    dataclasses or pydantic models, by the return annotation, come back as such; `output_serializer` is for all
    others. An async function stays async.

    Raises what `idempotent` raises, and RuntimeError for a call without the argument.
    """
    if function is None:
        return partial(
            idempotent_function,
            data_keyword_argument=data_keyword_argument,
            persistence_store=persistence_store,
            config=config,
            output_serializer=output_serializer,
            key_prefix=key_prefix,
            **kwargs,
        )
    from aws_lambda_powertools.utilities.idempotency._arguments import Argument
    from aws_lambda_powertools.utilities.idempotency._protected import ProtectedFunction

    protected = ProtectedFunction(function, persistence_store, config, key_prefix, output_serializer)
    argument = Argument(function, data_keyword_argument)
    return protect(protected, argument.of)


def protect(
    protected: ProtectedFunction, payload_of: Callable[[tuple[Any, ...], dict[str, Any]], Any]
) -> Callable[..., Any]:
    """The function with idempotent calls in its place; `payload_of` finds the payload among a call's arguments."""
    function = protected.function

    if protected.is_async:

        async def replaced_coroutine(*args: Any, **kwargs: Any) -> Any:
            if is_disabled():
                return await function(*args, **kwargs)
            return await protected.call(function, payload_of(args, kwargs), args, kwargs)

        replaced: Callable[..., Any] = replaced_coroutine
    else:

        def replaced_function(*args: Any, **kwargs: Any) -> Any:
            if is_disabled():
                return function(*args, **kwargs)
            return protected.call(function, payload_of(args, kwargs), args, kwargs)

        replaced = replaced_function
    update_wrapper(replaced, function)
    setattr(replaced, PROTECTED, (protected, payload_of))
    return replaced
