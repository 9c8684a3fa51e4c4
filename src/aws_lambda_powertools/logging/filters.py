"""Keeps the root logger's handlers from repeating lines that our handler writes."""

from __future__ import annotations

import logging


class SuppressFilter(logging.Filter):
    """Refuses the records of one logger and of its children; goes to the handlers that would repeat them."""

    def __init__(self, logger: str) -> None:
        super().__init__(logger)
        self.logger = logger
        self._children = f"{logger}."

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is somebody else's."""
        return not self.covers(record.name)

    def covers(self, name: str) -> bool:
        """Whether a logger of this name is the one, or a child of it."""
        return name == self.logger or name.startswith(self._children)


def silence_root_handlers(name: str) -> None:
    """Keep the root logger's handlers from repeating the lines of a logger; in Lambda there is always one."""
    for handler in logging.getLogger().handlers:
        if type(handler).__name__ != "LogCaptureHandler":  # pytest's caplog is to see everything
            handler.addFilter(SuppressFilter(name))
