"""Stores in memory with the semantics of the remote ones, under the names by which tests know them."""

from __future__ import annotations

from aws_lambda_powertools.utilities.circuit_breaker.persistence.memory import CircuitBreakerInMemoryPersistence
from aws_lambda_powertools.utilities.feature_flags.stores.memory import InMemoryFeatureFlagStore
from aws_lambda_powertools.utilities.idempotency.persistence.memory import InMemoryPersistenceLayer
from aws_lambda_powertools.utilities.parameters.memory import InMemoryParametersProvider

__all__ = [
    "InMemoryCircuitBreakerPersistence",
    "InMemoryFeatureFlagStore",
    "InMemoryParametersProvider",
    "InMemoryPersistenceLayer",
]

InMemoryCircuitBreakerPersistence = CircuitBreakerInMemoryPersistence
