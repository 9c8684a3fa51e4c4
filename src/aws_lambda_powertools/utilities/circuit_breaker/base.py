"""CircuitBreakerHandler: one call through a circuit. May it be made, and what does its outcome mean?

Decision and call are kept apart: `_is_admitted` says whether a call is made, `_succeeded` and `_failed` what follows
from it; `call` and `call_async` are the two ways through them.

What this environment has counted is kept by the circuit's name, for all functions that share a circuit.
"""

from __future__ import annotations

import logging
import os
import threading

from aws_lambda_powertools._core import clock, forks
from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools.utilities.circuit_breaker.exceptions import CircuitBreakerOpenError
from aws_lambda_powertools.utilities.circuit_breaker.states import CircuitState, CircuitTransition

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.utilities.circuit_breaker.config import CircuitBreakerConfig
    from aws_lambda_powertools.utilities.circuit_breaker.persistence.base import CircuitBreakerPersistenceLayer
    from aws_lambda_powertools.utilities.circuit_breaker.persistence.record import CircuitStateRecord
    from aws_lambda_powertools.utilities.circuit_breaker.states import CircuitInfo

    Change = tuple[CircuitState, CircuitState, int | None, int]
    """From which state to which, when the circuit opened, and the failures it opened with."""

    Probe = tuple[str, int]
    """Who tries the circuit, and the second in which the lease for that ends."""

logger = logging.getLogger(__name__)

CLOSED, OPEN, HALF_OPEN = CircuitState.CLOSED, CircuitState.OPEN, CircuitState.HALF_OPEN

_LOCAL_FAILURES: dict[str, int] = {}
"""Failures in a row, by circuit."""

_LOCAL_SUCCESSES: dict[str, int] = {}
"""Successes in a row while a circuit is tried."""

_LAST_OBSERVED_STATE: dict[str, CircuitState] = {}
"""What the store said last, to see that somebody else closed a circuit."""


_BEING_TRIED: set[tuple[str, str]] = set()
"""Circuits that a task of this process tries just now, each with the owner who tries it."""


class _Counters:
    """The lock around what is counted here."""

    __slots__ = ("__weakref__", "lock")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        forks.watch(self)

    def after_fork(self) -> None:
        """A thread of the parent may have held the lock, and its tasks do not go on here."""
        self.lock = threading.Lock()
        _BEING_TRIED.clear()


_counters = _Counters()


class _Owner(threading.local):
    """Who this thread is when it tries a circuit; another one after a fork."""

    process = 0
    name = ""


_owner = _Owner()


def _probe_owner_id() -> str:
    process = os.getpid()
    if _owner.process != process:
        from uuid import uuid4

        _owner.process, _owner.name = process, f"{process}#{uuid4().hex}"
    return _owner.name


