"""LargeResults: results that are too long for one record, in several ones."""

from __future__ import annotations

from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyPersistenceConsistencyError,
    IdempotencyResultError,
)
from aws_lambda_powertools.utilities.idempotency.persistence._table import TablePersistenceLayer
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import COMPLETED, DataRecord

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PARTS = "parts,"
"""What stands in place of a result that is kept in parts: `parts,<how many>,<which>`."""

MOST_PARTS = 24
"""More than Lambda's largest answer, 6 MB, ever needs."""

LONGER = 24 * 60 * 60
"""Seconds that parts outlive the record that names them."""


class LargeResults(TablePersistenceLayer):
    """A layer whose records can hold `max_result_bytes`, and keeps longer results all the same.

    The parts are written first, under names of their own, so that nobody ever reads half a result.
    """

    def _update_record(self, data_record: DataRecord) -> None:
        text = data_record.response_data
        most = self.max_result_bytes
        if most is not None and len(text) > most:
            short = DataRecord(data_record.idempotency_key, COMPLETED, data_record.expiry_timestamp)
            short.payload_hash, short.claimed_until = data_record.payload_hash, data_record.claimed_until
            short.response_data = self._parted(data_record, text, most)
            data_record = short
        super()._update_record(data_record)

    def _record(self, key: str, values: dict[str, Any]) -> DataRecord:
        record = super()._record(key, values)
        if record.response_data.startswith(PARTS):
            record.response_data = self._joined(key, record.response_data)
        return record

    def _parted(self, data_record: DataRecord, text: str, size: int) -> str:
        from secrets import token_hex

        pieces = [text[start : start + size] for start in range(0, len(text), size)]
        if len(pieces) > MOST_PARTS:
            raise IdempotencyResultError(
                f"A result takes {len(text)} bytes compressed; at most {MOST_PARTS * size} can be stored. "
                "Store it elsewhere and return where."
            )
        name = token_hex(8)
        expiry = (data_record.expiry_timestamp or 0) + LONGER
        for number, piece in enumerate(pieces):
            values = {self.data_attr: piece, self.expiry_attr: expiry}
            self.table.put(_part_key(data_record.idempotency_key, name, number), values)
        return f"{PARTS}{len(pieces)},{name}"

    def _joined(self, key: str, reference: str) -> str:
        _, count, name = reference.split(",")
        parts = [self.table.get(_part_key(key, name, number), consistent=True) for number in range(int(count))]
        if None in parts:
            raise IdempotencyPersistenceConsistencyError(f"A part of the result stored under {key!r} is missing")
        return "".join(part[self.data_attr] for part in parts if part is not None)


def _part_key(key: str, name: str, number: int) -> str:
    return f"{key}#part-{name}-{number}"
