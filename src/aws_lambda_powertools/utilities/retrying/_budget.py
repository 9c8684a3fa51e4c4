"""RetryBudget: how many calls may be made again, for all functions that share it."""

from __future__ import annotations

import threading

from aws_lambda_powertools._core import forks


class RetryBudget:
    """Keeps retries from multiplying the load of a service that is down.

    It holds `capacity` tokens. Each retry takes `retry_cost` of them, and is not made when there are not enough; each
    call that succeeds gives `success_credit` back. One budget may serve many functions and threads.

    Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
    """

    def __init__(self, capacity: float = 500, retry_cost: float = 5, success_credit: float = 1) -> None:
        for name, value in (("capacity", capacity), ("retry_cost", retry_cost)):
            if value <= 0:
                raise ValueError(f"{name} is {value!r}; it must be more than 0")
        if success_credit < 0:
            raise ValueError(f"success_credit is {success_credit!r}; it can't be negative")
        self.capacity = capacity
        self.retry_cost = retry_cost
        self.success_credit = success_credit
        self.tokens = capacity
        self._lock = threading.Lock()
        forks.watch(self)

    def take(self) -> bool:
        """Pay for a retry; False if there is not enough left."""
        with self._lock:
            if self.tokens < self.retry_cost:
                return False
            self.tokens -= self.retry_cost
            return True

    def give_back(self) -> None:
        """Note a call that succeeded."""
        with self._lock:
            self.tokens = min(self.capacity, self.tokens + self.success_credit)

    def after_fork(self) -> None:
        """A thread of the parent may have held the lock."""
        self._lock = threading.Lock()