class CircuitBreakerHandler:
    """One function behind one circuit; without arguments of a call it can be used for any number of them."""

    def __init__(
        self,
        function: Callable[..., Any],
        name: str,
        config: CircuitBreakerConfig,
        persistence_store: CircuitBreakerPersistenceLayer,
        on_circuit_open: Callable[..., Any] | None = None,
        on_transition: Callable[[CircuitTransition], Any] | None = None,
        function_args: tuple[Any, ...] | None = None,
        function_kwargs: dict[str, Any] | None = None,
    ) -> None:
        self.function = function
        self.name = name
        self.config = config
        self.persistence_store = persistence_store
        self.on_circuit_open = on_circuit_open
        self.on_transition = on_transition
        self.fn_args = function_args or ()
        self.fn_kwargs = function_kwargs or {}
        persistence_store.configure(config, name)

    def handle(self) -> Any:
        """Make the call with the arguments that were given, or answer that the circuit is open."""
        return self.call(self.fn_args, self.fn_kwargs)

    def call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make a call, or answer that the circuit is open."""
        record = self.persistence_store.get_state(self.name)
        probe: Probe | None = None
        if record.state is CLOSED:
            self._note_closed()
        else:
            owner = _probe_owner_id()
            if not self._is_admitted(record, owner):
                return self._open_response(record.to_circuit_info(), args, kwargs)
            probe = self._probe_of(record, owner)
        try:
            result = self.function(*args, **kwargs)
        except Exception as error:
            self._do(self._failed(error, probe), probe)
            raise
        if probe is not None or self.name in _LOCAL_FAILURES:
            self._do(self._succeeded(probe), probe)
        return result

    async def call_async(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """As `call`, for a coroutine function; the event loop goes on while the store is asked.

        The tasks of an event loop are one owner of a half-open circuit: one of them at a time tries it.
        """
        store = self.persistence_store
        record = store.cached_state(self.name) or await self._beside(store.get_state, self.name)
        if record.state is CLOSED:
            self._note_closed()
            return await self._awaited(args, kwargs, None)
        trial = (self.name, _probe_owner_id())
        if trial in _BEING_TRIED:
            return await self._open_response_async(record.to_circuit_info(), args, kwargs)
        _BEING_TRIED.add(trial)  # before the store is asked: meanwhile other tasks come by
        try:
            if await self._beside(self._is_admitted, record, trial[1]):
                return await self._awaited(args, kwargs, self._probe_of(record, trial[1]))
        finally:
            _BEING_TRIED.discard(trial)
        return await self._open_response_async(record.to_circuit_info(), args, kwargs)

    async def _awaited(self, args: tuple[Any, ...], kwargs: dict[str, Any], probe: Probe | None) -> Any:
        try:
            result = await self.function(*args, **kwargs)
        except Exception as error:
            await self._do_beside(self._failed(error, probe), probe)
            raise
        if probe is not None or self.name in _LOCAL_FAILURES:
            await self._do_beside(self._succeeded(probe), probe)
        return result

    async def _open_response_async(self, circuit: CircuitInfo, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        answer = self._open_response(circuit, args, kwargs)
        return await answer if hasattr(answer, "__await__") else answer

    async def _beside(self, step: Callable[..., Any], *arguments: Any) -> Any:
        """Call what may make us wait for the store."""
        if not self.persistence_store.does_io:
            return step(*arguments)
        from asyncio import to_thread

        return await to_thread(step, *arguments)

    def _do(self, change: Change | None, probe: Probe | None) -> None:
        if change is not None:
            self._make(change, probe)

    async def _do_beside(self, change: Change | None, probe: Probe | None) -> None:
        if change is not None:
            await self._beside(self._make, change, probe)

    @staticmethod
    def _now() -> int:
        return int(clock.seconds())

    # --- May the call be made? ----------------------------------------------------------------------------------

    def _is_admitted(self, record: CircuitStateRecord, owner: str) -> bool:
        """Whether a call may find out if a circuit that is not closed works again."""
        _LAST_OBSERVED_STATE[self.name] = record.state
        now = self._now()
        if record.state == OPEN:
            opened_at = now if record.opened_at is None else record.opened_at
            if now < opened_at + self.config.recovery_timeout or not self._is_elected(record, owner):
                return False
            self._notify(OPEN, HALF_OPEN, record.opened_at)
            return True
        if record.half_open_owner == owner:
            return True
        lease_is_over = record.probe_lease_expiry is not None and record.probe_lease_expiry <= now
        return lease_is_over and self._is_elected(record, owner)

    def _is_elected(self, record: CircuitStateRecord, owner: str) -> bool:
        """Whether this owner is the one who tries the circuit now."""
        try:
            if not self.persistence_store.try_acquire_half_open(self.name, owner, record.opened_at):
                return False
        except Exception:
            if not STRICT.get():
                raise
            logger.warning("Nobody can be elected to try circuit '%s'.", self.name, exc_info=True)
            return False
        with _counters.lock:
            _LOCAL_SUCCESSES[self.name] = 0
        return True

    def _probe_of(self, record: CircuitStateRecord, owner: str) -> Probe:
        """Who tries the circuit, and until when nobody else does: just elected, or as the record says."""
        lease = record.probe_lease_expiry if record.half_open_owner == owner else None
        return owner, self._now() + self.config.recovery_timeout if lease is None else lease

    def _note_closed(self) -> None:
        """Somebody else closed the circuit: what was counted before says nothing any more."""
        if _LAST_OBSERVED_STATE.get(self.name, CLOSED) is CLOSED:
            return
        with _counters.lock:
            _LOCAL_FAILURES[self.name] = 0
        _LAST_OBSERVED_STATE[self.name] = CLOSED

    # --- What does its outcome mean? ----------------------------------------------------------------------------

    def _succeeded(self, probe: Probe | None) -> Change | None:
        """Count a success; the change of state that follows from it, if one does."""
        with _counters.lock:
            if probe is None:
                _LOCAL_FAILURES[self.name] = 0
                return None
            successes = _LOCAL_SUCCESSES.get(self.name, 0) + 1
            if successes < self.config.success_threshold:
                _LOCAL_SUCCESSES[self.name] = successes
                return None
            _LOCAL_SUCCESSES[self.name] = _LOCAL_FAILURES[self.name] = 0
        return HALF_OPEN, CLOSED, None, 0

    def _failed(self, error: Exception, probe: Probe | None) -> Change | None:
        """Count a failure; the change of state that follows from it, if one does."""
        if not self.config.counts_as_failure(error):
            return None
        with _counters.lock:
            if probe is not None:
                _LOCAL_SUCCESSES[self.name] = 0
                return HALF_OPEN, OPEN, self._now(), 0
            failures = _LOCAL_FAILURES.get(self.name, 0) + 1
            if failures < self.config.failure_threshold:
                _LOCAL_FAILURES[self.name] = failures
                return None
            _LOCAL_FAILURES[self.name] = 0
        return CLOSED, OPEN, self._now(), failures

    def _make(self, change: Change, probe: Probe | None) -> None:
        """Write a change of state as well as it goes, since the outcome of the call matters more; and tell of it."""
        before, after, opened_at, failures = change
        store = self.persistence_store
        if probe is not None and self._now() >= probe[1] and self._is_replaced(probe[0]):
            return
        _LAST_OBSERVED_STATE[self.name] = after
        try:
            if after is CLOSED:
                store.save_closed(self.name)
            elif before is CLOSED:
                store.save_open(self.name, failures, opened_at or 0)
            else:
                store.save_reopen(self.name, opened_at or 0)
        except Exception:
            logger.warning("The state of circuit '%s' can't be written.", self.name, exc_info=True)
        self._notify(before, after, opened_at)

    def _is_replaced(self, owner: str) -> bool:
        """Whether somebody else tries the circuit since this owner's lease has ended: then the outcome is theirs."""
        try:
            record = self.persistence_store.stored_state(self.name)
        except Exception:  # nothing is known; the outcome is written as well as it goes
            return False
        return record is not None and record.half_open_owner != owner

    def _open_response(self, circuit: CircuitInfo, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self.on_circuit_open is None:
            raise CircuitBreakerOpenError(f"Circuit '{circuit.name}' is open.", circuit=circuit)
        return self.on_circuit_open(*args, **kwargs, circuit=circuit)

    def _notify(self, before: CircuitState, after: CircuitState, opened_at: int | None = None) -> None:
        logger.info("Circuit '%s' goes from %s to %s.", self.name, before, after)
        if self.on_transition is None:
            return
        try:
            self.on_transition(CircuitTransition(self.name, before, after, opened_at))
        except Exception:
            logger.warning("on_transition of circuit '%s' failed.", self.name, exc_info=True)
