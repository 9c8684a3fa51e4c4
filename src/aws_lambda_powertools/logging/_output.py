"""How a log call gets written: by our handler in the shortest way, as a record that all handlers see, or later."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# Messages, arguments and keys are whatever users pass.

from __future__ import annotations

import logging
import sys
from contextlib import suppress

from aws_lambda_powertools.logging._line import HELD
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextvars import copy_context
    from types import FrameType
    from typing import Any

    from aws_lambda_powertools.logging._buffering import LineBuffer
    from aws_lambda_powertools.logging._records import Caught, ExcInfo, Place

    Stream = logging.StreamHandler[Any]
else:
    from _contextvars import copy_context

    Stream = logging.StreamHandler


OF_LOGGING = logging.Logger.log.__code__.co_filename
"""The standard library's file, whose frames are nobody's log calls."""


class StreamHandler(Stream):
    """The handler of a Logger: one write and one flush a line. Called as its base class, since users look for that."""

    _reported: frozenset[str] = frozenset()

    def handle(self, record: logging.LogRecord) -> bool:
        """Write the line of a record, unless a filter refuses it."""
        if self.filters:
            return super().handle(record)
        self.emit(record)
        return True

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line of a record; trouble is reported, not raised."""
        held = record.__dict__.get(HELD)
        try:
            line = held if type(held) is str else self.format(record)
        except Exception as trouble:  # a formatter of the user's own failed: its line is not lost for that
            self._report(trouble)
            from aws_lambda_powertools.logging._rescue import line_without_formatter

            line = line_without_formatter(record, trouble)
        self.write(line)

    def write(self, line: str) -> None:
        """Write a line; trouble is reported, not raised."""
        try:
            with self.lock:  # type: ignore[union-attr]  # handlers have one from the beginning
                stream = self.stream
                stream.write(line + self.terminator)
                stream.flush()
        except UnicodeEncodeError:  # a stream of an older encoding
            self._write_ascii(line)
        except Exception as trouble:  # the caller is protected: a log call never raises
            self._report(trouble)

    def setFormatter(self, fmt: logging.Formatter | None) -> None:
        """Use another formatter from now on."""
        super().setFormatter(fmt)
        self.when_formatter_changes()

    def when_formatter_changes(self) -> None:
        """Replaced by those who need to know."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002  # part of what a handler has
        """Report the exception that is being handled."""
        trouble = sys.exc_info()[1]
        if isinstance(trouble, Exception):
            self._report(trouble)

    def _write_ascii(self, line: str) -> None:
        from aws_lambda_powertools.logging._rescue import ascii_of

        try:
            with self.lock:  # type: ignore[union-attr]  # handlers have one from the beginning
                self.stream.write(ascii_of(line) + self.terminator)
                self.stream.flush()
        except Exception as trouble:  # the caller is protected: a log call never raises
            self._report(trouble)

    def _report(self, trouble: Exception) -> None:
        """Say on standard error what went wrong, once for each kind of trouble."""
        kind = type(trouble).__name__
        if kind in self._reported:
            return
        self._reported |= {kind}
        with suppress(Exception):  # there is nobody left to tell
            sys.stderr.write(f"Logger could not write a line as it should: {kind}: {trouble}\n")


class Writer:
    """Turns the calls of one Logger into lines.

    Not a part of Logger itself: that looks up unknown attributes elsewhere, which makes all of its attributes slow.
    """

    __slots__ = ("_makes_records", "buffer", "handler", "known", "logger", "own_keys")

    def __init__(self, logger: logging.Logger, own_keys: dict[str, Any]) -> None:
        self.logger = logger
        self.own_keys = own_keys
        self.handler: logging.Handler | None = None
        self.buffer: LineBuffer | None = None
        self.known: Mapping[int, bool] = {}
        self._makes_records = type(logger).makeRecord is not logging.Logger.makeRecord

    def find_service(self, handler: logging.Handler | None, buffer: LineBuffer | None) -> None:
        """Write to this handler from now on, and hold back in this buffer."""
        self.handler = handler
        self.buffer = buffer
        # What the standard library knows of enabled levels: it empties this dictionary whenever a level changes.
        # A level that is not enabled may still be held back.
        self.known = getattr(self.logger, "_cache", {}) if buffer is None else buffer.held_levels()

    def log(
        self,
        level: int,
        msg: object,
        args: tuple[object, ...],
        exc_info: ExcInfo,
        stack_info: bool,
        stacklevel: int,
        extra: Mapping[str, object] | None,
        kwargs: Mapping[str, object],
    ) -> None:
        """Log for a method that was called by the user's code."""
        if level not in self.known and not self.wants(level):
            return
        try:
            frame = sys._getframe(stacklevel if stacklevel > 1 else 2)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # documented, despite its name
        except ValueError:  # there are not as many callers
            frame = _outermost_frame()
        caught = stack = None
        if exc_info or stack_info:
            from aws_lambda_powertools.logging import _records

            caught = _records.exc_info_of(exc_info) if exc_info else None
            stack = _records.stack_text(frame) if stack_info else None
        code = frame.f_code
        while code.co_filename == OF_LOGGING and frame.f_back is not None:  # called through a LoggerAdapter
            frame = frame.f_back
            code = frame.f_code
        keys: Mapping[str, Any] | None = kwargs
        if extra or self.own_keys:
            keys = self._keys_of_line(extra, kwargs)
        self.emit(level, msg, args, (code.co_filename, frame.f_lineno, code.co_name), keys, caught, stack)

    def wants(self, level: int) -> bool:
        """Whether a line of this level is to be written, now or later."""
        if type(level) is not int:
            from aws_lambda_powertools.logging import _arguments

            _arguments.check_level(level)
        return self.logger.isEnabledFor(level) or (self.buffer is not None and self.buffer.holds(level))

    def emit(
        self,
        level: int,
        msg: object,
        args: tuple[object, ...],
        place: Place,
        keys: Mapping[str, Any] | None = None,
        caught: Caught | None = None,
        stack: str | None = None,
    ) -> None:
        """Write a line, make a record for all who want one, or hold it back."""
        buffer = self.buffer
        if buffer is not None:
            bare = not (args or keys or caught or stack)
            if not (bare and level <= buffer.highest_level and buffer.hold_call(self.logger, level, msg, place)):
                buffer.take(self._record(level, msg, args, place, keys, caught, stack), self.logger)
            return
        handler = self._lone_handler()
        if handler is not None:
            line = handler.formatter.line_without_record(level, msg, args, place, keys, caught)  # type: ignore[union-attr]  # it has ours
            if line is not None:
                handler.write(line)
                return
        try:
            self._handle(level, msg, args, place, keys, caught, stack)
        except RecursionError:  # the caller has used the whole stack, and will hear of that without us
            elsewhere(self._handle, level, msg, args, place, keys, caught, stack)

    def _handle(self, *call: Any) -> None:
        self.logger.handle(self._record(*call))

    def _record(
        self,
        level: int,
        msg: object,
        args: tuple[object, ...],
        place: Place,
        keys: Mapping[str, Any] | None,
        caught: Caught | None,
        stack: str | None,
    ) -> logging.LogRecord:
        from aws_lambda_powertools.logging import _records

        logger = self.logger
        if self._makes_records:
            path, number, function = place
            record = logger.makeRecord(logger.name, level, path, number, msg, args, caught, function, None, stack)
        else:
            record = _records.make(logger.name, level, msg, args, place, caught, stack)
        if keys:
            _records.attach(record, keys)
        return record

    def _lone_handler(self) -> StreamHandler | None:
        """Our handler, if it and our formatter are all that looks at a line; then the line needs no record."""
        handler = self.handler
        logger = self.logger
        if (
            type(handler) is not StreamHandler
            or type(handler.formatter) is not LambdaPowertoolsFormatter
            or handler.filters
            or handler.level
            or logger.filters
            or logger.disabled
            or self._makes_records
            or logging.getLogRecordFactory() is not logging.LogRecord
        ):
            return None
        ours = False
        above: logging.Logger | None = logger
        while above is not None:
            for found in above.handlers:
                if found is handler and not ours:
                    ours = True
                elif not _is_silenced(found, logger.name):
                    return None
            above = above.parent if above.propagate else None
        return handler if ours else None

    def _keys_of_line(self, extra: object, kwargs: Mapping[str, object]) -> Mapping[str, Any]:
        keys: dict[str, Any] = extra if isinstance(extra, dict) else _as_keys(extra)
        if kwargs or self.own_keys:
            return {**self.own_keys, **keys, **kwargs}
        return keys


