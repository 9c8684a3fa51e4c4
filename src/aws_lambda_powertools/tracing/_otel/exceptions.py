"""Exceptions as an event of the span where they were seen first, and as the status of all that they leave."""

from __future__ import annotations

import traceback as stacks
from contextlib import suppress

from aws_lambda_powertools._core.plain import text_of
from aws_lambda_powertools.tracing._causes import MARK, OURS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from aws_lambda_powertools.tracing.tracer import Plan

LONGEST_MESSAGE = 1024
LONGEST_STACK = 8 * 1024
"""Bytes of a stack that are kept: its beginning, and its end, where the exception was raised."""

KEPT_OF_BEGINNING = 2 * 1024
GAP = "\n  [...]\n"


def is_new(error: BaseException, trace_id: str, span_id: str) -> bool:
    """Whether no span of this trace has an event for it yet; from now on, one has."""
    recorded_in, _ = getattr(error, MARK, (None, ""))
    if recorded_in == trace_id:
        return False
    with suppress(Exception):  # one that takes no attributes is told once more further out
        setattr(error, MARK, (trace_id, span_id))
    return True


def summary(error: BaseException, plan: Plan | None) -> str:
    """Type and message."""
    return f"{type(error).__name__}: {_shown(text_of(error), plan)[:LONGEST_MESSAGE]}"


def described(error: BaseException, traceback: TracebackType | None, plan: Plan | None) -> dict[str, Any]:
    """The attributes of the event, as https://opentelemetry.io/docs/specs/semconv/exceptions/ names them."""
    return {
        "exception.type": _qualified_name(type(error)),
        "exception.message": _shown(text_of(error), plan)[:LONGEST_MESSAGE],
        "exception.stacktrace": cut_stack(_shown(_stack_of(error, traceback), plan)),
    }


def _qualified_name(kind: type) -> str:
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _shown(text: str, plan: Plan | None) -> str:
    rules = plan.redaction if plan is not None else None
    return text if rules is None else rules.text(text)


def _stack_of(error: BaseException, traceback: TracebackType | None) -> str:
    try:
        described = stacks.TracebackException(type(error), error, traceback)
        _leave_ours_out(described)
        return "".join(described.format())
    except Exception:  # an exception whose own methods fail
        return f"{type(error).__name__}: {text_of(error)}"


def _leave_ours_out(described: Any) -> None:
    """Frames of ours say nothing about the fault."""
    frames = [frame for frame in described.stack if not frame.filename.startswith(OURS)]
    described.stack = stacks.StackSummary.from_list(frames)
    for other in (described.__cause__, described.__context__):
        if other is not None:
            _leave_ours_out(other)


def cut_stack(stack: str, most: int = LONGEST_STACK) -> str:
    """A stack that is not too long: its beginning and its end."""
    if len(stack) <= most:
        return stack
    head = min(KEPT_OF_BEGINNING, most // 4)
    return f"{stack[:head]}{GAP}{stack[len(stack) - (most - head - len(GAP)) :]}"
