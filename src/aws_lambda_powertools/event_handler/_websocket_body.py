"""The body of a WebSocket message as the argument of a handler, by the annotation of its parameter."""

# Annotations are looked into here, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from inspect import Parameter, signature
from typing import Any, get_type_hints

from aws_lambda_powertools.event_handler._websocket_chain import InvalidMessageError
from aws_lambda_powertools.utilities.data_classes.api_gateway_websocket_event import APIGatewayWebSocketEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[APIGatewayWebSocketEvent], Any]

_VARIABLE = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)

PLAIN = (Any, object, dict, list, Parameter.empty)
"""Annotations that take whatever the JSON holds."""


def arguments_of(handler: Callable[..., Any]) -> Callable[[APIGatewayWebSocketEvent], dict[str, Any]]:
    """A function that makes the arguments of a handler from an event."""
    try:
        hints = get_type_hints(handler, include_extras=True)
    except Exception:  # a name that exists only for type checkers
        hints = {}
    readers: dict[str, Read] = {}
    bodies: list[str] = []
    for parameter in signature(handler).parameters.values():
        if parameter.kind in _VARIABLE:
            continue
        hint = hints.get(parameter.name, Parameter.empty)
        if isinstance(hint, type) and issubclass(hint, APIGatewayWebSocketEvent):
            readers[parameter.name] = _event
            continue
        bodies.append(parameter.name)
        readers[parameter.name] = _reader(hint)
    if len(bodies) > 1:
        raise TypeError(
            f"The WebSocket handler {getattr(handler, '__name__', handler)!s} has {len(bodies)} parameters for one "
            f"body: {', '.join(bodies)}; one of them can take it, others are annotated with APIGatewayWebSocketEvent"
        )
    return lambda event: {name: read(event) for name, read in readers.items()}


def _event(event: APIGatewayWebSocketEvent) -> APIGatewayWebSocketEvent:
    return event


def _text(event: APIGatewayWebSocketEvent) -> str:
    return event.decoded_body or ""


def _data(event: APIGatewayWebSocketEvent) -> Any:
    try:
        return event.json_body
    except (ValueError, RecursionError) as error:
        raise InvalidMessageError("The message is not valid JSON") from error


def _reader(hint: Any) -> Read:
    if hint is str:
        return _text
    if hint in PLAIN:
        return _data
    from aws_lambda_powertools._core.optional import require

    pydantic: Any = require("pydantic", extra="parser", wanted_by="a typed body of a WebSocket message")
    validate = pydantic.TypeAdapter(hint).validate_python

    def read(event: APIGatewayWebSocketEvent) -> Any:
        try:
            return validate(_data(event))
        except pydantic.ValidationError as error:
            told = [{"loc": list(each["loc"]), "type": each["type"]} for each in error.errors(include_url=False)]
            raise InvalidMessageError("The message does not match what is expected", told) from error

    return read
