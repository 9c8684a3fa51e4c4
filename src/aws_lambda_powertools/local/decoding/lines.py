"""A line of output as what it is: a log record, metrics, or a text.

    decode_line('{"level":"INFO","message":"paid","order_id":7}')     # LogRecord(level="INFO", message="paid", ...)

`Decoder` does the same for a stream of lines, where one record may span several (indented JSON of POWERTOOLS_DEV).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from aws_lambda_powertools.local.decoding import json_text, metrics
from aws_lambda_powertools.local.decoding.json_text import as_list, as_object
from aws_lambda_powertools.local.decoding.tracebacks import (
    ErrorInfo,
    parse_frames,
    parse_traceback,
    structured_error,
)

LONGEST_RECORD_LINES = 5_000
"""Lines of one indented JSON record; whatever is longer is taken for text."""

LEVELS = ("TRACE", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

# The names that loggers in use on Lambda give to the same things: this toolkit, the runtime's own JSON format,
# structlog, python-json-logger, bunyan-like ones.
_LEVEL_KEYS = ("level", "levelname", "severity", "log_level", "loglevel")
_MESSAGE_KEYS = ("message", "msg", "event", "log")
_TIME_KEYS = ("timestamp", "time", "asctime", "@timestamp", "ts", "date")
_REQUEST_KEYS = ("function_request_id", "requestId", "aws_request_id", "request_id", "AWSRequestId")
_ERROR_KEYS = ("exception", "exception_name", "stack_trace", "stackTrace", "errorType", "errorMessage", "exc_info")
_SAME_LEVEL = {"WARN": "WARNING", "FATAL": "CRITICAL", "ERR": "ERROR"}

# What the runtime makes of plain `logging`: "[INFO]\t2024-05-01T12:00:00.000Z\t<request id>\tmessage"
_RUNTIME_TEXT = re.compile(
    r"^\[(?P<level>[A-Z]{1,12})\]\t(?P<time>\d{4}-[\d:.TZ-]{1,24})\t(?P<request>[\w-]{0,64})\t(?P<message>.*)$",
    re.DOTALL,
)
# What the runtime prints for an exception that left the handler: lines joined by carriage returns. A line feed in
# the message begins a new line of output, and what follows it stands there without the head.
_RUNTIME_ERROR = re.compile(r"^\[ERROR\] (?P<type>[\w.]+)(?:: (?P<message>[^\r]*))?(?:\r|$)")
_RUNTIME_TRACEBACK = "\rTraceback (most recent call last):"
_RUNTIME_ERROR_KEYS = {"timestamp", "level", "errorMessage", "errorType", "requestId", "stackTrace"}
_RUNTIME_WARNING = "LAMBDA_WARNING: Unhandled exception."
_NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class LogRecord:
    """A structured log record; `keys` are the ones without a field of their own, `data` is the whole line."""

    level: str
    message: Any
    timestamp: str = ""
    request_id: str = ""
    keys: Mapping[str, Any] = field(default_factory=dict[str, Any])
    errors: tuple[ErrorInfo, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict[str, Any])
    by_runtime: bool = False
    """Whether the runtime client wrote it, about an error that it also reports to the Runtime API."""


@dataclass(frozen=True, slots=True)
class MetricRecord:
    """A line of CloudWatch's embedded metric format."""

    blob: metrics.MetricBlob
    data: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class TextRecord:
    """A line that is no JSON object; `errors` is what a traceback in it says."""

    text: str
    errors: tuple[ErrorInfo, ...] = ()
    by_runtime: bool = False


Record: TypeAlias = LogRecord | MetricRecord | TextRecord


def decode_line(line: str) -> Record:
    """What a line of a function's output says; it never raises."""
    data = json_text.parse_object(line)
    if data is None:
        return _text(line)
    if metrics.is_blob(data):
        return MetricRecord(metrics.decode_blob(data), data)
    return _log(data)


class Decoder:
    """Decodes lines as they come; keeps the lines of an indented JSON record until it is complete."""

    def __init__(self) -> None:
        self._held: list[str] = []

    def feed(self, line: str) -> list[tuple[str, Record]]:
        """The records that this line completes, each with its text."""
        if not self._held:
            if line.rstrip() != "{":
                return [(line, decode_line(line))]
            self._held.append(line)
            return []
        self._held.append(line)
        if line.rstrip() == "}":
            text = "\n".join(self._held)
            if json_text.parse_object(text) is not None:
                self._held.clear()
                return [(text, decode_line(text))]
        if line.rstrip() == "}" or not line[:1].isspace() or len(self._held) > LONGEST_RECORD_LINES:
            return self.flush()  # no indented record at all
        return []

    def flush(self) -> list[tuple[str, Record]]:
        """What is still held, line by line: no more lines are coming."""
        held, self._held = self._held, []
        return [(line, decode_line(line)) for line in held]


def _log(data: Mapping[str, Any]) -> LogRecord:
    level_key = _first(data, _LEVEL_KEYS, str)
    message_key = next((key for key in _MESSAGE_KEYS if key in data), None)
    time_key = _first(data, _TIME_KEYS, (str, int, float))
    request_key = _first(data, _REQUEST_KEYS, str)
    errors = _errors(data)
    named = {level_key, message_key, time_key, request_key, *(_ERROR_KEYS if errors else ())}
    return LogRecord(
        level=_level(data[level_key]) if level_key else "",
        message=data[message_key] if message_key else _error_message(data) if errors else None,
        timestamp=str(data[time_key]) if time_key else "",
        request_id=data[request_key] if request_key else "",
        keys={key: value for key, value in data.items() if key not in named},
        errors=errors,
        data=data,
        by_runtime=data.keys() >= _RUNTIME_ERROR_KEYS and message_key is None,
    )


def _first(data: Mapping[str, Any], keys: tuple[str, ...], kind: type | tuple[type, ...]) -> str | None:
    return next((key for key in keys if isinstance(data.get(key), kind)), None)


def _level(word: str) -> str:
    word = word.upper()
    return _SAME_LEVEL.get(word, word)


def _errors(data: Mapping[str, Any]) -> tuple[ErrorInfo, ...]:
    """What the keys for exceptions say: the text with all causes first, else the structured form."""
    text = data.get("exception", data.get("exc_info"))
    if isinstance(text, str) and (errors := parse_traceback(text)):
        return errors
    error = structured_error(as_object(data.get("stack_trace")))
    if error is not None:
        return (error,)
    name = data.get("errorType")
    if not isinstance(name, str):
        return ()
    frames = parse_frames(map(str, as_list(data.get("stackTrace"))))
    return (ErrorInfo(name, str(data.get("errorMessage", "")), frames),)


def _error_message(data: Mapping[str, Any]) -> str:
    name, message = data.get("errorType", ""), data.get("errorMessage", "")
    return f"{name}: {message}" if message else str(name)


def _text(line: str) -> Record:
    """A line that is no JSON: the runtime's own text formats, else just a text."""
    found = _RUNTIME_TEXT.match(line)
    if found is not None:
        by_runtime = found["message"].startswith(_RUNTIME_WARNING)
        return LogRecord(
            _level(found["level"]), found["message"], found["time"], found["request"], by_runtime=by_runtime
        )
    head, traceback, frames = line.partition(_RUNTIME_TRACEBACK)
    found = _RUNTIME_ERROR.match(head)
    if found is None:
        return TextRecord(line, by_runtime=bool(traceback))
    lines = frames.replace(_NO_BREAK_SPACE, " ").lstrip("\r").split("\r")
    return TextRecord(line, (ErrorInfo(found["type"], found["message"] or "", parse_frames(lines)),), by_runtime=True)
