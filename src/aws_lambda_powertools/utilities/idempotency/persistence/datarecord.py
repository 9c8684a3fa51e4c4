"""One record of a key: who works on it, until when, or what came out."""

from __future__ import annotations

from aws_lambda_powertools._core import clock
from aws_lambda_powertools.utilities.idempotency._results import decoded
from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyInvalidStatusError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

INPROGRESS = "INPROGRESS"
COMPLETED = "COMPLETED"
EXPIRED = "EXPIRED"

STATUS_CONSTANTS = {INPROGRESS: INPROGRESS, COMPLETED: COMPLETED, EXPIRED: EXPIRED}


class DataRecord:
    """What a store keeps under one key.

    `expiry_timestamp` is in seconds since the epoch, `in_progress_expiry_timestamp` in milliseconds: the end of the
    lease of whoever runs the function now. `response_data` is the result as JSON, `payload_hash` what later payloads
    are checked against, `sort_key` is set by stores with composite keys.

    `claimed_until` is set on changes that may be made only as long as the record is the claim whose lease ends then;
    no later claim ends at the same moment. None stands for changes that nobody else can interfere with.
    """

    claimed_until: int | None = None

    def __init__(
        self,
        idempotency_key: str,
        status: str = "",
        expiry_timestamp: int | None = None,
        in_progress_expiry_timestamp: int | None = None,
        response_data: str = "",
        payload_hash: str | None = "",
        sort_key: str | None = None,
    ) -> None:
        self.idempotency_key = idempotency_key
        self.payload_hash = payload_hash
        self.expiry_timestamp = expiry_timestamp
        self.in_progress_expiry_timestamp = in_progress_expiry_timestamp
        self._status = status
        self.response_data = response_data
        self.sort_key = sort_key

    @property
    def is_expired(self) -> bool:
        """Whether the record is to be treated as if it were not there."""
        return bool(self.expiry_timestamp) and int(clock.seconds()) > int(self.expiry_timestamp or 0)

    @property
    def status(self) -> str:
        """INPROGRESS, COMPLETED or EXPIRED; IdempotencyInvalidStatusError if the store holds anything else."""
        if self.is_expired:
            return EXPIRED
        if self._status in STATUS_CONSTANTS:
            return self._status
        raise IdempotencyInvalidStatusError(self._status)

    @property
    def lease_is_over(self) -> bool:
        """Whether the run in progress had its time; a lease without end lasts until the record expires."""
        until = self.in_progress_expiry_timestamp
        return until is not None and until < clock.milliseconds()

    def response_json_as_dict(self) -> Any:
        """The result as plain data; None if there is none."""
        if not self.response_data:
            return None
        return decoded(self.response_data)

    def get_expiration_datetime(self) -> datetime | None:
        """When the record expires, as local time; None for never."""
        if not self.expiry_timestamp:
            return None
        from datetime import datetime

        return datetime.fromtimestamp(int(self.expiry_timestamp))  # noqa: DTZ006  # as hooks have always had it

    def __repr__(self) -> str:
        return f"DataRecord({self.idempotency_key!r}, {self._status!r})"
