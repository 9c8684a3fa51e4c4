"""Exceptions as a segment's `cause`: type, message and stack where they arose, a reference where they pass through."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import islice

from aws_lambda_powertools._core.plain import text_of
from aws_lambda_powertools.tracing import _context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType
    from typing import Any

    from aws_lambda_powertools.tracing._native import NativeSegment

    Frame = tuple[str, int, str]
    """File, line and name of the function."""

MOST_FRAMES = 10
MOST_GIVEN_FRAMES = 50
"""Frames kept of a stack that user code hands over."""

MARK = "_powertools_cause"
"""Attribute of an exception that is recorded: the trace, and its id there."""

OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
"""Our own frames are left out of stacks: nobody looks for a fault of theirs in them."""


def add(segment: NativeSegment, error: BaseException, frames: list[Frame], remote: bool) -> None:
    """Note an exception on a segment; one that is recorded elsewhere in the trace is only referred to."""
    recorded_in, recorded_as = getattr(error, MARK, (None, ""))
    cause: Any = segment.more.get("cause")
    if recorded_in == segment.trace_id:
        segment.more["cause"] = cause or recorded_as
        return
    described = _described(segment, error, frames, remote)
    if cause.__class__ is dict:
        cause["exceptions"].append(described)
    else:
        segment.more["cause"] = {"working_directory": _working_directory(), "exceptions": [described]}
    _mark(error, segment.trace_id, described["id"])


def _described(segment: NativeSegment, error: BaseException, frames: list[Frame], remote: bool) -> dict[str, Any]:
    described: dict[str, Any] = {"id": _context.new_id(), "type": type(error).__name__, "remote": remote}
    message = text_of(error)
    if message:
        rules = segment.plan.redaction if segment.plan is not None else None
        described["message"] = rules.text(message) if rules is not None else message
    described["stack"] = [{"path": os.path.basename(path), "line": line, "label": name} for path, line, name in frames]
    return described


def _mark(error: BaseException, trace_id: str, cause_id: str) -> None:
    with suppress(Exception):  # one that takes no attributes is described once more further out
        setattr(error, MARK, (trace_id, cause_id))


def _working_directory() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return ""


def frames_to(traceback: TracebackType | None, with_callers: bool = False) -> list[Frame]:
    """The first frames of a traceback; with callers, the last ones of the whole stack down to where it was raised."""
    frames = _without_ours(_frames_of_traceback(traceback))
    if not with_callers:
        return list(islice(frames, MOST_FRAMES))
    callers = list(_without_ours(_callers_of(traceback))) if traceback is not None else []
    return [*reversed(callers), *frames][-MOST_FRAMES:]


def frames_of(stack: Sequence[Any]) -> list[Frame]:
    """The last frames of a stack in the form of the `traceback` module."""
    given = ((str(frame[0]), int(frame[1] or 0), str(frame[2])) for frame in stack or ())
    return list(_without_ours(given))[-MOST_GIVEN_FRAMES:]


def _frames_of_traceback(traceback: TracebackType | None) -> Iterator[Frame]:
    while traceback is not None:
        code = traceback.tb_frame.f_code
        yield code.co_filename, traceback.tb_lineno, code.co_name
        traceback = traceback.tb_next


def _callers_of(traceback: TracebackType) -> Iterator[Frame]:
    caller = traceback.tb_frame.f_back
    while caller is not None:
        yield caller.f_code.co_filename, caller.f_lineno, caller.f_code.co_name
        caller = caller.f_back


def _without_ours(frames: Iterable[Frame]) -> Iterator[Frame]:
    return (frame for frame in frames if not frame[0].startswith(OURS))
