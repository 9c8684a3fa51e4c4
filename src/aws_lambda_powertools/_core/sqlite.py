"""Records in a SQLite file, for the processes of one machine.

    table = SQLiteTable("/tmp/records.db")
    table.put("order-1", {"status": "NEW"}, only_if=absent())

Each change looks at the record and writes it in one transaction that takes the write lock first, so of many processes
exactly one wins. The file must lie on a local disk: SQLite's locks do not work over a network.

Source: https://www.sqlite.org/wal.html
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from contextlib import contextmanager

from aws_lambda_powertools._core import clock, forks
from aws_lambda_powertools._core.attributes import from_item, to_item
from aws_lambda_powertools._core.encoding import base64_decode, base64_encode
from aws_lambda_powertools._core.records import ConditionFailed, StoreError, changed, partition_and_sort

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from typing import Any

    from aws_lambda_powertools._core.records import Condition, Key, Values

SWEEP_EVERY = 60.0
"""Seconds between two searches for expired records, in each process."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS "{table}" (
    partition TEXT NOT NULL, sort TEXT NOT NULL, expires REAL, item TEXT NOT NULL, PRIMARY KEY (partition, sort)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS "{table}_expires" ON "{table}" (expires) WHERE expires IS NOT NULL;
"""


class SQLiteTable:
    """A store in a file, safe for threads and processes.

    A record whose `expiry_attr` (seconds since the epoch) lies in the past may be gone at any time. `timeout` is how
    many seconds to wait for other writers; StoreError afterwards, and for a file that can't be used.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        table: str = "records",
        expiry_attr: str | None = None,
        timeout: float = 5.0,
    ) -> None:
        if not table.isidentifier():
            raise ValueError(f"table is {table!r}; letters, digits and underscores make a name")
        self.path = os.fspath(path)
        self.table = table
        self.expiry_attr = expiry_attr
        self.timeout = timeout
        self._next_sweep = 0.0
        self._connection: sqlite3.Connection | None = None
        self._of_the_parent: sqlite3.Connection | None = None
        self._lock = threading.Lock()
        forks.watch(self)

    def get(self, key: Key, *, consistent: bool = False) -> dict[str, Any] | None:  # noqa: ARG002  # always is
        """The record, or None."""
        with self._errors_named(), self._lock:
            return self._record(self._open(), partition_and_sort(key))

    def put(self, key: Key, values: Values, *, only_if: Condition | None = None) -> None:
        """Keep a record, in place of the one that may be there."""
        item = to_item(values)
        with self._changing(key, only_if) as (connection, _):
            self._keep(connection, key, item)

    def update(self, key: Key, values: Values, *, remove: Iterable[str] = (), only_if: Condition | None = None) -> None:
        """Change some values of a record and remove others; without the record, make it."""
        item = to_item(values)
        with self._changing(key, only_if) as (connection, record):
            before = None if record is None else to_item(record)
            self._keep(connection, key, changed(before, item, remove))

    def delete(self, key: Key, *, only_if: Condition | None = None) -> None:
        """Remove a record; without it, do nothing."""
        with self._changing(key, only_if) as (connection, _):
            connection.execute(
                self._sql('DELETE FROM "{table}" WHERE partition = ? AND sort = ?'), partition_and_sort(key)
            )

    def in_partition(self, partition: str) -> list[tuple[str, dict[str, Any]]]:
        """The records of a partition, with the second part of their keys."""
        query = self._sql('SELECT sort, item FROM "{table}" WHERE partition = ?')
        with self._errors_named(), self._lock:
            rows = self._open().execute(query, (partition,)).fetchall()
        return [(sort, from_item(json.loads(item), binary=base64_decode)) for sort, item in rows]

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def after_fork(self) -> None:
        """A connection can't be carried into a child process, not even to be closed there."""
        self._of_the_parent, self._connection = self._connection, None
        self._lock = threading.Lock()

    @contextmanager
    def _changing(
        self, key: Key, only_if: Condition | None
    ) -> Generator[tuple[sqlite3.Connection, dict[str, Any] | None], None, None]:
        """A transaction in which nobody else can write, with the record, for which the condition holds."""
        with self._errors_named(), self._lock:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                record = self._record(connection, partition_and_sort(key))
                if only_if is not None and not only_if.holds(record):
                    raise ConditionFailed(record)
                yield connection, record
                self._sweep(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self.path, timeout=self.timeout, isolation_level=None, check_same_thread=False)
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        deadline = clock.monotonic() + self.timeout
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.executescript(self._sql(_SCHEMA))
                return
            except sqlite3.OperationalError:  # several processes that make the file at once do not wait for each other
                if clock.monotonic() >= deadline:
                    raise
                clock.sleep(0.01)

    def _record(self, connection: sqlite3.Connection, place: tuple[str, str]) -> dict[str, Any] | None:
        query = self._sql('SELECT item FROM "{table}" WHERE partition = ? AND sort = ?')
        row = connection.execute(query, place).fetchone()
        return None if row is None else from_item(json.loads(row[0]), binary=base64_decode)

    def _keep(self, connection: sqlite3.Connection, key: Key, item: dict[str, Any]) -> None:
        expires = item.get(self.expiry_attr or "", {}).get("N")
        query = self._sql('INSERT OR REPLACE INTO "{table}" (partition, sort, expires, item) VALUES (?, ?, ?, ?)')
        text = json.dumps(item, default=base64_encode, ensure_ascii=False, separators=(",", ":"))
        connection.execute(query, (*partition_and_sort(key), None if expires is None else float(expires), text))

    def _sweep(self, connection: sqlite3.Connection) -> None:
        now = clock.seconds()
        if now >= self._next_sweep:
            self._next_sweep = now + SWEEP_EVERY
            connection.execute(self._sql('DELETE FROM "{table}" WHERE expires < ?'), (now,))

    def _sql(self, query: str) -> str:
        return query.replace("{table}", self.table)

    @contextmanager
    def _errors_named(self) -> Generator[None, None, None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"The records in {self.path} can't be used: {error}") from error