def _as_keys(extra: Any) -> dict[str, Any]:
    """What was given as `extra`, as keys: the caller is protected when it is no mapping."""
    try:
        return dict(extra or {})
    except Exception:
        return {"extra": extra}


def _is_silenced(handler: logging.Handler, name: str) -> bool:
    """Whether a handler refuses all lines of a logger with this name, as those of the root logger were told to."""
    for found in handler.filters:  # noqa: SIM110  # asked at each line: a generator takes twice as long
        if type(found).__name__ == "SuppressFilter" and found.covers(name):  # type: ignore[union-attr]  # by name: no import for it
            return True
    return False


# --- Room on the stack -------------------------------------------------------------------------------------------

LONGEST_WAIT = 1.0
"""Seconds for a line; a lock of the caller's could keep it back for ever."""


def elsewhere(function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function gives on the stack of another thread, as recursion has used all of this one; None if it fails."""
    from _thread import allocate_lock, start_new_thread  # `threading` takes frames that may not be left

    answers: list[Any] = []
    done = allocate_lock()
    done.acquire()
    context = copy_context()

    def run() -> None:
        try:
            answers.append(context.run(function, *arguments))
        except Exception as trouble:  # there is nobody to whom it could be raised
            sys.stderr.write(f"Logger could not write a line at the recursion limit: {type(trouble).__name__}\n")
        finally:
            done.release()

    start_new_thread(run, ())
    done.acquire(timeout=LONGEST_WAIT)
    return answers[0] if answers else None


def _outermost_frame() -> FrameType:
    frame = sys._getframe()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # documented, despite its name
    while frame.f_back is not None:
        frame = frame.f_back
    return frame
