"""parse, and the decorator event_parser: an event as the model that a handler wants."""

from __future__ import annotations

import sys
from functools import partial, update_wrapper

from aws_lambda_powertools.utilities.parser._validators import validated
from aws_lambda_powertools.utilities.parser.exceptions import InvalidEnvelopeError, InvalidModelTypeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol, TypeVar, overload

    from pydantic import TypeAdapter

    from aws_lambda_powertools.shared.types import LambdaHandler
    from aws_lambda_powertools.utilities.data_classes.unwrapping import Unwrapped
    from aws_lambda_powertools.utilities.parser.envelopes.base import BaseEnvelope, EnvelopeOfMany, EnvelopeOfOne
    from aws_lambda_powertools.utilities.parser.envelopes.dynamodb import DynamoDBStreamEnvelope
    from aws_lambda_powertools.utilities.parser.envelopes.unwrap import Unwrap
    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext

    Model = TypeVar("Model")
    Model_co = TypeVar("Model_co", covariant=True)
    Answer = TypeVar("Answer")

    class _ForModel(Protocol[Model_co]):
        """Decorates a handler of the model."""

        def __call__(
            self, handler: Callable[[Model_co, LambdaContext], Answer], /
        ) -> LambdaHandler[Any, LambdaContext, Answer]: ...

    class _ForAnything(Protocol):
        """Decorates a handler of whatever an envelope or a model makes."""

        def __call__(
            self, handler: Callable[[Any, LambdaContext], Answer], /
        ) -> LambdaHandler[Any, LambdaContext, Answer]: ...

    class _EventParser(Protocol):
        @overload
        def __call__(
            self, handler: Callable[[Any, LambdaContext], Answer], /
        ) -> LambdaHandler[Any, LambdaContext, Answer]: ...
        @overload
        def __call__(
            self, handler: None = None, /, *, model: type[Model] | TypeAdapter[Model], envelope: None = None
        ) -> _ForModel[Model]: ...
        @overload
        def __call__(
            self,
            handler: None = None,
            /,
            *,
            model: Any = None,
            envelope: type[BaseEnvelope] | BaseEnvelope | None = None,
            **kwargs: Any,
        ) -> _ForAnything: ...
        def __call__(self, handler: Any = None, /, **options: Any) -> Any: ...
else:
    from aws_lambda_powertools._core.typing_names import overload


# An envelope's kind says what comes out of it.
@overload
def parse(event: Any, model: type[Model] | TypeAdapter[Model], envelope: None = None) -> Model: ...
@overload
def parse(
    event: Any, model: type[Model] | TypeAdapter[Model], envelope: type[EnvelopeOfOne] | EnvelopeOfOne
) -> Model | None: ...
@overload
def parse(
    event: Any, model: type[Model] | TypeAdapter[Model], envelope: type[EnvelopeOfMany] | EnvelopeOfMany
) -> list[Model | None]: ...
@overload
def parse(
    event: Any,
    model: type[Model] | TypeAdapter[Model],
    envelope: type[DynamoDBStreamEnvelope] | DynamoDBStreamEnvelope,
) -> list[dict[str, Model | None]]: ...
@overload
def parse(event: Any, model: type[Model] | TypeAdapter[Model], envelope: Unwrap) -> list[Unwrapped[Model]]: ...
@overload
def parse(event: Any, model: Any, envelope: type[BaseEnvelope] | BaseEnvelope | None = None) -> Any: ...
def parse(event: Any, model: Any, envelope: Any = None) -> Any:
    """The event as the model says, or with an envelope, what the event carries.

        order = parse(event, Order)
        orders = parse(event, Order, envelope=envelopes.SqsEnvelope)

    `model` is a model class, a dataclass, a TypedDict, a union or any other type that pydantic understands, or a
    TypeAdapter; `envelope` the class of an envelope, or an object of one. An event that is a text is read as JSON.

    Raises pydantic's ValidationError for data that does not fit, InvalidModelTypeError and InvalidEnvelopeError for a
    model or envelope that is none, MissingDependencyError without pydantic.
    """
    if envelope is not None and (parse_inside := _parse_of(envelope)) is not None:
        try:
            return parse_inside(event, model)
        except AttributeError as error:
            problem = f"{_name(envelope)} can't take {_name(model)} out of the event: {error}"
            raise InvalidEnvelopeError(problem) from error
    try:
        return validated(event, model)
    except AttributeError as error:
        raise InvalidModelTypeError(f"{_name(model)} can't validate the event: {error}") from error
    except Exception as error:
        _raise_if_no_model(model, error)
        raise


