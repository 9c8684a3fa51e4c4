"""Records in the memory of this process: for tests, local runs, and what need not outlive the environment."""

from __future__ import annotations

import threading

from aws_lambda_powertools._core import clock, forks
from aws_lambda_powertools._core.attributes import from_item, to_item
from aws_lambda_powertools._core.notices import warn_once
from aws_lambda_powertools._core.records import ConditionFailed, changed, partition_and_sort

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from aws_lambda_powertools._core.records import Condition, Key, Values

SWEEP_EVERY = 10.0
"""Seconds between two searches for expired records."""


class MemoryTable:
    """A store in memory, safe for threads; nothing in it is shared with who put it there.

    A record whose `expiry_attr` (seconds since the epoch) lies in the past may be gone at any time. Of more than
    `max_records`, the one written longest ago is dropped, with a warning.
    """

    def __init__(self, *, expiry_attr: str | None = None, max_records: int = 100_000) -> None:
        self.expiry_attr = expiry_attr
        self.max_records = max_records
        self._items: dict[tuple[str, str], dict[str, Any]] = {}
        self._next_sweep = 0.0
        self._lock = threading.Lock()
        forks.watch(self)

    def get(self, key: Key, *, consistent: bool = False) -> dict[str, Any] | None:  # noqa: ARG002  # always is
        """The record, or None."""
        with self._lock:
            return self._record(partition_and_sort(key))

    def put(self, key: Key, values: Values, *, only_if: Condition | None = None) -> None:
        """Keep a record, in place of the one that may be there."""
        item = to_item(values)
        with self._lock:
            self._check(key, only_if)
            self._keep(key, item)

    def update(self, key: Key, values: Values, *, remove: Iterable[str] = (), only_if: Condition | None = None) -> None:
        """Change some values of a record and remove others; without the record, make it."""
        item = to_item(values)
        with self._lock:
            self._check(key, only_if)
            self._keep(key, changed(self._items.get(partition_and_sort(key)), item, remove))

    def delete(self, key: Key, *, only_if: Condition | None = None) -> None:
        """Remove a record; without it, do nothing."""
        with self._lock:
            self._check(key, only_if)
            self._items.pop(partition_and_sort(key), None)

    def in_partition(self, partition: str) -> list[tuple[str, dict[str, Any]]]:
        """The records of a partition, with the second part of their keys."""
        with self._lock:
            return [(sort, from_item(item)) for (first, sort), item in self._items.items() if first == partition]

    def after_fork(self) -> None:
        """A thread of the parent may have held the lock."""
        self._lock = threading.Lock()

    def _record(self, place: tuple[str, str]) -> dict[str, Any] | None:
        item = self._items.get(place)
        return None if item is None else from_item(item)

    def _check(self, key: Key, only_if: Condition | None) -> None:
        if only_if is None:
            return
        current = self._record(partition_and_sort(key))
        if not only_if.holds(current):
            raise ConditionFailed(current)

    def _keep(self, key: Key, item: dict[str, Any]) -> None:
        now = clock.seconds()
        if now >= self._next_sweep:
            self._next_sweep = now + SWEEP_EVERY
            self._items = {place: kept for place, kept in self._items.items() if not self._is_expired(kept, now)}
        place = partition_and_sort(key)
        self._items.pop(place, None)
        self._items[place] = item
        if len(self._items) > self.max_records:
            del self._items[next(iter(self._items))]
            warn_once(
                ("MemoryTable", id(self)),
                f"A store in memory holds {self.max_records} records; from now on the oldest ones are forgotten.",
            )

    def _is_expired(self, item: dict[str, Any], now: float) -> bool:
        expires = item.get(self.expiry_attr or "", {}).get("N")
        return expires is not None and float(expires) < now
