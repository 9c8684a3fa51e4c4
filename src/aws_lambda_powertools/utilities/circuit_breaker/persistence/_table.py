"""TableOfCircuits: the states of circuits in a table with conditions, whichever holds them."""

from __future__ import annotations

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.records import ConditionFailed, at_most, equals, missing
from aws_lambda_powertools.utilities.circuit_breaker.persistence.base import (
    CircuitBreakerExistingLockError,
    CircuitBreakerPersistenceLayer,
)
from aws_lambda_powertools.utilities.circuit_breaker.persistence.record import CircuitStateRecord
from aws_lambda_powertools.utilities.circuit_breaker.states import CircuitState

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aws_lambda_powertools._core.records import Condition, Store


class TableOfCircuits(CircuitBreakerPersistenceLayer):
    """Keeps records in `self.table`, each value under the attribute named for it."""

    table: Store

    def __init__(
        self,
        *,
        state_attr: str = "state",
        failure_count_attr: str = "failure_count",
        opened_at_attr: str = "opened_at",
        half_open_owner_attr: str = "half_open_owner",
        probe_lease_expiry_attr: str = "probe_lease_expiry",
        expiry_attr: str = "expiration",
    ) -> None:
        super().__init__()
        self.state_attr = state_attr
        self.failure_count_attr = failure_count_attr
        self.opened_at_attr = opened_at_attr
        self.half_open_owner_attr = half_open_owner_attr
        self.probe_lease_expiry_attr = probe_lease_expiry_attr
        self.expiry_attr = expiry_attr

    def _get_record(self, name: str) -> CircuitStateRecord | None:
        values = self.table.get(name)
        return None if values is None else self._record_of(name, values)

    def _put_record(
        self, record: CircuitStateRecord, condition: str | None = None, expected_opened_at: int | None = None
    ) -> None:
        only_if = None if condition is None else self._nobody_tries(expected_opened_at)
        try:
            self.table.put(record.name, self._values_of(record), only_if=only_if)
        except ConditionFailed as error:
            raise CircuitBreakerExistingLockError(f"Circuit {record.name!r} is being tried already") from error

    def _update_record(self, record: CircuitStateRecord) -> None:
        values = {
            self.state_attr: record.state.value,
            self.failure_count_attr: record.failure_count,
            self.expiry_attr: record.expiry_timestamp,
        }
        gone = [self.half_open_owner_attr, self.probe_lease_expiry_attr]
        if record.opened_at is None:
            gone.insert(0, self.opened_at_attr)
        else:
            values[self.opened_at_attr] = record.opened_at
        self.table.update(record.name, values, remove=gone)

    def _nobody_tries(self, expected_opened_at: int | None) -> Condition:
        """The circuit is open as it was seen, or who tried it had its time."""
        seen = equals(self.state_attr, CircuitState.OPEN.value, "open") & missing(self.half_open_owner_attr)
        if expected_opened_at is not None:
            seen = seen & equals(self.opened_at_attr, expected_opened_at, "expected_opened_at")
        abandoned = equals(self.state_attr, CircuitState.HALF_OPEN.value, "half_open") & at_most(
            self.probe_lease_expiry_attr, int(clock.seconds()), "now"
        )
        return seen | abandoned

    def _values_of(self, record: CircuitStateRecord) -> dict[str, Any]:
        values = {
            self.state_attr: record.state.value,
            self.failure_count_attr: record.failure_count,
            self.opened_at_attr: record.opened_at,
            self.half_open_owner_attr: record.half_open_owner,
            self.probe_lease_expiry_attr: record.probe_lease_expiry,
            self.expiry_attr: record.expiry_timestamp,
        }
        return {name: value for name, value in values.items() if value is not None}

    def _record_of(self, name: str, values: Mapping[str, Any]) -> CircuitStateRecord:
        return CircuitStateRecord(
            name=name,
            state=CircuitState(values[self.state_attr]),
            failure_count=values.get(self.failure_count_attr, 0),
            opened_at=values.get(self.opened_at_attr),
            half_open_owner=values.get(self.half_open_owner_attr),
            probe_lease_expiry=values.get(self.probe_lease_expiry_attr),
            expiry_timestamp=values.get(self.expiry_attr),
        )
