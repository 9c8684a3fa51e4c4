"""Whether a level is held back."""

from __future__ import annotations

from aws_lambda_powertools.logging.buffer.config import LEVELS

TYPE_CHECKING = False


def is_held(level: int, buffer_at_verbosity: str) -> bool:
    """Whether a line of this level is held back by a buffer of that verbosity."""
    return level <= LEVELS[buffer_at_verbosity]
