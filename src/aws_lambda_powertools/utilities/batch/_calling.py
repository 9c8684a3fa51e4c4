"""How a record handler is called: by position whatever its parameter's name is, with the Lambda context on request."""

from __future__ import annotations

from functools import partial

from aws_lambda_powertools._core import aio
from aws_lambda_powertools._core.decorators import ASYNC_GENERATOR, GENERATOR, CoroutineType, code_flags, code_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LAMBDA_CONTEXT, RECORD = "lambda_context", "record"

TAKES_MORE_ARGUMENTS = 0x04
"""The flag of functions that have `*arguments`."""


def caller(handler: Callable[..., Any], lambda_context: Any) -> Callable[[Any], Any]:
    """A function of one record; TypeError for a generator, of which calling it would run nothing."""
    if code_flags(handler) & (GENERATOR | ASYNC_GENERATOR):
        raise TypeError(f"record_handler is {handler!r}, a generator; calling it processes nothing. Return, not yield")
    code = code_of(handler)
    if code is not None and not hasattr(handler, "__wrapped__"):
        count = code.co_argcount + code.co_kwonlyargcount
        names = code.co_varnames[:count]
        bound = 1 if hasattr(handler, "__self__") else 0
        takes_position = code.co_argcount > bound or bool(code.co_flags & TAKES_MORE_ARGUMENTS)
        takes_position = takes_position and RECORD not in names[bound + 1 :]
    else:
        names, takes_position = _signature_of(handler)
    wants_context = LAMBDA_CONTEXT in names and lambda_context is not None
    if not takes_position:  # such as `def handler(*, record)`, or `def handler(table=None, record=None)`
        return partial(_called_by_name, handler, {LAMBDA_CONTEXT: lambda_context} if wants_context else {})
    return partial(handler, lambda_context=lambda_context) if wants_context else handler


def finished(result: Any) -> Any:
    """What a handler gave to sync code; what is awaitable is run to its end, so that no record is lost unseen."""
    if type(result) is CoroutineType:
        return aio.run(result)
    return aio.run(_awaited(result)) if hasattr(type(result), "__await__") else result


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
    takes_position = any(parameter.kind in by_position for parameter in parameters.values())
    return tuple(parameters), takes_position and RECORD not in list(parameters)[1:]
