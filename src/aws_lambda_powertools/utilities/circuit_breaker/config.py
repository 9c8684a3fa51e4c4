"""CircuitBreakerConfig: when a circuit opens, and when it closes again."""

# What users pass is checked here, whatever it is.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnnecessaryIsInstance=false

from __future__ import annotations

from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools.utilities.circuit_breaker.exceptions import CircuitBreakerConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    Exceptions = type[Exception] | Iterable[type[Exception]] | None


class CircuitBreakerConfig:
    """The numbers of a circuit; CircuitBreakerConfigError for those that make no sense.

    After `failure_threshold` failures in a row the circuit opens. `recovery_timeout` seconds later single calls try
    whether it works again, and after `success_threshold` successes in a row it closes. All exceptions are failures,
    or only `handled_exceptions`, or all but `ignored_exceptions`. The state read from the store is believed for
    `local_cache_max_age` seconds; 0 reads it at every call.
    """

    def __init__(
        self,
        failure_threshold: int = 5,
        recovery_timeout: int = 30,
        success_threshold: int = 3,
        handled_exceptions: Exceptions = None,
        ignored_exceptions: Exceptions = None,
        local_cache_max_age: int = 5,
    ) -> None:
        self.failure_threshold = _positive("failure_threshold", failure_threshold)
        self.recovery_timeout = _positive("recovery_timeout", recovery_timeout)
        self.success_threshold = _positive("success_threshold", success_threshold)
        self.handled_exceptions = _exceptions("handled_exceptions", handled_exceptions)
        self.ignored_exceptions = _exceptions("ignored_exceptions", ignored_exceptions)
        if self.handled_exceptions is not None and self.ignored_exceptions is not None:
            raise CircuitBreakerConfigError(
                "handled_exceptions and ignored_exceptions are mutually exclusive; give only one of them."
            )
        if not _is_whole(local_cache_max_age) or local_cache_max_age < 0:
            raise CircuitBreakerConfigError(
                f"local_cache_max_age must be a non-negative integer, not {local_cache_max_age!r}."
            )
        self.local_cache_max_age = local_cache_max_age

    def counts_as_failure(self, exception: BaseException) -> bool:
        """Whether this exception is one of the failures that open the circuit."""
        if self.handled_exceptions is not None:
            return isinstance(exception, self.handled_exceptions)
        if self.ignored_exceptions is not None:
            return not isinstance(exception, self.ignored_exceptions)
        return True


def _is_whole(number: Any) -> bool:
    """Whether it is an int; True and False were accepted once, and are not under POWERTOOLS_STRICT."""
    return isinstance(number, int) and not (isinstance(number, bool) and STRICT.get())


def _positive(name: str, number: int) -> int:
    if not _is_whole(number) or number <= 0:
        raise CircuitBreakerConfigError(f"{name} must be a positive integer, not {number!r}.")
    return number


def _exceptions(name: str, choice: Any) -> tuple[type[Exception], ...] | None:
    """The exception classes that were given, one or several."""
    if choice is None:
        return None
    if isinstance(choice, type):
        choice = (choice,)
    try:
        classes = None if isinstance(choice, (str, bytes)) else tuple(choice)
    except TypeError:
        classes = None
    if classes is None:
        raise CircuitBreakerConfigError(
            f"{name} must be an exception type or an iterable of exception types, not {choice!r}."
        )
    if not classes:
        raise CircuitBreakerConfigError(f"{name} must contain at least one exception type.")
    for member in classes:
        if not isinstance(member, type) or not issubclass(member, Exception):
            raise CircuitBreakerConfigError(f"{name} must contain only exception types, not {member!r}.")
    return classes
