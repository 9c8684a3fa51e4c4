"""Puts the lines of other libraries' loggers into a Logger's buffer."""

from __future__ import annotations

import logging

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.logging.buffer.cache import LoggerBufferCache
    from aws_lambda_powertools.logging.buffer.config import LoggerBufferConfig
    from aws_lambda_powertools.logging.logger import Logger


class BufferingHandler(logging.Handler):
    """Hands records to the handler of a Logger, by way of its buffer."""

    def __init__(
        self, buffer_cache: LoggerBufferCache, buffer_config: LoggerBufferConfig, source_logger: Logger
    ) -> None:
        super().__init__()
        self.buffer_cache = buffer_cache
        self.buffer_config = buffer_config
        self.source_logger = source_logger

    def emit(self, record: logging.LogRecord) -> None:
        """Hold a record back, or let the Logger's handler write it."""
        handler, buffer = self.source_logger.registered_handler, self.source_logger.line_buffer
        if handler is None:
            return
        if buffer is None:
            handler.handle(record)
        else:
            buffer.take(record, handler)
