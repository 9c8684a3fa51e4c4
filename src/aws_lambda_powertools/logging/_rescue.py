"""Lines that need care: too long, not encodable, or made of what can't be shown. Whatever happens, there is a line."""

from __future__ import annotations

import json

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.plain import safe_dumps, text_of
from aws_lambda_powertools.logging._limit import FULL_SIZE, shortened
from aws_lambda_powertools.logging._line import filled_in
from aws_lambda_powertools.logging._output import elsewhere

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter


def repaired(text: object, formatter: LambdaPowertoolsFormatter, record: logging.LogRecord) -> str:
    """The line of a record whose first attempt gave this text, or None when it failed."""
    if _has_room(FRAMES):
        return _repaired(text, formatter, record)
    line: str | None = elsewhere(_repaired, text, formatter, record)
    if line is None:
        raise RecursionError("there was no room on the stack for a line")
    return line


FRAMES = 250
"""Enough to make any line: data are cut off below 100 levels."""


def _has_room(frames: int) -> bool:
    """Whether the stack has room for so many frames more."""
    try:
        return not frames or _has_room(frames - 1)
    except RecursionError:
        return False


def _repaired(text: object, formatter: LambdaPowertoolsFormatter, record: logging.LogRecord) -> str:
    line = _text(text)
    if line is None:
        line = safe_dumps(_line(formatter, record), formatter.encode)
    try:
        size = len(line.encode())
    except UnicodeEncodeError:  # lone surrogates, as in input that was cut in the middle
        line = line.encode(errors="backslashreplace").decode()  # in JSON these are escapes of the same characters
        size = len(line)
    if size <= formatter.max_line_bytes:
        return line
    return _cut(_line(formatter, record), size, formatter)


def _cut(line: dict[str, Any], size: int, formatter: LambdaPowertoolsFormatter) -> str:
    """A line that is too long, within the limit; as the user's own serialiser writes it, if that is short enough."""
    limit = formatter.max_line_bytes
    renderings: tuple[tuple[Callable[..., Any], int], ...] = (
        (formatter.serialize, limit),
        (formatter.serialize, limit // 2),  # indentation, or escapes of a serialiser of one's own
        (safe_dumps, limit // 8),  # at most six bytes for one
    )
    for render, room in renderings:
        try:
            text = _text(render(shortened(line, size, room, formatter.encode)))
            if text is not None and len(text.encode()) <= limit:
                return text
        except Exception:  # noqa: S112  # the caller is protected; the last rendering does not raise
            continue
    return safe_dumps({"message": "A log line was too long and could not be cut.", FULL_SIZE: size})


def _text(text: object) -> str | None:
    """What a serialiser gave, as text; None when that is no text."""
    if isinstance(text, (bytes, bytearray)):
        try:
            return text.decode()
        except UnicodeDecodeError:
            return None
    return text if isinstance(text, str) else None


def _line(formatter: LambdaPowertoolsFormatter, record: logging.LogRecord) -> dict[str, Any]:
    """The line as a dictionary; if making it fails, what can be known of it without asking anybody's objects."""
    try:
        return formatter.line_of(record)
    except Exception as trouble:  # the caller is protected: this line replaces the one that could not be made
        return _humble_line(formatter, record, trouble)


def _humble_line(formatter: LambdaPowertoolsFormatter, record: logging.LogRecord, trouble: Exception) -> dict[str, Any]:
    line = _bare_line(record, trouble)
    line["timestamp"] = _tried(lambda: formatter.formatTime(record))
    line["service"] = _tried(lambda: formatter.get_current_keys().get("service"))
    return line


def line_without_formatter(record: logging.LogRecord, trouble: Exception) -> str:
    """The line of a record whose formatter failed."""
    return safe_dumps(_bare_line(record, trouble))


def _bare_line(record: logging.LogRecord, trouble: Exception) -> dict[str, Any]:
    return {
        "level": _tried(lambda: record.levelname),
        "location": _tried(lambda: f"{record.funcName}:{record.lineno}"),
        "message": _tried(lambda: filled_in(record.msg, record.args)),
        "timestamp": _tried(lambda: clock.now().isoformat(timespec="milliseconds")),
        "formatting_error": f"{type(trouble).__name__}: {text_of(trouble)}",
    }


def _tried(part: Callable[[], Any]) -> Any:
    try:
        return part()
    except Exception:  # one part of a line that is rescued already
        return None


def ascii_of(line: str) -> str:
    """JSON in which every character beyond ASCII is written as its escape."""
    return "".join(character if character.isascii() else json.dumps(character)[1:-1] for character in line)
