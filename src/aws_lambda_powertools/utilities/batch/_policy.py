"""What a processor does beyond calling the handler: when to stop, and what is no use to try again."""

from __future__ import annotations

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.errors import PowertoolsError
from aws_lambda_powertools.utilities.batch._sources import receive_count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

TIME_TO_ANSWER = 0.05
"""Seconds that are kept free before the deadline, to report what was not done."""


class PermanentError(PowertoolsError):
    """Raise it, or a class of its kind, for a record that will never succeed."""


class RecordNotStartedError(PowertoolsError):
    """A record was handed back without having been started: time was up, or one before it in its shard failed."""


class Pace:
    """Whether there is time for another record, by how long the slowest one of the batch has taken so far.

    All threads and tasks of a batch share it.
    """

    __slots__ = ("end", "slowest")

    def __init__(self, seconds: float) -> None:
        self.end = clock.monotonic() + seconds - TIME_TO_ANSWER
        self.slowest = 0.0

    def next(self, before: float) -> float | None:
        """The time now, after a record that was begun at `before`; None if another one would not be finished."""
        now = clock.monotonic()
        self.slowest = max(self.slowest, now - before)
        return now if now + self.slowest < self.end else None


def pace_for(lambda_context: Any) -> Pace | None:
    """The pace of a batch; None if nobody knows how much time there is.

    A context without any time left is a stand-in: Lambda starts no function with it.
    """
    remaining = getattr(lambda_context, "get_remaining_time_in_millis", None)
    milliseconds = remaining() if callable(remaining) else None
    if not isinstance(milliseconds, (int, float)) or milliseconds <= 0:
        return None
    return Pace(milliseconds / 1000)


class PoisonPolicy:
    """Which failures go to a hook instead of back to the queue.

    `on_poison(record, error)` gets what failed with one of `permanent_errors`, and what SQS has handed out
    `poison_after` times. If it returns, the record is done with; if it raises, the record has failed.
    """

    def __init__(
        self,
        on_poison: Callable[[Any, BaseException], Any] | None,
        poison_after: int | None,
        permanent_errors: tuple[type[BaseException], ...],
    ) -> None:
        if poison_after is not None and poison_after < 1:
            raise ValueError(f"poison_after is {poison_after!r}; it must be at least 1")
        self.on_poison = on_poison
        self.poison_after = poison_after
        self.permanent_errors = permanent_errors

    def concerns(self, record: Any, error: BaseException) -> bool:
        """Whether a record that failed goes to the hook."""
        if self.on_poison is None:
            return False
        if isinstance(error, self.permanent_errors):
            return True
        if self.poison_after is None:
            return False
        count = receive_count(record)
        return count is not None and count >= self.poison_after
