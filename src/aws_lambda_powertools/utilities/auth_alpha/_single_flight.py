"""SingleFlight: one thread makes a value, the others wait for it, each no longer than its own deadline."""

from __future__ import annotations

import threading

from aws_lambda_powertools._core import forks
from aws_lambda_powertools.utilities.auth_alpha.exceptions import AuthError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Generic, TypeVar

    from aws_lambda_powertools.utilities.auth_alpha._deadline import Deadline

    Value = TypeVar("Value")
else:
    from aws_lambda_powertools._core.typing_names import Generic

    Value = None


class SingleFlight(Generic[Value]):
    """Guards one value that several threads want; `failure` is raised for those who waited in vain."""

    __slots__ = ("__weakref__", "_failure", "_flight", "lock")

    def __init__(self, failure: type[AuthError]) -> None:
        self._failure = failure
        self._flight: _Flight[Value] | None = None
        self.lock = threading.Lock()
        forks.watch(self)

    def after_fork(self) -> None:
        """The thread that was at it stayed in the parent."""
        self._flight = None
        self.lock = threading.Lock()

    def do(self, find: Callable[[], Value | None], make: Callable[[], Value], deadline: Deadline) -> Value:
        """What `find` finds under the lock, else what `make` gives to this thread or to the one that is at it."""
        with self.lock:
            found = find()
            if found is not None:
                return found
            flight = self._flight
            is_mine = flight is None
            if flight is None:
                flight = self._flight = _Flight()
        return self._make(flight, make) if is_mine else self._wait(flight, deadline)

    def _make(self, flight: _Flight[Value], make: Callable[[], Value]) -> Value:
        try:
            flight.value = make()
            return flight.value
        except AuthError as error:
            flight.error = error
            raise
        finally:
            with self.lock:
                self._flight = None
            flight.landed.set()

    def _wait(self, flight: _Flight[Value], deadline: Deadline) -> Value:
        if not flight.landed.wait(max(deadline.left(), 0)):
            raise self._failure
        if flight.value is None:
            raise self._failure() if flight.error is None else flight.error.again()
        return flight.value


class _Flight(Generic[Value]):
    """One value in the making."""

    __slots__ = ("error", "landed", "value")

    def __init__(self) -> None:
        self.landed = threading.Event()
        self.value: Value | None = None
        self.error: AuthError | None = None
