"""CircuitBreakerPersistenceLayer: what a store of circuits has to do, and all that is the same for every store.

A layer of your own derives from it and has three methods:

    _get_record(name)                                    the record, or None
    _put_record(record, condition, expected_opened_at)   keep it; with the condition "half_open" only if the stored
                                                         circuit is open since `expected_opened_at` and nobody tries,
                                                         or half open with a lease that is over; else raise
                                                         CircuitBreakerExistingLockError
    _update_record(record)                               state, failure count, opened_at and expiry; removes the owner
"""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod

from aws_lambda_powertools._core import clock, forks
from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools.shared.cache_dict import LRUDict
from aws_lambda_powertools.utilities.circuit_breaker.persistence.record import CircuitStateRecord
from aws_lambda_powertools.utilities.circuit_breaker.states import CircuitState

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.circuit_breaker.config import CircuitBreakerConfig

logger = logging.getLogger(__name__)

LOCAL_CACHE_MAX_ITEMS = 1024
"""How many circuits' states are remembered in this environment."""

PERSISTED_STATE_TTL_BUFFER = 3600
"""Seconds that a record outlives the recovery timeout."""

HALF_OPEN_CONDITION = "half_open"

DEFAULT_CACHE_AGE = 5
DEFAULT_RECOVERY_TIMEOUT = 30


class CircuitBreakerExistingLockError(Exception):
    """Somebody else was first to try whether a circuit works again."""


class CircuitBreakerPersistenceLayer(ABC):
    """Keeps the states of circuits; one layer serves any number of them."""

    does_io = True
    """Whether async functions must call the store in a thread, since it makes them wait."""

    def __init__(self) -> None:
        self._settings: dict[str, tuple[int, int]] = {}
        self._cache = LRUDict(max_items=LOCAL_CACHE_MAX_ITEMS)
        self._lock = threading.Lock()
        forks.watch(self)

    def configure(self, config: CircuitBreakerConfig, circuit_name: str) -> None:
        """Take over what the layer needs to know of a circuit."""
        self._settings[circuit_name] = (config.local_cache_max_age, config.recovery_timeout)

    def get_state(self, name: str) -> CircuitStateRecord:
        """The state of a circuit; closed where there is no record, or where the store can't be read."""
        record = self._retrieve_from_cache(name)
        if record is not None:
            return record
        try:
            record = self._get_record(name)
        except Exception:  # calls must go on without the store, and nothing is known that would forbid them
            logger.warning("The state of circuit '%s' can't be read; it is taken for closed.", name, exc_info=True)
            record = CircuitStateRecord(name, CircuitState.CLOSED)
            if STRICT.get():  # each further call would wait for the store again, and it may be down for long
                self._save_to_cache(record)
            return record
        record = record or CircuitStateRecord(name, CircuitState.CLOSED)
        self._save_to_cache(record)
        return record

    def cached_state(self, name: str) -> CircuitStateRecord | None:
        """The state that is remembered here, if it is young enough."""
        return self._retrieve_from_cache(name)

    def stored_state(self, name: str) -> CircuitStateRecord | None:
        """The record in the store, whatever is remembered here; raises what the store raises."""
        record = self._get_record(name)
        if record is not None:
            self._save_to_cache(record)
        return record

    def save_open(self, name: str, failure_count: int, opened_at: int) -> None:
        """Open a circuit, whatever its state was."""
        record = CircuitStateRecord(
            name, CircuitState.OPEN, failure_count, opened_at, expiry_timestamp=self._durable_ttl(name)
        )
        self._put_record(record)
        self._save_to_cache(record)

    def save_closed(self, name: str) -> None:
        """Close a circuit that was tried and works."""
        record = CircuitStateRecord(name, CircuitState.CLOSED, expiry_timestamp=self._durable_ttl(name))
        self._update_record(record)
        self._save_to_cache(record)

    def save_reopen(self, name: str, opened_at: int) -> None:
        """Open a circuit that was tried and does not work."""
        record = CircuitStateRecord(
            name, CircuitState.OPEN, opened_at=opened_at, expiry_timestamp=self._durable_ttl(name)
        )
        self._update_record(record)
        self._save_to_cache(record)

    def try_acquire_half_open(self, name: str, owner: str, opened_at: int | None) -> bool:
        """Become the one who tries an open circuit; of all who want to, one does."""
        record = CircuitStateRecord(
            name,
            CircuitState.HALF_OPEN,
            opened_at=opened_at,
            half_open_owner=owner,
            probe_lease_expiry=int(clock.seconds()) + self._settings_for(name)[1],
            expiry_timestamp=self._durable_ttl(name),
        )
        try:
            self._put_record(record, condition=HALF_OPEN_CONDITION, expected_opened_at=opened_at)
        except CircuitBreakerExistingLockError:
            return False
        self._save_to_cache(record)
        return True

    @abstractmethod
    def _get_record(self, name: str) -> CircuitStateRecord | None:
        """The stored record, if there is one."""

    @abstractmethod
    def _put_record(
        self, record: CircuitStateRecord, condition: str | None = None, expected_opened_at: int | None = None
    ) -> None:
        """Keep a record; CircuitBreakerExistingLockError if there is a condition and it does not hold."""

    @abstractmethod
    def _update_record(self, record: CircuitStateRecord) -> None:
        """Keep the outcome of a try: the circuit is closed, or open again, and nobody owns it."""

    def _settings_for(self, name: str) -> tuple[int, int]:
        """How long a circuit's state may be remembered here, and its recovery timeout; both in seconds."""
        return self._settings.get(name, (DEFAULT_CACHE_AGE, DEFAULT_RECOVERY_TIMEOUT))

    def _durable_ttl(self, name: str) -> int:
        return int(clock.seconds()) + self._settings_for(name)[1] + PERSISTED_STATE_TTL_BUFFER

    def _cache_key(self, name: str) -> str:
        return name

    def _retrieve_from_cache(self, name: str) -> CircuitStateRecord | None:
        with self._lock:
            entry: tuple[float, CircuitStateRecord] | None = self._cache.get(self._cache_key(name))
        return entry[1] if entry is not None and clock.seconds() < entry[0] else None

    def _save_to_cache(self, record: CircuitStateRecord) -> None:
        max_age = self._settings_for(record.name)[0]
        with self._lock:
            self._cache[self._cache_key(record.name)] = (clock.seconds() + max_age, record)

    def after_fork(self) -> None:
        """A thread of the parent may have held the lock."""
        self._lock = threading.Lock()
