"""Caches that never grow without bound, safe for threads: LRUCache, TTLCache, and SingleFlight for what is expensive.

cache: TTLCache[str, str] = TTLCache(max_items=1000)
cache.put("greeting", "hello", lifetime=300)
cache.get("greeting")
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from aws_lambda_powertools._core import clock, forks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Generic, TypeVar

    Key = TypeVar("Key", bound=Hashable)
    Value = TypeVar("Value")
    Default = TypeVar("Default")
else:
    from aws_lambda_powertools._core.typing_names import Generic

    Key = Value = None

SWEEP_EVERY = 1.0
"""Seconds between two searches for expired entries."""


class LRUCache(Generic[Key, Value]):
    """At most `max_items` entries; the one that was not used for longest goes first."""

    __slots__ = ("__weakref__", "_items", "_lock", "max_items")

    def __init__(self, max_items: int = 1024) -> None:
        if max_items < 1:
            raise ValueError(f"max_items is {max_items!r}; a cache holds at least 1 item")
        self.max_items = max_items
        self._items: OrderedDict[Key, Value] = OrderedDict()
        self._lock = threading.Lock()
        forks.watch(self)

    def get(self, key: Key, default: Default | None = None) -> Value | Default | None:
        """The entry, which becomes the youngest; the default when there is none."""
        with self._lock:
            if key not in self._items:
                return default
            self._items.move_to_end(key)
            return self._items[key]

    def put(self, key: Key, value: Value) -> None:
        """Keep a value under a key, as the youngest entry."""
        with self._lock:
            self._items[key] = value
            self._items.move_to_end(key)
            if len(self._items) > self.max_items:
                self._items.popitem(last=False)

    def pop(self, key: Key, default: Default | None = None) -> Value | Default | None:
        """Take the entry out; the default when there is none."""
        with self._lock:
            return self._items.pop(key, default)

    def discard_where(self, unwanted: Callable[[Value], bool]) -> None:
        """Forget all entries whose value is unwanted."""
        with self._lock:
            for key in [key for key, value in self._items.items() if unwanted(value)]:
                del self._items[key]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._items.clear()

    def __contains__(self, key: Key) -> bool:
        return key in self._items

    def __len__(self) -> int:
        return len(self._items)

    def after_fork(self) -> None:
        """A thread of the parent may have held the lock."""
        self._lock = threading.Lock()


class TTLCache(Generic[Key, Value]):
    """At most `max_items` entries, each for its lifetime; of too many, the one not used for longest goes first."""

    __slots__ = ("_entries", "_next_sweep")

    def __init__(self, max_items: int = 1024) -> None:
        self._entries: LRUCache[Key, tuple[float, Value]] = LRUCache(max_items)
        self._next_sweep = 0.0

    def get(self, key: Key, default: Default | None = None) -> Value | Default | None:
        """The entry, if its lifetime has not ended; else the default."""
        entry = self._entries.get(key)
        if entry is None or entry[0] <= clock.seconds():
            return default
        return entry[1]

    def put(self, key: Key, value: Value, lifetime: float) -> None:
        """Keep a value for so many seconds; 0 or less only forgets the one that was kept."""
        now = clock.seconds()
        if now >= self._next_sweep:
            self._next_sweep = now + SWEEP_EVERY
            self._entries.discard_where(lambda entry: entry[0] <= now)
        if lifetime > 0:
            self._entries.put(key, (now + lifetime, value))
        else:
            self._entries.pop(key)

    def pop(self, key: Key, default: Default | None = None) -> Value | Default | None:
        """Take the entry out, if its lifetime has not ended; else the default."""
        value = self.get(key, default)
        self._entries.pop(key)
        return value

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()

    def __contains__(self, key: Key) -> bool:
        return self.get(key, _NOTHING) is not _NOTHING

    def __len__(self) -> int:
        """How many entries are held, the expired ones that were not swept away yet included."""
        return len(self._entries)


_NOTHING = object()


class SingleFlight(Generic[Key, Value]):
    """Lets one thread make a value while others that want the same one wait for it.

        flights.do("secret", fetch)      # however many threads: one fetch

    What the making thread raises, the waiting ones raise too; they would only wait for the same failure again.
    """

    __slots__ = ("__weakref__", "_flights", "_lock")

    def __init__(self) -> None:
        self._flights: dict[Key, _Flight[Value]] = {}
        self._lock = threading.Lock()
        forks.watch(self)

    def do(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value that `make` gives, to this thread or to another one that is at it."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is None:
                flight = self._flights[key] = _Flight()
                mine = True
            else:
                mine = False
        if mine:
            return self._make(key, make, flight)
        if flight.thread == threading.get_ident():
            return make()  # it wants its own value while making it: waiting would last for ever
        return flight.result()

    def _make(self, key: Key, make: Callable[[], Value], flight: _Flight[Value]) -> Value:
        try:
            flight.value = make()
            return flight.value
        except BaseException as error:
            flight.error = error
            raise
        finally:
            with self._lock:
                self._flights.pop(key, None)
            flight.landed.release()

    def after_fork(self) -> None:
        """The threads that were at it stayed in the parent."""
        self._flights = {}
        self._lock = threading.Lock()


class _Flight(Generic[Value]):
    """One value in the making."""

    __slots__ = ("error", "landed", "thread", "value")

    value: Value

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.landed = threading.Lock()  # held until then; an Event would take ten times as long to make
        self.landed.acquire()
        self.error: BaseException | None = None

    def result(self) -> Value:
        with self.landed:
            pass
        if self.error is not None:
            raise self.error
        return self.value
