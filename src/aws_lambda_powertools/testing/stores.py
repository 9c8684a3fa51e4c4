"""The circuit breaker's store in memory, under a name like those of the other stores."""

from __future__ import annotations

from aws_lambda_powertools.utilities.circuit_breaker.persistence.memory import CircuitBreakerInMemoryPersistence

__all__ = ["InMemoryCircuitBreakerPersistence"]

InMemoryCircuitBreakerPersistence = CircuitBreakerInMemoryPersistence
