"""How a record handler is called: by position whatever its parameter's name is, with the Lambda context on request."""

from __future__ import annotations

from functools import partial
from types import FunctionType

from aws_lambda_powertools._core import aio
from aws_lambda_powertools._core.decorators import ASYNC_GENERATOR, GENERATOR, CoroutineType, code_flags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LAMBDA_CONTEXT, RECORD = "lambda_context", "record"

TAKES_MORE_ARGUMENTS = 0x04
"""The flag of functions that have `*arguments`."""

NOT_RUN_BY_CALLING = GENERATOR | ASYNC_GENERATOR


def caller(handler: Callable[..., Any], lambda_context: Any) -> Callable[[Any], Any]:
    """A function of one record; TypeError for a generator, of which calling it would run nothing."""
    by_position, wants_context = _habits(handler)
    named = {LAMBDA_CONTEXT: lambda_context} if wants_context and lambda_context is not None else {}
    if not by_position:
        return partial(_called_by_name, handler, named)
    return partial(handler, **named) if named else handler


def _habits(handler: Callable[..., Any]) -> tuple[bool, bool]:
    """Whether a handler takes the record by position, and whether it takes the Lambda context."""
    if type(handler) is FunctionType and not handler.__dict__:  # the usual case; not what wraps another one
        code = handler.__code__
        if code.co_flags & NOT_RUN_BY_CALLING:
            raise _generator(handler)
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        by_position = code.co_argcount > 0 or bool(code.co_flags & TAKES_MORE_ARGUMENTS)
    else:
        if code_flags(handler) & NOT_RUN_BY_CALLING:
            raise _generator(handler)
        names, by_position = _signature_of(handler)
    return by_position and RECORD not in names[1:], LAMBDA_CONTEXT in names


def _generator(handler: object) -> TypeError:
    return TypeError(f"record_handler is {handler!r}, a generator; calling it processes nothing. Return, not yield")


def finished(result: Any) -> Any:
    """What a handler gave to sync code; what is awaitable is run to its end, so that no record is lost unseen."""
    if type(result) is CoroutineType:
        return aio.run(result)
    return aio.run(_awaited(result)) if hasattr(result, "__await__") else result


async def _awaited(result: Any) -> Any:
    return await result


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
