"""Holds lines back for a Logger and its children, and brings them out together."""

from __future__ import annotations

import logging
import sys

from aws_lambda_powertools._core import clock, invocation
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.logging import _levels
from aws_lambda_powertools.logging._from_record import keys_to_hold
from aws_lambda_powertools.logging._line import HELD, xray_trace_id
from aws_lambda_powertools.logging._records import make
from aws_lambda_powertools.logging.buffer.cache import LoggerBufferCache
from aws_lambda_powertools.logging.buffer.config import LEVELS
from aws_lambda_powertools.logging.filters import SuppressFilter
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import TypeAlias

    from aws_lambda_powertools.logging._line import Plan
    from aws_lambda_powertools.logging._records import Place
    from aws_lambda_powertools.logging.buffer.config import LoggerBufferConfig

    Target: TypeAlias = logging.Logger | logging.Handler

EARLY = ""
"""Key of lines for which there is neither an invocation nor a trace, as in the init phase."""


NEVER = sys.maxsize


class HeldCall:
    """A log call that waits, with the keys of the time when it happened. Its record is made when it is wanted."""

    __slots__ = ("created", "held", "level", "logger", "message", "place")

    def __init__(
        self, logger: logging.Logger, level: int, message: str, place: Place, created: float, held: tuple[Plan, str]
    ) -> None:
        self.logger = logger
        self.level = level
        self.message = message
        self.place = place
        self.created = created
        self.held = held

    def release(self) -> None:
        """Let it be written."""
        record = make(self.logger.name, self.level, self.message, (), self.place, created=self.created)
        record.__dict__[HELD] = self.held
        self.logger.handle(record)


class HeldRecord:
    """A record that waits, with its line as it was when it was logged."""

    __slots__ = ("record", "target")

    def __init__(self, record: logging.LogRecord, target: Target) -> None:
        self.record = record
        self.target = target

    def release(self) -> None:
        """Let it be written."""
        self.target.handle(self.record)


class LineBuffer:
    """What one service's loggers hold back, each line with the keys of the time when it was logged."""

    def __init__(self, config: LoggerBufferConfig, handler: logging.Handler, service: str) -> None:
        self.config = config
        self.cache = LoggerBufferCache(config.max_bytes)
        self.highest_level = LEVELS[config.buffer_at_verbosity]
        self.flushes_at = logging.ERROR if config.flush_on_error_log else NEVER
        self._handler = handler
        handler.addFilter(_Holding(self, handler, service))
        self._warn_of_lambdas_level()

    def held_levels(self) -> dict[int, bool]:
        """The usual levels that are held back, in the form in which a Logger knows what is enabled."""
        return {level: True for level in LEVELS.values() if level <= self.highest_level}

    def holds(self, level: int) -> bool:
        """Whether lines of a level are held back."""
        return level <= self.highest_level and logging.root.manager.disable < level

    def hold_call(self, logger: logging.Logger, level: int, message: object, place: Place) -> bool:
        """Hold back a log call of nothing but a text; False if it takes a record to do that."""
        formatter = self._handler.formatter
        if logging.root.manager.disable >= level:
            return True  # nobody wants it
        if type(message) is not str or type(formatter) is not LambdaPowertoolsFormatter:
            return False
        held = keys_to_hold(formatter)
        if held is None:
            return False
        size = held[0].typical_bytes + (len(message) if message.isascii() else len(message.encode("utf-8", "replace")))
        self._add(HeldCall(logger, level, message, place, clock.seconds(), held), size)
        return True

    def take(self, record: logging.LogRecord, target: Target) -> None:
        """Hold a record back, or let the target write it now; an error comes after what was held back."""
        level = record.levelno
        if level <= self.highest_level:
            if self.holds(level):
                self.hold(record, target)
            return
        if level >= self.flushes_at:
            self.flush()
        target.handle(record)

    def hold(self, record: logging.LogRecord, target: Target) -> None:
        """Hold back a record, which the target will handle when the buffer is flushed."""
        text = self._handler.format(record)
        record.__dict__[HELD] = text
        self._add(HeldRecord(record, target), len(text.encode("utf-8", "replace")))

    def _add(self, item: HeldCall | HeldRecord, size: int) -> None:
        try:
            self.cache.add(_key(), item, size)
        except BufferError:
            warn(
                f"A log line of {size} bytes has no room in a buffer of {self.config.max_bytes} bytes, so it was "
                "written at once. Raise max_bytes of LoggerBufferConfig to hold it back."
            )
            item.release()

    def flush(self) -> None:
        """Let everything be handled that was held back here, in the order in which it was logged."""
        lost = held = False
        for key in dict.fromkeys((EARLY, _key())):
            items = self.cache.take(key)
            if items is None:
                continue
            held = True
            lost = lost or items.has_evicted
            for item in items.get():
                item.release()
        if lost:
            warn(
                "Some log lines are missing because the buffer was full; the oldest made room. "
                "Raise max_bytes of LoggerBufferConfig to keep them."
            )
        if held:
            self._warn_of_lambdas_level()

    def clear(self) -> None:
        """Forget what was held back here."""
        for key in (EARLY, _key()):
            self.cache.clear(key)

    def _warn_of_lambdas_level(self) -> None:
        enforced = _levels.of_lambda()
        if enforced is not None and enforced > self.highest_level:
            warn(
                f"Lines up to {self.config.buffer_at_verbosity} are held back, but Lambda's advanced logging controls "
                f"drop everything below {logging.getLevelName(enforced)}: flushed lines may not arrive."
            )


class _Holding(SuppressFilter):
    """On the handler of a Logger: holds back what the service's loggers of the standard library bring to it."""

    def __init__(self, buffer: LineBuffer, handler: logging.Handler, service: str) -> None:
        super().__init__(service)
        self._buffer = buffer
        self._handler = handler

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is to be written now."""
        if HELD in record.__dict__ or not self.covers(record.name):
            return True
        if record.levelno <= self._buffer.highest_level:
            self._buffer.hold(record, self._handler)
            return False
        if record.levelno >= self._buffer.flushes_at:
            self._buffer.flush()
        return True


def _key() -> Hashable:
    """Whose lines these are: an invocation's, else a trace's."""
    return invocation.current() or xray_trace_id() or EARLY
