"""Which lines a Logger holds back, and how many."""

# pyright: reportUnnecessaryIsInstance=false
# Not everybody uses a type checker.

from __future__ import annotations

import logging

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Verbosity = Literal["DEBUG", "INFO", "WARNING"]

LEVELS = {"DEBUG": logging.DEBUG, "INFO": logging.INFO, "WARNING": logging.WARNING}


class LoggerBufferConfig:
    """What a Logger holds back: lines up to a level, as many as have room.

    logger = Logger(buffer_config=LoggerBufferConfig(max_bytes=20480, buffer_at_verbosity="DEBUG"))
    """

    VALID_LOG_LEVELS: list[str] = list(LEVELS)  # noqa: RUF012  # a list, as it always was
    LOG_LEVEL_BUFFER_VALUES = tuple(LEVELS)

    def __init__(
        self, max_bytes: int = 20480, buffer_at_verbosity: Verbosity = "DEBUG", flush_on_error_log: bool = True
    ) -> None:
        """Parameters:

        - `max_bytes`: room for the lines of one invocation; the oldest lines make room for new ones
        - `buffer_at_verbosity`: DEBUG, INFO or WARNING; lines of this level and below are held back
        - `flush_on_error_log`: a line of level ERROR or above brings out what was held back

        Raises ValueError for anything else.
        """
        if not isinstance(max_bytes, int) or isinstance(max_bytes, bool) or max_bytes <= 0:
            raise ValueError(f"max_bytes must be a positive integer, not {max_bytes!r}")
        if not isinstance(buffer_at_verbosity, str) or buffer_at_verbosity.upper() not in LEVELS:
            raise ValueError(f"buffer_at_verbosity must be one of {', '.join(LEVELS)}, not {buffer_at_verbosity!r}")
        if not isinstance(flush_on_error_log, bool):
            raise ValueError(f"flush_on_error_log must be True or False, not {flush_on_error_log!r}")  # noqa: TRY004  # as it always was
        self._max_bytes = max_bytes
        self._buffer_at_verbosity = buffer_at_verbosity.upper()
        self._flush_on_error_log = flush_on_error_log

    @property
    def max_bytes(self) -> int:
        """Room for the lines of one invocation, in bytes."""
        return self._max_bytes

    @property
    def buffer_at_verbosity(self) -> str:
        """The highest level that is held back, in upper case."""
        return self._buffer_at_verbosity

    @property
    def flush_on_error_log(self) -> bool:
        """Whether a line of level ERROR or above brings out what was held back."""
        return self._flush_on_error_log
