"""The toolkit's own debug lines: silent until somebody asks for them.

    logger = debug.logger(__name__)
    logger.debug("matched %s", route)

All of them go to the logger `aws_lambda_powertools` and its children, never to the root logger's handlers.
"""

from __future__ import annotations

import logging
import sys

from aws_lambda_powertools._core import environment
from aws_lambda_powertools._core.notices import warn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

PACKAGE = "aws_lambda_powertools"

DEBUG = logging.DEBUG

FORMAT = "%(asctime)s %(name)s [%(levelname)s] %(message)s"


def logger(name: str) -> logging.Logger:
    """The logger of one of the toolkit's modules, by the module's name."""
    _package_logger()
    return logging.getLogger(name)


def _package_logger() -> logging.Logger:
    """The root of the toolkit's loggers; unless somebody gave it a handler, it is silent from here on."""
    package = logging.getLogger(PACKAGE)
    if not package.handlers:
        package.addHandler(logging.NullHandler())
        package.propagate = False
    return package


def enabled() -> bool:
    """Whether POWERTOOLS_DEBUG asks for debug lines; a warning says so, for they do not belong in production."""
    if not environment.DEBUG.get():
        return False
    warn("POWERTOOLS_DEBUG environment variable is enabled: the toolkit writes debug lines to standard output.")
    return True


def set_package_logger(
    level: str | int = DEBUG, stream: IO[str] | None = None, formatter: logging.Formatter | None = None
) -> None:
    """Write the toolkit's own lines, from the given level up, to a stream; standard output by default."""
    package = _package_logger()
    package.setLevel(level)
    handler = _handler_for(package, stream or sys.stdout)
    handler.setFormatter(formatter or logging.Formatter(FORMAT))


def _handler_for(package: logging.Logger, stream: IO[str]) -> logging.Handler:
    """The logger's handler for a stream; one for each, so that asking twice does not double the lines."""
    for present in package.handlers:
        if getattr(present, "stream", None) is stream:
            return present
    handler = logging.StreamHandler(stream)
    package.addHandler(handler)
    return handler


def set_package_logger_handler(stream: IO[str] | None = None) -> None:
    """Write the toolkit's own debug lines to a stream if POWERTOOLS_DEBUG is set; else keep them silent.

    The toolkit calls this when it is imported with POWERTOOLS_DEBUG set.
    """
    if enabled():
        set_package_logger(stream=stream)
    else:
        _package_logger()
