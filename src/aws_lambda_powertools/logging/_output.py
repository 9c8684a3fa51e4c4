"""Writes lines to a stream, and says once when that is not possible."""

from __future__ import annotations

import logging
import sys

from aws_lambda_powertools.logging._records import HELD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Stream = logging.StreamHandler[Any]
else:
    Stream = logging.StreamHandler


class StreamHandler(Stream):
    """The handler of a Logger: one write and one flush a line. Called as its base class, which users' code looks for."""

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

    def setFormatter(self, fmt: logging.Formatter | None) -> None:  # noqa: N802  # stdlib's name
        """Use another formatter from now on."""
        super().setFormatter(fmt)
        self.when_formatter_changes()

    def when_formatter_changes(self) -> None:
        """Replaced by those who need to know."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002  # stdlib's name
        """Report the exception that is being handled."""
        trouble = sys.exc_info()[1]
        if isinstance(trouble, Exception):
            self._report(trouble)

    def _write_ascii(self, line: str) -> None:
        from aws_lambda_powertools.logging._rescue import ascii_of

        try:
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
        try:
            print(f"Logger could not write a line: {kind}: {trouble}", file=sys.stderr)
        except Exception:  # noqa: S110  # there is nobody left to tell
            pass
