"""BasePersistenceLayer: what a store of records has to do, and all that is the same for every store.

A layer of your own derives from BasePersistenceLayer and has four methods:

    _put_record(data_record)       keep it, or raise IdempotencyItemAlreadyExistsError if a valid one is there
    _get_record(idempotency_key)   the record, or raise IdempotencyItemNotFoundError
    _update_record(data_record)    status, result and expiry of the record
    _delete_record(data_record)

One layer may serve any number of decorated functions: what belongs to a function is handed over for each call.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextvars import ContextVar

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.shared.cache_dict import LRUDict
from aws_lambda_powertools.utilities.idempotency._keys import (
    Keys,
    expiry_of,
    hash_of,
    is_missing,
    key_of,
    md5,
    payload_hash_of,
    plain_payload,
)
from aws_lambda_powertools.utilities.idempotency._results import compressed, encoded
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyItemAlreadyExistsError,
    IdempotencyValidationError,
)
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import COMPLETED, INPROGRESS, DataRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.utilities.idempotency.config import IdempotencyConfig

LONGEST_RUN = 15 * 60
"""Seconds that a Lambda function can run; a claim lasts so long when nobody says how much time is left."""


class Call:
    """What a layer has to know of one idempotent call: whose keys, which key, and the claim it holds."""

    __slots__ = ("claim", "claim_is_shaky", "key", "keys", "layer", "payload_hash")

    def __init__(self, layer: BasePersistenceLayer, keys: Any, payload: Any) -> None:
        self.layer = layer
        self.keys = keys
        self.key = key_of(keys, payload)
        checked = keys.payload_validation_enabled and self.key is not None
        self.payload_hash = payload_hash_of(keys, payload) if checked else ""
        self.claim: DataRecord | None = None
        self.claim_is_shaky = False
        """Whether another run may have claimed the key meanwhile."""


current_call: ContextVar[Call | None] = ContextVar("powertools_idempotent_call", default=None)
"""The call for which a layer's method is called now."""


