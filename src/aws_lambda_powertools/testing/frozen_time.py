"""freeze_time and advance: the toolkit's own clock stands still, and moves when a test says so.

with freeze_time("2026-01-15T10:30:00Z"):
    get_parameter("/my/api_url")
    advance(301)  # what was remembered for 300 seconds is forgotten
"""

from __future__ import annotations

import math
from contextlib import ContextDecorator
from datetime import datetime, timedelta, timezone
from functools import wraps
from typing import Any, TypeVar, cast

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.decorators import is_async

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from typing_extensions import Self

    Moment = datetime | str | float

Function = TypeVar("Function", bound="Callable[..., Any]")


class freeze_time(ContextDecorator):  # noqa: N801  # read as the function that it stands for
    """Stop the clock for the time of a `with` block, or of a function that is decorated.

    Caches, time-outs, circuit breakers, tokens, idempotency records and what waits between retries go by this clock;
    `time.time()` and the clocks of other libraries run on. `at` is a datetime, a text like `2026-01-15T10:30:00Z`, or
    seconds since the epoch; without a zone it is in UTC. By default the clock stops where it is.
    """

    def __init__(self, at: Moment | None = None) -> None:
        self.at = None if at is None else seconds_of(at)
        self._before: list[tuple[object, object, object]] = []

    def __enter__(self) -> Self:
        self._before.append((clock.seconds, clock.monotonic, clock.sleep))
        clock.freeze(clock.seconds() if self.at is None else self.at)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        clock.seconds, clock.monotonic, clock.sleep = self._before.pop()  # type: ignore[assignment]

    def __call__(self, function: Function) -> Function:
        """The function, sync or async, in whose calls the clock stands still."""
        if not is_async(function):
            return super().__call__(function)

        @wraps(function)
        async def frozen(*args: Any, **kwargs: Any) -> Any:
            with self:
                return await function(*args, **kwargs)

        return cast("Function", frozen)

    def advance(self, seconds: float | timedelta) -> None:
        """Move the clock forward."""
        advance(seconds)

    @property
    def now(self) -> datetime:
        """The moment at which the clock stands, in UTC."""
        return clock.now()


def advance(seconds: float | timedelta) -> None:
    """Move the frozen clock forward; RuntimeError if it is not frozen, ValueError for what is no way forward."""
    by = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
    if not (math.isfinite(by) and by >= 0):
        raise ValueError(f"seconds is {seconds!r}; a clock moves forward, by 0 seconds or more")
    clock.advance(by)


def seconds_of(at: Moment) -> float:
    """A moment in seconds since the epoch; ValueError or TypeError for what is none."""
    moment = at
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(f"{moment[:-1]}+00:00" if moment[-1:] in ("Z", "z") else moment)
        except ValueError:
            raise ValueError(f"at is {at!r}; a moment is written like 2026-01-15T10:30:00Z") from None
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).timestamp()
    number: Any = moment  # users give what they like
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not math.isfinite(number):
        raise TypeError(f"at is {at!r}; it is a datetime, a text like 2026-01-15T10:30:00Z, or seconds since the epoch")
    return float(number)
