"""CircuitBreakerInMemoryPersistence: circuits in the memory of this process."""

from __future__ import annotations

from aws_lambda_powertools._core.memory import MemoryTable
from aws_lambda_powertools.utilities.circuit_breaker.persistence._table import TableOfCircuits


class CircuitBreakerInMemoryPersistence(TableOfCircuits):
    """Keeps circuits in memory: each environment finds out by itself that something keeps failing. Also for tests."""

    does_io = False

    def __init__(self) -> None:
        super().__init__()
        self.table = MemoryTable(expiry_attr=self.expiry_attr)
