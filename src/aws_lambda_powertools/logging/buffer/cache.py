"""What is held back, by trace or invocation; the oldest goes when there is no room."""

from __future__ import annotations

import os
import threading
import weakref
from collections import deque

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Any

MOST_KEYS = 16
"""Traces or invocations whose items are kept at a time."""


class KeyBufferCache:
    """The items of one key, oldest first, and how many bytes they are."""

    def __init__(self) -> None:
        self.cache: deque[Any] = deque()
        self.current_size = 0
        self.has_evicted = False
        self._sizes: deque[int] = deque()

    def add(self, item: Any, size: int | None = None) -> None:
        """Add an item of so many bytes; if not given, the bytes of its text."""
        size = size_of(item) if size is None else size
        self.cache.append(item)
        self._sizes.append(size)
        self.current_size += size

    def remove_oldest(self) -> Any:
        """Take the oldest item out; IndexError when there is none."""
        item = self.cache.popleft()
        self.current_size -= self._sizes.popleft()
        self.has_evicted = True
        return item

    def get(self) -> list[Any]:
        """The items, oldest first."""
        return list(self.cache)

    def clear(self) -> None:
        """Forget all items, and that there were more."""
        self.cache.clear()
        self._sizes.clear()
        self.current_size = 0
        self.has_evicted = False


class LoggerBufferCache:
    """Items by key, at most `max_size_bytes` for each; safe for threads and forks."""

    def __init__(self, max_size_bytes: int) -> None:
        self.max_size_bytes = max_size_bytes
        self.cache: dict[Hashable, KeyBufferCache] = {}
        self._lock = threading.Lock()
        _caches.add(self)

    def add(self, key: Hashable, item: Any, size: int | None = None) -> None:
        """Add an item of so many bytes; older ones make room. BufferError when it is larger than all the room."""
        size = size_of(item) if size is None else size
        if size > self.max_size_bytes:
            raise BufferError(f"An item of {size} bytes has no room in a buffer of {self.max_size_bytes} bytes.")
        with self._lock:
            items = self.cache.get(key) or self._items_for(key)
            while items.current_size + size > self.max_size_bytes:
                items.remove_oldest()
            items.add(item, size)

    def get(self, key: Hashable) -> list[Any]:
        """The items of a key, oldest first."""
        items = self.cache.get(key)
        return [] if items is None else items.get()

    def take(self, key: Hashable) -> KeyBufferCache | None:
        """Take the items of a key out; no other thread gets them as well."""
        with self._lock:
            return self.cache.pop(key, None)

    def clear(self, key: Hashable | None = None) -> None:
        """Forget the items of a key, or of all keys."""
        with self._lock:
            if key is None:
                self.cache.clear()
            else:
                self.cache.pop(key, None)

    def has_items_evicted(self, key: Hashable) -> bool:
        """Whether items of a key had to make room."""
        items = self.cache.get(key)
        return items is not None and items.has_evicted

    def get_current_size(self, key: Hashable) -> int | None:
        """The bytes of the items of a key; None when there are none."""
        items = self.cache.get(key)
        return None if items is None else items.current_size

    def renew_lock(self) -> None:
        """Take a new lock: after a fork, the thread that held the old one may not exist any more."""
        self._lock = threading.Lock()

    def _items_for(self, key: Hashable) -> KeyBufferCache:
        while len(self.cache) >= MOST_KEYS:  # traces nobody flushed or cleared
            del self.cache[next(iter(self.cache))]
        items = self.cache[key] = KeyBufferCache()
        return items


def size_of(item: Any) -> int:
    """The bytes of an item's text."""
    return len(str(item).encode(errors="replace"))


_caches: weakref.WeakSet[LoggerBufferCache] = weakref.WeakSet()


def _renew_locks() -> None:
    for cache in _caches:
        cache.renew_lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_locks)
