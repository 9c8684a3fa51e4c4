"""Gives other libraries' loggers the set-up of a Logger, so that their lines are structured too."""

from __future__ import annotations

import logging

from aws_lambda_powertools._core import debug
from aws_lambda_powertools.logging import _levels
from aws_lambda_powertools.logging._arguments import check
from aws_lambda_powertools.logging.formatter import KeyedFormatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from aws_lambda_powertools.logging.logger import Logger

PACKAGE_LOGGER = debug.PACKAGE

LOGGER = debug.logger(__name__)

LOGGER_NAME = {"name": "%(name)s"}
"""The key that tells which logger a line is from."""


def copy_config_to_registered_loggers(
    source_logger: Logger,
    log_level: int | str | None = None,
    ignore_log_level: bool = False,
    include_buffering: bool = False,
    exclude: set[str] | None = None,
    include: set[str] | None = None,
) -> None:
    """Let the loggers there are write through the handlers of a Logger, instead of handlers of their own.

    - `log_level`: their level; that of the source by default
    - `ignore_log_level`: leave their levels as they are
    - `include_buffering`: what the source's buffer holds back, it holds back of them as well; other handlers of the
      source than its own stay out of it then
    - `exclude`: names of loggers to leave as they are
    - `include`: names of the only loggers to take; by default all that have none above them

    Every line then has the key `name`, of the logger it is from. Loggers that come into being later keep their own
    ways.

    Raises ValueError for an unknown level, TypeError for what is no Logger or no set of names,
    OrphanedChildLoggerError if the source is a child without a parent.
    """
    check({"source_logger": source_logger, "exclude": exclude, "include": include})
    formatter = source_logger.registered_formatter
    handlers = _handlers_for_others(source_logger, include_buffering=include_buffering)
    level = source_logger.log_level if log_level is None else _levels.number_of(log_level, "log_level")
    if isinstance(formatter, KeyedFormatter):
        formatter.keep_keys(LOGGER_NAME)
    else:
        formatter.append_keys(**LOGGER_NAME)
    left_alone = {*(exclude or ()), source_logger.name, PACKAGE_LOGGER}
    for logger in _registered_loggers(include):
        if logger.name not in left_alone:
            logger.handlers = handlers.copy()
            logger.propagate = False
            if not ignore_log_level:
                logger.setLevel(level)
            LOGGER.debug("Logger %s now writes through that of %s", logger.name, source_logger.name)


def _handlers_for_others(source: Logger, *, include_buffering: bool) -> list[logging.Handler]:
    buffer = source.line_buffer
    if buffer is None or not include_buffering:
        return list(dict.fromkeys(filter(None, [source.registered_handler, *source.handlers])))
    from aws_lambda_powertools.logging.buffer.handler import BufferingHandler

    return [BufferingHandler(buffer.cache, buffer.config, source)]


def _registered_loggers(include: set[str] | None) -> Iterator[logging.Logger]:
    """The loggers of these names; without names, those from which all others hand their records up."""
    there = logging.root.manager.loggerDict
    loggers = {name: logger for name, logger in list(there.items()) if isinstance(logger, logging.Logger)}
    for name, logger in loggers.items():
        if name in include if include is not None else logger.parent is logging.root:
            yield logger