class BasePersistenceLayer(ABC):
    """Keeps the records of idempotent calls; see the module for what a layer of your own has to define."""

    max_result_bytes: int | None = None
    """Longer results are compressed before they are stored; None if the store takes any length."""

    does_io = True
    """Whether async functions must call the store in a thread, since it makes them wait."""

    function_name: str = ""
    configured = False
    event_key_jmespath: str = ""
    event_key_compiled_jmespath: Callable[[Any], Any] | None = None
    jmespath_options: dict[str, Any] | None = None
    payload_validation_enabled = False
    validation_key_jmespath: Callable[[Any], Any] | None = None
    raise_on_no_idempotency_key = False
    expires_after_seconds: int = 60 * 60
    expires_after_jitter_seconds: int = 0
    use_local_cache = False
    hash_function: Callable[[bytes], Any] = staticmethod(md5)
    _cache: LRUDict

    def __init__(self) -> None:
        self.configured = False

    def configure(
        self, config: IdempotencyConfig, function_name: str | None = None, key_prefix: str | None = None
    ) -> None:
        """Prepare the layer for being used by hand; decorated functions bring their own configuration."""
        keys = Keys(config, function_name, key_prefix)
        self.function_name = keys.function_name
        if self.configured:
            return
        self.configured = True
        for name, value in vars(keys).items():
            if name not in ("cache", "local_cache_max_items"):
                setattr(self, name, value)
        if keys.use_local_cache:
            self.local_cache(keys.local_cache_max_items)

    def local_cache(self, max_items: int) -> LRUDict:
        """The results that this environment remembers; one cache for all functions that use the layer."""
        cache = self.__dict__.get("_cache")
        if cache is None:
            cache = self._cache = LRUDict(max_items=max_items)
        return cache

    def save_inprogress(self, data: Any, remaining_time_in_millis: int | None = None) -> None:
        """Claim the key of the payload; IdempotencyItemAlreadyExistsError when there is a record of it.

        The claim's lease lasts for the remaining time, by default as long as a Lambda function can run.
        """
        call = self._call_for(data)
        if call.key is None:
            return
        if call.keys.use_local_cache and call is not current_call.get():  # the decorators have looked there
            cached = self.remembered(call)
            if cached is not None:
                raise IdempotencyItemAlreadyExistsError(old_data_record=cached)
        lease = _lease() if remaining_time_in_millis is None else int(remaining_time_in_millis)
        lease_end = int(clock.seconds() * 1000) + lease
        record = DataRecord(call.key, INPROGRESS, expiry_of(call.keys), lease_end, "", call.payload_hash)
        try:
            self._put_record(data_record=record)
        except IdempotencyItemAlreadyExistsError as error:
            known = error.old_data_record
            if known is not None and call.payload_hash:
                self._check_payload(call.payload_hash, known)
            if known is not None and call.keys.use_local_cache:
                self._remember(call, known)
            raise
        call.claim = record

    def save_success(self, data: Any, result: Any) -> None:
        """Keep the result under the key of the payload, which was claimed before."""
        call = self._call_for(data)
        if call.key is None:
            return
        text = encoded(result)
        if self.max_result_bytes is not None and len(text) > self.max_result_bytes:
            text = compressed(text)
        record = DataRecord(call.key, COMPLETED, expiry_of(call.keys), None, text, call.payload_hash)
        record.claimed_until = _claim_to_check(call)
        self._update_record(data_record=record)
        self._remember(call, record)

    def delete_record(self, data: Any, exception: BaseException) -> None:  # noqa: ARG002  # for layers that tell them apart
        """Give the key of the payload up, after the function has failed with the exception."""
        call = self._call_for(data)
        if call.key is None:
            return
        record = DataRecord(call.key)
        record.claimed_until = _claim_to_check(call)
        self._delete_record(data_record=record)
        if call.keys.use_local_cache:
            _forget(self._cache_of(call.keys), call.key)

    def get_record(self, data: Any) -> DataRecord | None:
        """The record of the payload's key; IdempotencyItemNotFoundError without one, None without a key."""
        call = self._call_for(data)
        if call.key is None:
            return None
        record = self._cached(call) if call.keys.use_local_cache else None
        if record is None:
            record = self._get_record(call.key)
            self._remember(call, record)
        self._check_payload(call.payload_hash, record)
        return record

    @staticmethod
    def is_missing_idempotency_key(data: Any) -> bool:
        """Whether a selected payload is none: None, empty, or nothing but None."""
        return is_missing(data)

    @abstractmethod
    def _get_record(self, idempotency_key: str) -> DataRecord:
        """The record of a key; raises IdempotencyItemNotFoundError."""

    @abstractmethod
    def _put_record(self, data_record: DataRecord) -> None:
        """Keep a claim; raises IdempotencyItemAlreadyExistsError when a valid record of its key is there."""

    @abstractmethod
    def _update_record(self, data_record: DataRecord) -> None:
        """Keep status, result and expiry of a record."""

    @abstractmethod
    def _delete_record(self, data_record: DataRecord) -> None:
        """Remove a record."""

    # --- For layers, and for tests of them, that work without a decorated function ------------------------------

    def _call_for(self, data: Any) -> Call:
        """The call that is served now; without one, what `configure` was told."""
        call = current_call.get()
        return call if call is not None and call.layer is self else Call(self, self, plain_payload(data))

    def _generate_hash(self, data: Any) -> str:
        return hash_of(self, data)

    def _get_hashed_idempotency_key(self, data: Any) -> str | None:
        return key_of(self, plain_payload(data))

    def _get_hashed_payload(self, data: Any) -> str:
        return payload_hash_of(self, plain_payload(data))

    def _get_expiry_timestamp(self) -> int:
        return expiry_of(self)

    def _validate_payload(self, data_payload: Any, stored_data_record: DataRecord) -> None:
        if isinstance(data_payload, DataRecord):
            return self._check_payload(data_payload.payload_hash or "", stored_data_record)
        return self._check_payload(self._call_for(data_payload).payload_hash, stored_data_record)

    def _save_to_cache(self, data_record: DataRecord) -> None:
        if self.use_local_cache and data_record.status == COMPLETED:
            _keep(self._cache, data_record.idempotency_key, data_record)

    def _retrieve_from_cache(self, idempotency_key: str) -> DataRecord | None:
        if not self.use_local_cache:
            return None
        return _unexpired(self._cache, idempotency_key)

    def _delete_from_cache(self, idempotency_key: str) -> None:
        if self.use_local_cache:
            _forget(self._cache, idempotency_key)

    # --- For all of them ----------------------------------------------------------------------------------------

    def _check_payload(self, payload_hash: str, stored: DataRecord) -> None:
        if payload_hash and stored.payload_hash != payload_hash:
            raise IdempotencyValidationError("Payload does not match stored record for this event key")

    def _cache_of(self, keys: Any) -> LRUDict:
        cache: LRUDict | None = keys.cache if isinstance(keys, Keys) else self._cache
        if cache is None:
            cache = keys.cache = self.local_cache(keys.local_cache_max_items)
        return cache

    def remembered(self, call: Call) -> DataRecord | None:
        """The result that this environment remembers, if it does; IdempotencyValidationError for another payload."""
        cached = self._cached(call)
        if cached is not None and call.payload_hash:
            self._check_payload(call.payload_hash, cached)
        return cached

    def _cached(self, call: Call) -> DataRecord | None:
        return _unexpired(self._cache_of(call.keys), call.key or "")

    def _remember(self, call: Call, record: DataRecord) -> None:
        if call.keys.use_local_cache and record.status == COMPLETED:
            _keep(self._cache_of(call.keys), call.key or "", record)


# The cache has no lock, which a fork could leave locked for ever. What two threads do to it at once is a miss.


def _unexpired(cache: LRUDict, key: str) -> DataRecord | None:
    try:
        record: DataRecord | None = cache.get(key)
    except KeyError:  # another thread dropped it between two steps
        return None
    if record is None or not record.is_expired:
        return record
    _forget(cache, key)
    return None


def _keep(cache: LRUDict, key: str, record: DataRecord) -> None:
    try:
        cache[key] = record
    except (KeyError, RuntimeError):  # another thread dropped the same oldest item
        return


def _forget(cache: LRUDict, key: str) -> None:
    try:
        del cache[key]
    except KeyError:
        return


def _lease() -> int:
    warn(
        "Couldn't determine the remaining time left. Did you call register_lambda_context on IdempotencyConfig? "
        f"The claim is held for {LONGEST_RUN} seconds."
    )
    return LONGEST_RUN * 1000


def _claim_to_check(call: Call) -> int | None:
    """The claim that a change has to find in the store; None when nobody else can have claimed the key."""
    return call.claim.in_progress_expiry_timestamp if call.claim is not None and call.claim_is_shaky else None
