"""The states of a circuit, and what is told about them."""

from __future__ import annotations

from enum import Enum

from aws_lambda_powertools.utilities.circuit_breaker._values import FrozenValue


class CircuitState(str, Enum):
    """Whether calls are made: all of them, none, or a few to find out."""

    CLOSED = "CLOSED"
    OPEN = "OPEN"
    HALF_OPEN = "HALF_OPEN"

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, format_spec: str) -> str:
        return format(str(self.value), format_spec)


class CircuitInfo(FrozenValue, fields=("name", "state", "failure_count", "opened_at")):
    """A circuit as it was at one moment.

    `failure_count` is what the environment that opened it had counted, 0 where it was not opened just now.
    `opened_at` is in seconds since the epoch.
    """

    name: str
    state: CircuitState
    failure_count: int
    opened_at: int | None

    def __init__(self, name: str, state: CircuitState, failure_count: int, opened_at: int | None = None) -> None:
        vars(self).update(name=name, state=state, failure_count=failure_count, opened_at=opened_at)


class CircuitTransition(FrozenValue, fields=("circuit_name", "from_state", "to_state", "opened_at")):
    """A circuit going from one state to another; `opened_at` is in seconds since the epoch."""

    circuit_name: str
    from_state: CircuitState
    to_state: CircuitState
    opened_at: int | None

    def __init__(
        self, circuit_name: str, from_state: CircuitState, to_state: CircuitState, opened_at: int | None = None
    ) -> None:
        vars(self).update(circuit_name=circuit_name, from_state=from_state, to_state=to_state, opened_at=opened_at)
