"""CircuitBreakerSQLitePersistence: circuits in a file, for the processes of one machine."""

from __future__ import annotations

from aws_lambda_powertools._core.sqlite import SQLiteTable
from aws_lambda_powertools.utilities.circuit_breaker.persistence._table import TableOfCircuits

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os


class CircuitBreakerSQLitePersistence(TableOfCircuits):
    """Keeps circuits in a SQLite file on a local disk, safe for threads and processes.

    `timeout` is how many seconds to wait for other processes that write.
    """

    def __init__(self, path: str | os.PathLike[str], table: str = "circuits", timeout: float = 1.0) -> None:
        super().__init__()
        self.table = SQLiteTable(path, table=table, expiry_attr=self.expiry_attr, timeout=timeout)
