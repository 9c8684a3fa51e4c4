"""Where the states of circuits are kept."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.circuit_breaker.persistence.base import (
        CircuitBreakerPersistenceLayer as CircuitBreakerPersistenceLayer,
    )
    from aws_lambda_powertools.utilities.circuit_breaker.persistence.dynamodb import (
        CircuitBreakerDynamoDBPersistence as CircuitBreakerDynamoDBPersistence,
    )
    from aws_lambda_powertools.utilities.circuit_breaker.persistence.memory import (
        CircuitBreakerInMemoryPersistence as CircuitBreakerInMemoryPersistence,
    )
    from aws_lambda_powertools.utilities.circuit_breaker.persistence.record import (
        CircuitStateRecord as CircuitStateRecord,
    )
    from aws_lambda_powertools.utilities.circuit_breaker.persistence.sqlite import (
        CircuitBreakerSQLitePersistence as CircuitBreakerSQLitePersistence,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".base": ["CircuitBreakerPersistenceLayer"],
        ".dynamodb": ["CircuitBreakerDynamoDBPersistence"],
        ".memory": ["CircuitBreakerInMemoryPersistence"],
        ".record": ["CircuitStateRecord"],
        ".sqlite": ["CircuitBreakerSQLitePersistence"],
    },
)
