"""Python tracebacks as data: which errors, in which frames."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools.local.decoding.json_text import as_list, as_object

_FRAME = re.compile(r'^\s*File "(?P<file>[^"\n]*)", line (?P<line>\d{1,9})(?:, in (?P<function>.*))?$')
_ERROR = re.compile(r"^(?P<type>[A-Za-z_][\w.]*)(?:: (?P<message>.*))?$", re.DOTALL)
_CARETS = re.compile(r"^[\s^~]*$")
_START = "Traceback (most recent call last):"
_LINKS = (
    "The above exception was the direct cause of the following exception:",
    "During handling of the above exception, another exception occurred:",
)
_LIBRARY_PARTS = ("site-packages", "dist-packages")


@dataclass(frozen=True, slots=True)
class Frame:
    """One level of a call stack."""

    file: str
    line: int
    function: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class ErrorInfo:
    """One exception: its type, its message and the frames it came through, outermost first."""

    type: str
    message: str = ""
    frames: tuple[Frame, ...] = ()


def parse_traceback(text: str) -> tuple[ErrorInfo, ...]:
    """The exceptions of a traceback's text, the first cause first; empty when the text is no traceback."""
    errors = (_error(block) for block in _blocks(text.splitlines()))
    return tuple(error for error in errors if error is not None)


def parse_frames(lines: Iterable[str]) -> tuple[Frame, ...]:
    """The frames among the lines of a traceback."""
    return _frames([part for line in lines for part in str(line).splitlines()])[0]


def structured_error(stack_trace: Mapping[str, Any]) -> ErrorInfo | None:
    """The exception in a Logger's `stack_trace` key."""
    name = stack_trace.get("type")
    if not isinstance(name, str):
        return None
    frames = map(as_object, as_list(stack_trace.get("frames")))
    return ErrorInfo(
        type=name,
        message=str(stack_trace.get("value", "")),
        frames=tuple(map(_structured_frame, frames)),
    )


def is_own_frame(frame: Frame, root: str) -> bool:
    """Whether a frame lies in the user's code below `root`, not in a library installed there."""
    parts = frame.file.replace("\\", "/").split("/")
    if frame.file.startswith("<") or any(part in _LIBRARY_PARTS for part in parts):
        return False
    if not os.path.isabs(frame.file):
        return True
    return os.path.realpath(frame.file).startswith(os.path.join(os.path.realpath(root), ""))


def whole(value: Any) -> int:
    """The value if it is a whole number, else 0."""
    return value if isinstance(value, int) else 0


def _structured_frame(frame: Mapping[str, Any]) -> Frame:
    return Frame(
        file=str(frame.get("file", "?")),
        line=whole(frame.get("line")),
        function=str(frame.get("function", "")),
        statement=str(frame.get("statement", "")).strip(),
    )


def _blocks(lines: list[str]) -> list[list[str]]:
    """The lines of each traceback, without what links them."""
    blocks: list[list[str]] = []
    inside = False
    for line in lines:
        if line.strip() == _START:
            blocks.append([])
            inside = True
        elif line.strip() in _LINKS:
            inside = False
        elif inside:
            blocks[-1].append(line)
    return blocks


def _error(block: list[str]) -> ErrorInfo | None:
    frames, rest = _frames(block)
    found = _ERROR.match("\n".join(rest).strip())
    if found is None:
        return None
    return ErrorInfo(found["type"], found["message"] or "", frames)


def _frames(lines: list[str]) -> tuple[tuple[Frame, ...], list[str]]:
    """The frames at the head of a traceback, and the lines after them that say the error."""
    frames: list[Frame] = []
    index = 0
    while index < len(lines):
        found = _FRAME.match(lines[index])
        if found is None:
            if lines[index][:1].isspace() and frames:  # carets, and what else Python draws below a statement
                index += 1
                continue
            break
        index += 1
        statement = ""
        if index < len(lines) and _is_statement(lines[index]):
            statement = lines[index].strip()
            index += 1
        frames.append(Frame(found["file"], int(found["line"]), found["function"] or "", statement))
    return tuple(frames), lines[index:]


def _is_statement(line: str) -> bool:
    return line[:1].isspace() and not _FRAME.match(line) and not _CARETS.match(line)
