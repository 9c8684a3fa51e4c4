"""TablePersistenceLayer: records of idempotency in a table with conditions, whichever holds them."""

from __future__ import annotations

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.records import ConditionFailed, absent, equals, has, less
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyItemAlreadyExistsError,
    IdempotencyItemNotFoundError,
    IdempotencyLeaseLostError,
)
from aws_lambda_powertools.utilities.idempotency.persistence.base import BasePersistenceLayer
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import INPROGRESS, DataRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools._core.records import Condition, Store


class TablePersistenceLayer(BasePersistenceLayer):
    """Keeps records in `self.table`, each value under the attribute named for it."""

    table: Store

    def __init__(
        self,
        *,
        expiry_attr: str = "expiration",
        in_progress_expiry_attr: str = "in_progress_expiration",
        status_attr: str = "status",
        data_attr: str = "data",
        validation_key_attr: str = "validation",
    ) -> None:
        super().__init__()
        self.expiry_attr = expiry_attr
        self.in_progress_expiry_attr = in_progress_expiry_attr
        self.status_attr = status_attr
        self.data_attr = data_attr
        self.validation_key_attr = validation_key_attr

    def _get_record(self, idempotency_key: str) -> DataRecord:
        values = self.table.get(idempotency_key, consistent=True)
        if values is None:
            raise IdempotencyItemNotFoundError(f"There is no record of {idempotency_key!r}")
        return self._record(idempotency_key, values)

    def _put_record(self, data_record: DataRecord) -> None:
        values: dict[str, Any] = {
            self.expiry_attr: data_record.expiry_timestamp,
            self.status_attr: data_record.status,
        }
        if data_record.in_progress_expiry_timestamp is not None:
            values[self.in_progress_expiry_attr] = data_record.in_progress_expiry_timestamp
        if self.payload_checks(data_record):
            values[self.validation_key_attr] = data_record.payload_hash
        try:
            self.table.put(data_record.idempotency_key, values, only_if=self._claimable())
        except ConditionFailed as error:
            current = error.current
            known = None if current is None else self._record(data_record.idempotency_key, current)
            raise IdempotencyItemAlreadyExistsError(old_data_record=known) from error

    def _update_record(self, data_record: DataRecord) -> None:
        values: dict[str, Any] = {
            self.data_attr: data_record.response_data,
            self.expiry_attr: data_record.expiry_timestamp,
            self.status_attr: data_record.status,
        }
        if self.payload_checks(data_record):
            values[self.validation_key_attr] = data_record.payload_hash
        try:
            # A result whose record is gone is kept all the same: the function has run.
            claimed = self._still_claimed(data_record)
            self.table.update(data_record.idempotency_key, values, only_if=claimed and (absent() | claimed))
        except ConditionFailed as error:
            if not self._is_saved(error.current, values):
                raise IdempotencyLeaseLostError(_LOST) from error

    def _delete_record(self, data_record: DataRecord) -> None:
        try:
            self.table.delete(data_record.idempotency_key, only_if=self._still_claimed(data_record))
        except ConditionFailed as error:
            if error.current is not None:
                raise IdempotencyLeaseLostError(_LOST) from error

    def payload_checks(self, data_record: DataRecord) -> bool:
        """Whether the record's payload is to be compared with later ones."""
        return bool(data_record.payload_hash)

    def _claimable(self) -> Condition:
        """No record, or an expired one, or a run whose lease is over."""
        now = clock.seconds()
        timed_out = (
            equals(self.status_attr, INPROGRESS, "inprogress")
            & has(self.in_progress_expiry_attr)
            & less(self.in_progress_expiry_attr, int(now * 1000), "now_in_millis")
        )
        return absent() | less(self.expiry_attr, int(now), "now") | timed_out

    def _still_claimed(self, data_record: DataRecord) -> Condition | None:
        """The record is the claim that was made for this call; None where nobody else can have claimed it."""
        if data_record.claimed_until is None:
            return None
        return equals(self.status_attr, INPROGRESS, "inprogress") & equals(
            self.in_progress_expiry_attr, data_record.claimed_until, "claimed_until"
        )

    def _is_saved(self, current: dict[str, Any] | None, values: dict[str, Any]) -> bool:
        """Whether the record is what was to be written: the client sent it twice, as the first answer got lost."""
        return current is not None and all(current.get(name) == value for name, value in values.items())

    def _record(self, key: str, values: dict[str, Any]) -> DataRecord:
        return DataRecord(
            idempotency_key=key,
            status=values[self.status_attr],
            expiry_timestamp=values.get(self.expiry_attr),
            in_progress_expiry_timestamp=values.get(self.in_progress_expiry_attr),
            response_data=values.get(self.data_attr) or "",
            payload_hash=values.get(self.validation_key_attr),
        )


_LOST = "Another run has claimed the key after this one's lease had ended"
