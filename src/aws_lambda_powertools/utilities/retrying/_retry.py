"""retry: the decorator, and the two loops around a call."""

from __future__ import annotations

from functools import update_wrapper

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.decorators import code_flags, is_async
from aws_lambda_powertools.utilities.retrying._policy import FULL, Failure, RetryPolicy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar, overload

    from aws_lambda_powertools.utilities.retrying._budget import RetryBudget

    Function = TypeVar("Function", bound=Callable[..., Any])
else:
    from aws_lambda_powertools._core.typing_names import overload

GENERATOR_FLAGS = 0x20 | 0x200
"""Of code objects: generators and async generators."""


@overload
def retry(
    function: Function,
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
) -> Function: ...
@overload
def retry(
    function: None = None,
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
) -> Callable[[Function], Function]: ...
def retry(
    function: Callable[..., Any] | None = None,
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
) -> Any:
    """Call a function, sync or async, again when it fails: `max_attempts` calls in all, then its own exception.

        @retry(max_attempts=3, exceptions=ConnectionError)
        def fetch(url): ...

    RetryPolicy describes the options. ValueError for those that make no sense, TypeError for a generator function.
    """
    policy = RetryPolicy(
        max_attempts=max_attempts,
        exceptions=exceptions,
        delay=delay,
        backoff=backoff,
        max_delay=max_delay,
        jitter=jitter,
        retry_if=retry_if,
        retry_if_result=retry_if_result,
        budget=budget,
        on_retry=on_retry,
    )
    return policy if function is None else retrying(function, policy)


def retrying(function: Function, policy: RetryPolicy) -> Function:
    """The function, called again by the policy."""
    if code_flags(function) & GENERATOR_FLAGS:
        raise TypeError(
            f"{getattr(function, '__qualname__', function)} is a generator function: it fails while it is read, not "
            "when it is called. Decorate a function that returns its result."
        )
    attempts = _attempts_async if is_async(function) else _attempts
    return update_wrapper(attempts(function, policy), function)  # type: ignore[return-value]


def _attempts(function: Callable[..., Any], policy: RetryPolicy) -> Callable[..., Any]:
    exceptions, refused, budget = policy.exceptions, policy.retry_if_result, policy.budget

    def attempt_sync(*args: Any, **kwargs: Any) -> Any:
        attempt, pause = 1, policy.delay
        while True:
            try:
                result = function(*args, **kwargs)
            except exceptions as error:
                following = policy.pause_after(Failure(attempt, error, None), pause)
                if following is None:
                    raise
            else:
                if refused is None or not refused(result):
                    if budget is not None:
                        budget.give_back()
                    return result
                following = policy.pause_after(Failure(attempt, None, result), pause)
                if following is None:
                    return result
            attempt, pause = attempt + 1, following
            clock.sleep(pause)

    return attempt_sync


def _attempts_async(function: Callable[..., Any], policy: RetryPolicy) -> Callable[..., Any]:
    exceptions, refused, budget = policy.exceptions, policy.retry_if_result, policy.budget

    async def attempt_async(*args: Any, **kwargs: Any) -> Any:
        from asyncio import sleep

        attempt, pause = 1, policy.delay
        while True:
            try:
                result = await function(*args, **kwargs)
            except exceptions as error:
                following = policy.pause_after(Failure(attempt, error, None), pause)
                if following is None:
                    raise
            else:
                if refused is None or not refused(result):
                    if budget is not None:
                        budget.give_back()
                    return result
                following = policy.pause_after(Failure(attempt, None, result), pause)
                if following is None:
                    return result
            attempt, pause = attempt + 1, following
            await sleep(pause)

    return attempt_async
