"""Lines that no log call of the user's code stands for: the incoming event, and an exception nobody caught."""

from __future__ import annotations

from aws_lambda_powertools._core import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any

    from aws_lambda_powertools.logging._records import Place

PACKAGE = "aws_lambda_powertools."


def place_of_handler(handler: Callable[..., Any]) -> Place:
    """Where a handler begins, through decorators around it."""
    while (inner := getattr(handler, "__wrapped__", None)) is not None:
        handler = inner
    code = getattr(handler, "__code__", None)
    if code is None:
        return "", 0, getattr(handler, "__name__", type(handler).__name__)
    return code.co_filename, code.co_firstlineno, code.co_name


def shown_event(event: Any) -> Any:
    """An event as it is logged: of a data class what it wraps; under POWERTOOLS_STRICT without credentials."""
    event = getattr(event, "raw_event", event)
    if not environment.STRICT.get():
        return event
    from aws_lambda_powertools._core.redaction import secrets

    return secrets().apply(event)


def users_part(trace: TracebackType | None) -> tuple[TracebackType | None, Place]:
    """A traceback from the first frame outside the toolkit on, and the place where the exception was raised."""
    while trace is not None and trace.tb_next is not None and _is_ours(trace):
        trace = trace.tb_next
    last = trace
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None:
        return trace, ("", 0, "")
    code = last.tb_frame.f_code
    return trace, (code.co_filename, last.tb_lineno, code.co_name)


def _is_ours(trace: TracebackType) -> bool:
    return str(trace.tb_frame.f_globals.get("__name__")).startswith(PACKAGE)
