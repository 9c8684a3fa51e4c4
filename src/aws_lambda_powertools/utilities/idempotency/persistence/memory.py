"""InMemoryPersistenceLayer: records in the memory of this process, for tests and local runs."""

from __future__ import annotations

from aws_lambda_powertools._core.memory import MemoryTable
from aws_lambda_powertools.utilities.idempotency.persistence._table import TablePersistenceLayer


class InMemoryPersistenceLayer(TablePersistenceLayer):
    """Keeps records in memory, safe for threads. Other environments of the function do not see them."""

    does_io = False

    def __init__(self, max_records: int = 100_000) -> None:
        super().__init__()
        self.table = MemoryTable(expiry_attr=self.expiry_attr, max_records=max_records)