def _parse_of(envelope: Any) -> Any:
    """The method `parse` of an envelope; None for what can be none and was never refused."""
    if isinstance(envelope, type):
        if not hasattr(envelope, "parse"):
            raise InvalidEnvelopeError(f"{_name(envelope)} is no envelope: it has no method 'parse'")
        return envelope().parse  # a new one each time, so that nothing stays from an event before
    if hasattr(envelope, "parse"):
        return envelope.parse
    if callable(envelope):
        return _parse_of(envelope())
    problem = f"envelope is {envelope!r}, which is no envelope such as SqsEnvelope"
    from aws_lambda_powertools._core import environment
    from aws_lambda_powertools._core.notices import warn_once

    if environment.STRICT.get():
        raise InvalidEnvelopeError(problem)
    warn_once(("parser.envelope", repr(envelope)), f"{problem}; the whole event is parsed")
    return None


def _raise_if_no_model(model: Any, error: Exception) -> None:
    errors = sys.modules.get("pydantic.errors")  # whose error it is, if it is that one
    if errors is not None and isinstance(error, errors.PydanticSchemaGenerationError):
        raise InvalidModelTypeError(
            f"{_name(model)} is no model: give a class below BaseModel, or another type that pydantic understands"
        ) from error


def _name(thing: Any) -> str:
    return getattr(thing, "__name__", None) or repr(thing)


# --- The decorator ------------------------------------------------------------------------------------------------


def _with_model(
    handler: Callable[..., Any],
    event: Any,
    context: LambdaContext,
    model: Any = None,
    envelope: Any = None,
    **kwargs: Any,
) -> Any:
    """Give a handler its event as a model.

        @event_parser
        def handler(event: Order, context: LambdaContext): ...

        @event_parser(model=Order, envelope=envelopes.EventBridgeEnvelope)
        def handler(event: Order, context: LambdaContext): ...

    Without `model` it is the type of the handler's event. Model, envelope and errors are those of `parse`; what the
    handler itself raises passes unchanged. Other options go to the handler. The handler may be async.
    """
    return handler(parse(event, model, envelope), context, **kwargs)


def _decorate(
    handler: Callable[..., Any] | None = None, /, *, model: Any = None, envelope: Any = None, **options: Any
) -> Callable[..., Any]:
    if handler is None:
        return partial(_decorate, model=model, envelope=envelope, **options)
    # Here, because `parse` does without it.
    from aws_lambda_powertools._core.decorators import is_async

    def parsed(event: Any) -> Any:
        nonlocal model
        if model is None:  # only now, when everything that the type may name is defined
            model = _model_of(handler)
        return parse(event, model, envelope)

    # Written out, and not made of `_with_model`, which would cost every invocation two calls more.
    def handle(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        event = parsed(event)
        if args or kwargs or options:
            return handler(event, context, *args, **{**options, **kwargs})
        return handler(event, context)  # as Lambda calls it

    async def handle_async(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        return await handler(parsed(event), context, *args, **{**options, **kwargs})

    return update_wrapper(handle_async if is_async(handler) else handle, handler)


if TYPE_CHECKING:
    event_parser: _EventParser
else:
    event_parser = update_wrapper(_decorate, _with_model)
    event_parser.__name__ = event_parser.__qualname__ = "event_parser"


def _model_of(handler: Callable[..., Any]) -> Any:
    """The type of the handler's event: of its first parameter that has one."""
    import inspect
    import typing
    from types import SimpleNamespace

    from aws_lambda_powertools._core.decorators import code_of

    while isinstance(handler, partial):
        handler = handler.func
    function: Any = inspect.unwrap(handler if code_of(handler) is not None else type(handler).__call__)
    for name, annotation in _annotations_of(function).items():
        if name != "return":
            # Without the others: types of the context are often imported for type checkers only.
            alone = SimpleNamespace(__annotations__={name: annotation})
            return typing.get_type_hints(alone, function.__globals__, include_extras=True)[name]
    raise InvalidModelTypeError(
        "event_parser has no model: name it as `model=`, or as the type of the handler's `event` parameter"
    )


def _annotations_of(function: Any) -> dict[str, Any]:
    if sys.version_info >= (3, 14):
        import annotationlib

        return annotationlib.get_annotations(function, format=annotationlib.Format.FORWARDREF)
    annotations: dict[str, Any] = function.__annotations__
    return annotations
