"""Stop calling what keeps failing, and try again after a while; all environments of a function agree through a store.

@circuit_breaker(name="payments", persistence_store=CircuitBreakerDynamoDBPersistence(table_name="circuits"))
def charge(order): ...
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

# Eagerly, because the function has the name of its file.
from aws_lambda_powertools.utilities.circuit_breaker.circuit_breaker import circuit_breaker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.circuit_breaker.config import CircuitBreakerConfig as CircuitBreakerConfig
    from aws_lambda_powertools.utilities.circuit_breaker.exceptions import (
        CircuitBreakerConfigError as CircuitBreakerConfigError,
        CircuitBreakerError as CircuitBreakerError,
        CircuitBreakerOpenError as CircuitBreakerOpenError,
        CircuitBreakerPersistenceError as CircuitBreakerPersistenceError,
    )
    from aws_lambda_powertools.utilities.circuit_breaker.states import (
        CircuitInfo as CircuitInfo,
        CircuitState as CircuitState,
        CircuitTransition as CircuitTransition,
    )

__all__ = [
    "CircuitBreakerConfig",
    "CircuitBreakerConfigError",
    "CircuitBreakerError",
    "CircuitBreakerOpenError",
    "CircuitBreakerPersistenceError",
    "CircuitInfo",
    "CircuitState",
    "CircuitTransition",
    "circuit_breaker",
]

__getattr__, __dir__, _ = lazy_exports(
    __name__,
    {
        ".config": ["CircuitBreakerConfig"],
        ".exceptions": [
            "CircuitBreakerConfigError",
            "CircuitBreakerError",
            "CircuitBreakerOpenError",
            "CircuitBreakerPersistenceError",
        ],
        ".persistence": [],
        ".states": ["CircuitInfo", "CircuitState", "CircuitTransition"],
    },
)
