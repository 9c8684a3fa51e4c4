"""How a record handler is called: by position, with the Lambda context if it asks for one."""

from __future__ import annotations

from functools import partial

from aws_lambda_powertools._core import aio
from aws_lambda_powertools._core.decorators import CoroutineType, code_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LAMBDA_CONTEXT = "lambda_context"


def caller(handler: Callable[..., Any], lambda_context: Any) -> Callable[[Any], Any]:
    """A function of one record, whatever the handler calls its parameters."""
    code = code_of(handler)
    if code is not None and not hasattr(handler, "__wrapped__"):
        count = code.co_argcount + code.co_kwonlyargcount
        names = code.co_varnames[:count]
        takes_position = code.co_argcount > (1 if hasattr(handler, "__self__") else 0) or bool(code.co_flags & 0x04)
    else:
        names, takes_position = _signature_of(handler)
    wants_context = LAMBDA_CONTEXT in names and lambda_context is not None
    if not takes_position:  # only names, such as `def handler(*, record)`
        return partial(_called_by_name, handler, {LAMBDA_CONTEXT: lambda_context} if wants_context else {})
    return partial(handler, lambda_context=lambda_context) if wants_context else handler


def finished(result: Any) -> Any:
    """What a sync processor's handler gave; a coroutine is run to its end, so that no record is lost unseen."""
    return aio.run(result) if type(result) is CoroutineType else result


def _called_by_name(handler: Callable[..., Any], more: dict[str, Any], record: Any) -> Any:
    return handler(record=record, **more)


def _signature_of(handler: Callable[..., Any]) -> tuple[tuple[str, ...], bool]:
    from inspect import Parameter, signature

    try:
        parameters = signature(handler).parameters
    except (TypeError, ValueError):  # not callable, or written in C: calling it will tell
        return (), True
    by_position = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.VAR_POSITIONAL)
    return tuple(parameters), any(parameter.kind in by_position for parameter in parameters.values())
