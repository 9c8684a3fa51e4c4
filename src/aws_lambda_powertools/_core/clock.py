"""The toolkit's clock: the one thing that tests freeze.

Whatever expires, times out or is stamped reads the time here, through the module
(`clock.seconds()`), so that `clock.freeze` reaches it.
"""

from __future__ import annotations

import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

seconds: Callable[[], float] = time.time
"""Seconds since the epoch, with fraction."""

monotonic: Callable[[], float] = time.monotonic
"""Seconds that never jump, for measuring how long something took."""

sleep: Callable[[float], None] = time.sleep
"""Wait so many seconds; with a frozen clock, only move it forward."""


def milliseconds() -> int:
    """Milliseconds since the epoch."""
    return int(seconds() * 1000)


def now() -> datetime:
    """The present moment as a datetime in UTC."""
    from datetime import datetime, timezone

    return datetime.fromtimestamp(seconds(), timezone.utc)


def freeze(at: float) -> None:
    """Stop the clock at the given seconds since the epoch; `advance` moves it, `unfreeze` lets it run again."""
    global seconds, monotonic, sleep

    passed = [0.0]
    # What was measured before goes on from where it was; freezing a frozen clock at a later moment moves it there.
    began = monotonic() if sleep is time.sleep else monotonic() + max(0.0, at - seconds())

    def move(by: float) -> None:
        passed[0] += by

    seconds = lambda: at + passed[0]  # noqa: E731  # as short as what it stands for
    monotonic = lambda: began + passed[0]  # noqa: E731
    sleep = move


def advance(by: float) -> None:
    """Move a frozen clock forward by so many seconds."""
    if sleep is time.sleep:
        raise RuntimeError("The clock is not frozen; call freeze(at) before advance(seconds).")
    sleep(by)


def unfreeze() -> None:
    """Let the clock run again."""
    global seconds, monotonic, sleep

    seconds, monotonic, sleep = time.time, time.monotonic, time.sleep
