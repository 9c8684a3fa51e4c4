"""Errors of the circuit breaker.

PowertoolsError
└── CircuitBreakerError
    ├── CircuitBreakerConfigError
    ├── CircuitBreakerOpenError
    └── CircuitBreakerPersistenceError
"""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.circuit_breaker.states import CircuitInfo


class CircuitBreakerError(PowertoolsError):
    """What went wrong, and after it what caused it."""

    def __init__(self, *args: str | Exception | None) -> None:
        super().__init__(*args)
        self.message = str(args[0]) if args else ""
        self.details = "".join(str(arg) for arg in args[1:]) or None

    def __str__(self) -> str:
        return f"{self.message} - ({self.details})" if self.message and self.details else self.message


class CircuitBreakerConfigError(CircuitBreakerError):
    """A setting makes no sense."""


class CircuitBreakerOpenError(CircuitBreakerError):
    """The call was not made, because the circuit is open; `circuit` tells since when."""

    retryable = False
    """Calling again at once would be refused again."""

    def __init__(self, *args: str | Exception | None, circuit: CircuitInfo | None = None) -> None:
        super().__init__(*args)
        self.circuit = circuit


class CircuitBreakerPersistenceError(CircuitBreakerError):
    """The state of a circuit could not be written; for stores of your own."""
