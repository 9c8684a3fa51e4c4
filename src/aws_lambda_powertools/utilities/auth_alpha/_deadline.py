"""How much time is left for all steps of one call, by a clock that tests can move.

Both ways of moving it work: `_core.clock.freeze`, and a patched `time.monotonic`, `time.time` or `time.sleep`.
"""

from __future__ import annotations

import time

from aws_lambda_powertools._core import clock


def is_frozen() -> bool:
    """Whether the toolkit's clock stands still."""
    return clock.monotonic.__module__ == clock.__name__  # else it is the one of `time`


def monotonic() -> float:
    """Seconds that never jump."""
    return clock.monotonic() if is_frozen() else time.monotonic()


def seconds() -> float:
    """Seconds since the epoch."""
    return clock.seconds() if is_frozen() else time.time()


def sleep(duration: float) -> None:
    """Wait so many seconds."""
    if is_frozen():
        clock.sleep(duration)
    else:
        time.sleep(duration)


class Deadline:
    """A moment some seconds from now."""

    __slots__ = ("_at",)

    def __init__(self, duration: float) -> None:
        self._at = monotonic() + duration

    def left(self) -> float:
        """Seconds that are left; below 0 when it has passed."""
        return self._at - monotonic()
