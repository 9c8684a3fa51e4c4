"""CachePersistenceLayer: records in Redis or Valkey."""

from __future__ import annotations

import json
from typing import Protocol  # who names this module has a client of Redis to import, too

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyItemAlreadyExistsError,
    IdempotencyItemNotFoundError,
    IdempotencyLeaseLostError,
    IdempotencyPersistenceConfigError,
    IdempotencyPersistenceConnectionError,
    IdempotencyPersistenceConsistencyError,
)
from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import INPROGRESS, DataRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

STANDALONE = "standalone"
CLUSTER = "cluster"

TAKE_OVER_SECONDS = 10
"""How long the lock on a record that is to be taken over stands, should its holder die."""

# Writes or deletes a record if it still is the claim whose lease ends at ARGV[2]; answers whether it was.
IF_STILL_CLAIMED = """
local record = redis.call('GET', KEYS[1])
if record == ARGV[3] then return 1 end
if record then
  local read, values = pcall(cjson.decode, record)
  local lease = read and type(values) == 'table' and values[ARGV[1]]
  if type(lease) ~= 'number' or string.format('%.0f', lease) ~= ARGV[2] then return 0 end
end
if ARGV[3] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[3], 'EX', ARGV[4]) end
return 1
"""

# Puts a record in the place of the one that was seen there; answers whether it still was.
IF_UNCHANGED = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
"""

NOT_ALLOWED = ("NOPERM", "no permissions", "unknown command")
"""How servers refuse scripts altogether."""


class CacheClientProtocol(Protocol):
    """What the layer needs of a client of Redis or Valkey."""

    def get(self, name: bytes | str | memoryview) -> bytes | str | None:
        """The value of a key, or None."""
        ...

    def set(
        self,
        name: str | bytes,
        value: bytes | float | str,
        ex: float | Any | None = ...,
        px: float | Any | None = ...,
        nx: bool = ...,
    ) -> bool | None:
        """Set a key, with `nx` only if it is not set; None if it was not."""
        ...

    def delete(self, *names: bytes | str | memoryview) -> Any:
        """Remove keys."""
        ...


class CacheConnection:
    """How to reach a server: by its URL, or by host, port, user, password and number of the database."""

    def __init__(
        self,
        url: str = "",
        host: str = "",
        port: int = 6379,
        username: str = "",
        password: str = "",
        db_index: int = 0,
        mode: Literal["standalone", "cluster"] = "standalone",
        ssl: bool = True,
    ) -> None:
        self.url = url
        self.host = host
        self.port = port
        self.username = username
        self.password = password
        self.db_index = db_index
        self.mode = mode
        self.ssl = ssl

    def get_client(self) -> Any:
        """A client of the redis package, of the standalone or of the cluster kind."""
        redis = require("redis", extra="redis", wanted_by="CachePersistenceLayer")
        clients = {STANDALONE: redis.Redis, CLUSTER: redis.cluster.RedisCluster}
        if self.mode not in clients:
            raise IdempotencyPersistenceConfigError(f"Mode {self.mode} not supported")
        client = clients[self.mode]
        try:
            if self.url:
                return client.from_url(url=self.url)
            options: dict[str, Any] = {} if self.mode == CLUSTER else {"db": self.db_index}
            return client(
                host=self.host,
                port=self.port,
                username=self.username,
                password=self.password,
                decode_responses=True,
                ssl=self.ssl,
                **options,
            )
        except redis.exceptions.ConnectionError as error:
            raise IdempotencyPersistenceConnectionError("Could not connect to the cache", error) from error

    _init_client = get_client


class CachePersistenceLayer(BasePersistenceLayer):
    """Keeps records in Redis or Valkey, through `client`, or through one made of the other options.

    Any client with `get`, `set` and `delete` does, such as those of redis, valkey and valkey-glide (sync). A run that
    ends after its lease never overwrites a newer one; with a client that can run scripts (`eval`) this holds without
    exception, without one there is a moment between look and change. A cluster needs no more, as every operation
    has one key.
    """

    def __init__(
        self,
        url: str = "",
        host: str = "",
        port: int = 6379,
        username: str = "",
        password: str = "",
        db_index: int = 0,
        mode: Literal["standalone", "cluster"] = "standalone",
        ssl: bool = True,
        client: CacheClientProtocol | None = None,
        in_progress_expiry_attr: str = "in_progress_expiration",
        expiry_attr: str = "expiration",
        status_attr: str = "status",
        data_attr: str = "data",
        validation_key_attr: str = "validation",
    ) -> None:
        super().__init__()
        if client is None:
            client = CacheConnection(url, host, port, username, password, db_index, mode, ssl).get_client()
        self.client: Any = client
        self.in_progress_expiry_attr = in_progress_expiry_attr
        self.expiry_attr = expiry_attr
        self.status_attr = status_attr
        self.data_attr = data_attr
        self.validation_key_attr = validation_key_attr
        self._can_run_scripts = callable(getattr(client, "eval", None))

    def _get_record(self, idempotency_key: str) -> DataRecord:
        text = self.client.get(idempotency_key)
        if text is None:
            raise IdempotencyItemNotFoundError(f"There is no record of {idempotency_key!r}")
        return self._record(idempotency_key, text)

    def _put_record(self, data_record: DataRecord) -> None:
        value = self._claim_text(data_record)
        lifetime = self._lifetime(data_record)
        if self.client.set(name=data_record.idempotency_key, value=value, ex=lifetime, nx=True):
            return
        known = self._valid_record(data_record.idempotency_key, self.client.get(data_record.idempotency_key))
        if known is not None:
            raise IdempotencyItemAlreadyExistsError(old_data_record=known)
        self._take_over(data_record, value, lifetime)

    def _update_record(self, data_record: DataRecord) -> None:
        values: dict[str, Any] = {
            self.data_attr: data_record.response_data,
            self.status_attr: data_record.status,
            self.expiry_attr: data_record.expiry_timestamp,
        }
        if data_record.payload_hash:
            values[self.validation_key_attr] = data_record.payload_hash
        self._change(data_record, json.dumps(values))

    def _delete_record(self, data_record: DataRecord) -> None:
        self._change(data_record, "")

    def _change(self, data_record: DataRecord, value: str) -> None:
        """Write a record, or delete it if the value is empty; only if the claim is still ours, where that is to see."""
        key, claimed_until = data_record.idempotency_key, data_record.claimed_until
        lifetime = self._lifetime(data_record)
        if claimed_until is not None:
            changed = self._by_script(
                IF_STILL_CLAIMED, key, self.in_progress_expiry_attr, claimed_until, value, lifetime
            )
            if changed is not None:
                if not changed:
                    raise IdempotencyLeaseLostError(_LOST)
                return
            self._look_before_change(key, claimed_until)
        if value:
            self.client.set(name=key, value=value, ex=lifetime)
        else:
            self.client.delete(key)

    def _look_before_change(self, key: str, claimed_until: int) -> None:
        text = self.client.get(key)
        if text is not None and self._record(key, text).in_progress_expiry_timestamp != claimed_until:
            raise IdempotencyLeaseLostError(_LOST)

    def _by_script(self, script: str, key: str, *arguments: Any) -> bool | None:
        """What a script answers; None where scripts can't be run."""
        if not self._can_run_scripts:
            return None
        try:
            return bool(self.client.eval(script, 1, key, *arguments))
        except Exception as error:
            if not any(words in str(error) for words in NOT_ALLOWED):
                raise
            self._can_run_scripts = False
            return None

    def _valid_record(self, key: str, text: str | bytes | None) -> DataRecord | None:
        """The record that stands in the way of a claim; None if it is gone, expired, over its time or damaged."""
        if text is None:
            return None
        try:
            record = self._record(key, text)
        except IdempotencyPersistenceConsistencyError:
            return None
        if record.is_expired or (record.status == INPROGRESS and record.lease_is_over):
            return None
        return record

    def _take_over(self, data_record: DataRecord, value: str, lifetime: int) -> None:
        """Claim a key whose record is no longer valid; of several who try, one gets it.

        Version 3 takes keys over under the same lock. A lock that has ended does not help who is late, though: what
        is replaced must be what was seen.
        """
        key = data_record.idempotency_key
        if not self.client.set(name=f"{key}:lock", value="True", ex=TAKE_OVER_SECONDS, nx=True):
            raise IdempotencyItemAlreadyExistsError(f"Another run is taking the key {key!r} over")
        text = self.client.get(key)
        known = self._valid_record(key, text)
        if known is not None:
            raise IdempotencyItemAlreadyExistsError(old_data_record=known)
        if not self._replaced(key, text, value, lifetime):
            raise IdempotencyItemAlreadyExistsError(f"Another run has taken the key {key!r} over")

    def _replaced(self, key: str, text: str | bytes | None, value: str, lifetime: int) -> bool:
        if text is None:
            return bool(self.client.set(name=key, value=value, ex=lifetime, nx=True))
        replaced = self._by_script(IF_UNCHANGED, key, text, value, lifetime)
        if replaced is not None:
            return replaced
        self.client.set(name=key, value=value, ex=lifetime)
        return True

    def _claim_text(self, data_record: DataRecord) -> str:
        values: dict[str, Any] = {
            self.status_attr: INPROGRESS,
            self.expiry_attr: data_record.expiry_timestamp,
            self.in_progress_expiry_attr: data_record.in_progress_expiry_timestamp,
        }
        if data_record.payload_hash:
            values[self.validation_key_attr] = data_record.payload_hash
        return json.dumps(values)

    def _lifetime(self, data_record: DataRecord) -> int:
        """Seconds until the server forgets the record."""
        expiry = data_record.expiry_timestamp
        return self.expires_after_seconds if expiry is None else max(1, int(expiry) - int(clock.seconds()))

    def _record(self, key: str, text: str | bytes) -> DataRecord:
        try:
            values: dict[str, Any] = json.loads(text)
            return DataRecord(
                idempotency_key=key,
                status=values[self.status_attr],
                in_progress_expiry_timestamp=values.get(self.in_progress_expiry_attr),
                expiry_timestamp=values.get(self.expiry_attr),
                response_data=values.get(self.data_attr) or "",
                payload_hash=values.get(self.validation_key_attr),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise IdempotencyPersistenceConsistencyError(f"The record of {key!r} is damaged", error) from error

    def _check_payload(self, payload_hash: str, stored: DataRecord) -> None:
        # Version 3 wrote results without the hash that is checked: of those nothing can be said.
        if stored.payload_hash is not None:
            super()._check_payload(payload_hash, stored)


_LOST = "Another run has claimed the key after this one's lease had ended"
