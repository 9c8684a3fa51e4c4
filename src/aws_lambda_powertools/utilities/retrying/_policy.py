"""RetryPolicy: whether a call is made again, and after which pause. It decides and never calls."""

# What users pass is checked here, whatever it is.
# pyright: reportUnnecessaryIsInstance=false

from __future__ import annotations

from aws_lambda_powertools._core import invocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from aws_lambda_powertools.utilities.retrying._budget import RetryBudget

    Function = TypeVar("Function", bound=Callable[..., Any])

FULL = "full"
DECORRELATED = "decorrelated"
NO_JITTER = "none"
JITTERS = (FULL, DECORRELATED, NO_JITTER)

TIME_TO_ANSWER = 0.2
"""Seconds that are kept free before the function's deadline, for another attempt and for the answer."""


class Failure:
    """An attempt that is not to be the last one, as hooks get it.

    `attempt` counts from 1, `error` is what it raised (None if its result was refused), `result` what it returned,
    `pause` how many seconds there are until the next one.
    """

    __slots__ = ("attempt", "error", "pause", "result")

    def __init__(self, attempt: int, error: Exception | None, result: Any) -> None:
        self.attempt = attempt
        self.error = error
        self.result = result
        self.pause = 0.0

    def __repr__(self) -> str:
        return f"Failure(attempt={self.attempt}, error={self.error!r}, pause={self.pause:.3f})"


class RetryPolicy:
    """When to call again; one policy serves any number of functions, `policy(function)` decorates one.

    There are `max_attempts` calls in all, then the last exception leaves as it is. `exceptions` are those after which
    a call is made again, if `retry_if(error)` does not say no; `retry_if_result(result)` says which results to refuse
    (the last one is returned nevertheless). An exception with an attribute `retryable = False` is never retried.

    Before the n-th retry the pause is `delay * backoff ** (n - 1)` seconds, at most `max_delay`. `jitter` spreads it:
    "full" from 0 up to it, "decorrelated" from `delay` up to three times the pause before, "none" not at all. A
    Retry-After header makes the pause longer, up to `max_delay`; beyond that there is no further attempt.

    A pause that would not leave time before the function's deadline is not begun. `budget` is what all retries are
    paid from; `on_retry(failure)` is told before each pause, and what it raises is ignored.

    Source: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
    """

    def __init__(
        self,
        *,
        max_attempts: int = 3,
        exceptions: type[Exception] | tuple[type[Exception], ...] = (Exception,),
        delay: float = 0.1,
        backoff: float = 2.0,
        max_delay: float = 20.0,
        jitter: str | bool | None = FULL,
        retry_if: Callable[[Exception], bool] | None = None,
        retry_if_result: Callable[[Any], bool] | None = None,
        budget: RetryBudget | None = None,
        on_retry: Callable[[Failure], Any] | None = None,
    ) -> None:
        self.max_attempts = _whole_number("max_attempts", max_attempts, at_least=1)
        self.exceptions = _exception_classes(exceptions)
        self.delay = _number("delay", delay, at_least=0)
        self.backoff = _number("backoff", backoff, at_least=1)
        self.max_delay = _number("max_delay", max_delay, at_least=0)
        self.jitter = _jitter(jitter)
        self.retry_if = retry_if
        self.retry_if_result = retry_if_result
        self.budget = budget
        self.on_retry = on_retry

    def __call__(self, function: Function) -> Function:
        """The function, called again by this policy."""
        from aws_lambda_powertools.utilities.retrying._retry import retrying

        return retrying(function, self)

    def call(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Call a function once by this policy: its result, or a coroutine for a coroutine function."""
        return self(function)(*args, **kwargs)

    def pause_after(self, failure: Failure, pause_before: float) -> float | None:
        """Seconds until the next attempt; None if there is to be none."""
        if failure.attempt >= self.max_attempts or not self._is_worth_it(failure):
            return None
        pause = self._pause(failure, pause_before)
        if pause is None or not _leaves_time(pause):
            return None
        if self.budget is not None and not self.budget.take():
            return None
        failure.pause = pause
        self._tell(failure)
        return pause

    def _is_worth_it(self, failure: Failure) -> bool:
        error = failure.error
        if error is None:
            return True
        return getattr(error, "retryable", True) is not False and (self.retry_if is None or self.retry_if(error))

    def _pause(self, failure: Failure, pause_before: float) -> float | None:
        try:
            longest = min(self.max_delay, self.delay * float(self.backoff) ** (failure.attempt - 1))
        except OverflowError:
            longest = self.max_delay if self.delay else 0.0
        pause = longest if self.jitter == NO_JITTER else self._spread(longest, pause_before)
        asked = _asked_for(failure)
        if asked is None:
            return pause
        return None if asked > self.max_delay else max(pause, asked)

    def _spread(self, longest: float, pause_before: float) -> float:
        from random import uniform

        if self.jitter == FULL:
            return uniform(0, longest)  # noqa: S311  # it spreads load, it hides nothing
        return min(self.max_delay, uniform(self.delay, max(self.delay, pause_before * 3)))  # noqa: S311

    def _tell(self, failure: Failure) -> None:
        if self.on_retry is None:
            return
        try:
            self.on_retry(failure)
        except Exception:  # whoever waits for the call is protected from a hook
            from aws_lambda_powertools._core.notices import warn_once

            warn_once(("on_retry", id(self)), f"The hook on_retry failed, {self.on_retry!r}; the call is retried.")


def _asked_for(failure: Failure) -> float | None:
    from aws_lambda_powertools.utilities.retrying._retry_after import seconds_asked_for

    return seconds_asked_for(failure.result if failure.error is None else failure.error)


def _leaves_time(pause: float) -> bool:
    """Whether the function's deadline is far enough to pause so long and call again."""
    call = invocation.current()
    remaining = getattr(None if call is None else call.context, "get_remaining_time_in_millis", None)
    return remaining is None or pause + TIME_TO_ANSWER < remaining() / 1000


def _number(name: str, value: float, *, at_least: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not at_least <= value < float("inf"):
        raise ValueError(f"{name} is {value!r}; it must be a number of {at_least} or more")
    return value


def _whole_number(name: str, value: int, *, at_least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < at_least:
        raise ValueError(f"{name} is {value!r}; it must be a whole number of {at_least} or more")
    return value


def _exception_classes(choice: Any) -> tuple[type[Exception], ...]:
    classes: tuple[Any, ...] = (choice,) if isinstance(choice, type) else tuple(choice)
    for member in classes:
        if not isinstance(member, type) or not issubclass(member, Exception):
            raise TypeError(f"exceptions has {member!r}; its members must be classes of exceptions")
    return classes


def _jitter(choice: str | bool | None) -> str:
    if isinstance(choice, bool) or choice is None:
        return FULL if choice else NO_JITTER
    if choice not in JITTERS:
        raise ValueError(f"jitter is {choice!r}; it is one of {', '.join(map(repr, JITTERS))}")
    return choice
