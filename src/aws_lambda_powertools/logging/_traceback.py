"""Exceptions as the keys of a line; frames seen before are not worked out again.

To find the source line of a frame, and in it the part that failed, costs some ten microseconds, and gives the same for
the same instruction of the same code. That is kept, so that a failing dependency does not cost CPU time as well.
"""

from __future__ import annotations

import logging
import sys
import traceback

from aws_lambda_powertools._core.plain import dumps, text_of
from aws_lambda_powertools.logging._records import is_caught

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from aws_lambda_powertools.logging._records import Caught
    from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

HEADING = "Traceback (most recent call last):\n"

MOST_FRAMES = 1024

MOST_ALIKE = 3
"""After so many equal frames the standard library says how often they are repeated."""

WITH_MORE_TO_SAY = (SyntaxError, NameError, AttributeError, ImportError)
"""Exceptions whose text holds more than their message, for example what was probably meant."""


class SeenFrame:
    """What one instruction of a code looks like in a traceback."""

    __slots__ = ("code", "data", "json", "place", "text")

    def __init__(self, trace: TracebackType) -> None:
        self.code = trace.tb_frame.f_code  # kept alive, so that no other code gets its id
        summary = traceback.extract_tb(trace, limit=1)
        frame = summary[0]
        self.text = "".join(summary.format())
        self.place = (frame.filename, frame.lineno, frame.name)
        self.data = {"file": frame.filename, "line": frame.lineno, "function": frame.name, "statement": frame.line}
        self.json = dumps(self.data)


_seen: dict[tuple[int, int, int], SeenFrame] = {}


def exception_keys(exc_info: object, formatter: LambdaPowertoolsFormatter) -> dict[str, Any]:
    """What a formatter's line says of an exception; nothing, if `exc_info` holds none."""
    if not is_caught(exc_info):
        return {}
    caught = exc_info
    kind, error, trace = caught
    frames = _frames(trace)
    text = formatter.formatException(caught) if _has_own_text(formatter) else _text_of(caught, frames)
    keys: dict[str, Any] = {"exception": text, "exception_name": kind.__name__}
    notes = getattr(error, "__notes__", None)
    if notes:
        keys["exception_notes"] = notes
    if formatter.serialize_stacktrace:
        keys["stack_trace"] = {
            "type": kind.__name__,
            "value": text_of(error),
            "module": kind.__module__,
            "frames": [frame.data.copy() for frame in frames],
        }
    return keys


def exception_json(exc_info: object, formatter: LambdaPowertoolsFormatter) -> str:
    """The same as it goes on in the JSON of an object that has other keys already."""
    if not is_caught(exc_info):
        return ""
    encode = formatter.encode
    if _has_own_text(formatter):
        return f",{encode(exception_keys(exc_info, formatter))[1:-1]}"
    caught = exc_info
    kind, error, trace = caught
    frames = _frames(trace)
    name = encode(kind.__name__)
    text = f',"exception":{encode(_text_of(caught, frames))},"exception_name":{name}'
    notes = getattr(error, "__notes__", None)
    if notes:
        text += f',"exception_notes":{encode(notes)}'
    if not formatter.serialize_stacktrace:
        return text
    of_frames = ",".join([frame.json for frame in frames])
    value, module = encode(text_of(error)), encode(kind.__module__)
    return f'{text},"stack_trace":{{"type":{name},"value":{value},"module":{module},"frames":[{of_frames}]}}'


def _has_own_text(formatter: logging.Formatter) -> bool:
    return type(formatter).formatException is not logging.Formatter.formatException


def _text_of(caught: Caught, frames: list[SeenFrame]) -> str:
    """The text of an exception, as `traceback.format_exception` gives it."""
    kind, error, trace = caught
    if not _is_simple(error) or _is_repetitive(frames):
        return _standard_text(caught)
    try:
        message = str(error)
    except Exception:  # the standard library has words for that
        return _standard_text(caught)
    name = (
        kind.__qualname__ if kind.__module__ in ("__main__", "builtins") else f"{kind.__module__}.{kind.__qualname__}"
    )
    heading = HEADING if trace is not None else ""
    stack = "".join([frame.text for frame in frames])
    return f"{heading}{stack}{name}: {message}" if message else f"{heading}{stack}{name}"


def _is_simple(error: BaseException) -> bool:
    """Whether the text of an exception is its frames and its message, and nothing else."""
    return not (
        error.__cause__ is not None
        or (error.__context__ is not None and not error.__suppress_context__)
        or isinstance(error, WITH_MORE_TO_SAY)
        or hasattr(error, "__notes__")
        or hasattr(error, "exceptions")
        or hasattr(sys, "tracebacklimit")
    )


def _frames(trace: TracebackType | None) -> list[SeenFrame]:
    frames: list[SeenFrame] = []
    while trace is not None:
        key = (id(trace.tb_frame.f_code), trace.tb_lasti, trace.tb_lineno)
        seen = _seen.get(key)
        if seen is None:
            if len(_seen) >= MOST_FRAMES:
                _seen.clear()
            seen = _seen[key] = SeenFrame(trace)
        frames.append(seen)
        trace = trace.tb_next
    return frames


def _is_repetitive(frames: list[SeenFrame]) -> bool:
    """Whether the standard library would shorten the list of frames."""
    alike = 0
    before: object = None
    for frame in frames:
        alike = alike + 1 if frame.place == before else 1
        if alike > MOST_ALIKE:
            return True
        before = frame.place
    return False


def _standard_text(caught: Caught) -> str:
    return "".join(traceback.format_exception(*caught)).removesuffix("\n")
