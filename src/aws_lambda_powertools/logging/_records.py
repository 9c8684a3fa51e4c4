"""Log records like those of the standard library, made in half of its time."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# Messages, arguments and keys are whatever users pass.

from __future__ import annotations

import logging
import os
import sys
import threading

from aws_lambda_powertools._core import clock
from aws_lambda_powertools.logging._line import HELD, arguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType, TracebackType
    from typing import Any, TypeAlias, TypeGuard

    Place: TypeAlias = tuple[str, int, str]
    Caught: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None]
    ExcInfo: TypeAlias = bool | Caught | tuple[None, None, None] | BaseException | None

EXTRA = "_powertools_extra"
"""Attribute of a record: the keys of its line. They are attributes as well, except where every record has one of
that name."""

_sample = logging.LogRecord("", 0, "", 0, "", (), None)
_template = vars(_sample)
_start = _sample.created * 1000 - _sample.relativeCreated
_has_task_name = "taskName" in _template

ORDINARY = len(_template)
"""How many attributes a record has that carries no keys."""

OWN_ATTRIBUTES = frozenset((*_template, "message", "asctime", HELD, EXTRA))
"""Attributes of a record that are no keys of a line."""

NOTHING_CAUGHT = (None, None, None)
"""What `sys.exc_info()` gives outside of an `except` block."""

MOST_FILES = 1024
_files: dict[str, tuple[str, str]] = {}


def make(
    name: str,
    level: int,
    msg: object,
    args: tuple[Any, ...],
    place: Place,
    caught: Caught | None = None,
    stack: str | None = None,
    created: float | None = None,
) -> logging.LogRecord:
    """The record of a log call in this file, line and function; by the user's record factory if there is one.

    `created` is when it happened, if that was not now.
    """
    path, line, function = place
    factory = logging.getLogRecordFactory()
    if factory is not logging.LogRecord:
        record = factory(name, level, path, line, msg, args, caught, function, stack)
        if created is not None:
            record.created = created
            record.msecs = created * 1000 % 1000 // 1
        return record
    fields = _template.copy()
    fields["name"] = name
    fields["msg"] = msg
    fields["args"] = arguments(args)
    fields["levelname"] = logging.getLevelName(level)
    fields["levelno"] = level
    fields["pathname"] = path
    fields["filename"], fields["module"] = _files.get(path) or _file_and_module(path)
    fields["exc_info"] = caught
    fields["stack_info"] = stack
    fields["lineno"] = line
    fields["funcName"] = function
    fields["created"] = created = clock.seconds() if created is None else created
    fields["msecs"] = created * 1000 % 1000 // 1
    fields["relativeCreated"] = created * 1000 - _start
    fields["thread"] = threading.get_ident()
    fields["threadName"] = threading.current_thread().name
    fields["process"] = _process
    modules = sys.modules
    if _has_task_name and "asyncio" in modules:
        fields["taskName"] = _task_name()
    if "multiprocessing" in modules:
        fields["processName"] = modules["multiprocessing"].current_process().name
    record = logging.LogRecord.__new__(logging.LogRecord)
    record.__dict__ = fields
    return record


def attach(record: logging.LogRecord, keys: Mapping[str, Any]) -> None:
    """Give a record the keys of its line."""
    fields = record.__dict__
    if OWN_ATTRIBUTES.isdisjoint(keys):
        fields.update(keys)
    else:
        fields.update({key: value for key, value in keys.items() if key not in OWN_ATTRIBUTES})
    fields[EXTRA] = keys


def keys_of(record: logging.LogRecord) -> dict[str, Any]:
    """The keys that a record carries: attributes given as `extra`, or set by a filter or a record factory."""
    fields = record.__dict__
    if len(fields) == ORDINARY:
        return {}
    given = fields.get(EXTRA)
    if given is not None and len(fields) == ORDINARY + 1 + len(given) and OWN_ATTRIBUTES.isdisjoint(given):
        try:
            return {key: fields[key] for key in given}  # as they are now: a filter may have changed them
        except KeyError:
            pass  # a filter took one away and added another one
    found = {key: value for key, value in fields.items() if key not in OWN_ATTRIBUTES}
    if given is not None:
        found.update({key: value for key, value in given.items() if key in OWN_ATTRIBUTES})
    return found


def text_of_record(record: logging.LogRecord) -> str:
    """The message of a record as its class fills it in; both side by side where text and arguments don't fit."""
    try:
        return record.getMessage()
    except Exception:  # the caller is protected from what its arguments do when they are asked for their text
        from aws_lambda_powertools._core.plain import text_of

        return f"{text_of(record.msg)} {text_of(record.args)}"


def exc_info_of(exc_info: ExcInfo) -> Caught | None:
    """What was caught, from anything that may be given as `exc_info`; None when that is no exception."""
    if isinstance(exc_info, BaseException):
        return type(exc_info), exc_info, exc_info.__traceback__
    if not isinstance(exc_info, tuple):
        exc_info = sys.exc_info()
    return exc_info if is_caught(exc_info) else None


def is_caught(exc_info: object) -> TypeGuard[Caught]:
    """Whether this is a caught exception in the form of `sys.exc_info()`."""
    if not isinstance(exc_info, tuple):
        return False
    parts: tuple[Any, ...] = exc_info
    return len(parts) == len(NOTHING_CAUGHT) and isinstance(parts[1], BaseException)


def stack_text(frame: FrameType) -> str:
    """The stack of a log call as the standard library writes it."""
    import traceback

    return "Stack (most recent call last):\n" + "".join(traceback.format_stack(frame)).rstrip("\n")


def _file_and_module(path: str) -> tuple[str, str]:
    if len(_files) >= MOST_FILES:  # code made at run time may have any number of file names
        _files.clear()
    name = os.path.basename(path)
    found = _files[path] = (name, os.path.splitext(name)[0])
    return found


def _task_name() -> str | None:
    try:
        task = sys.modules["asyncio"].current_task()
    except RuntimeError:  # no event loop runs in this thread
        return None
    return None if task is None else str(task.get_name())


def _note_process() -> None:
    global _process
    _process = os.getpid()


_process = os.getpid()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_note_process)
