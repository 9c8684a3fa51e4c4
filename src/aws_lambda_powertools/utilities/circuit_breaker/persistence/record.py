"""CircuitStateRecord: what a store keeps of one circuit."""

from __future__ import annotations

from aws_lambda_powertools.utilities.circuit_breaker._values import Value
from aws_lambda_powertools.utilities.circuit_breaker.states import CircuitInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.circuit_breaker.states import CircuitState


class CircuitStateRecord(
    Value,
    fields=(
        "name",
        "state",
        "failure_count",
        "opened_at",
        "half_open_owner",
        "probe_lease_expiry",
        "expiry_timestamp",
    ),
):
    """The state of a circuit as it is stored; all times are in seconds since the epoch.

    `half_open_owner` is who may try calls while the circuit is half open, until `probe_lease_expiry`.
    `expiry_timestamp` is when the store may forget the record.
    """

    name: str
    state: CircuitState
    failure_count: int
    opened_at: int | None
    half_open_owner: str | None
    probe_lease_expiry: int | None
    expiry_timestamp: int | None

    def __init__(
        self,
        name: str,
        state: CircuitState,
        failure_count: int = 0,
        opened_at: int | None = None,
        half_open_owner: str | None = None,
        probe_lease_expiry: int | None = None,
        expiry_timestamp: int | None = None,
    ) -> None:
        self.name = name
        self.state = state
        self.failure_count = failure_count
        self.opened_at = opened_at
        self.half_open_owner = half_open_owner
        self.probe_lease_expiry = probe_lease_expiry
        self.expiry_timestamp = expiry_timestamp

    def to_circuit_info(self) -> CircuitInfo:
        """What is told to callbacks and errors."""
        return CircuitInfo(self.name, self.state, self.failure_count, self.opened_at)
