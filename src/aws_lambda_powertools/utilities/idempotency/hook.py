"""The protocol of response hooks."""

from __future__ import annotations

from typing import Protocol  # only who names the protocol pays for it

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord


class IdempotentHookFunction(Protocol):
    """Called with a stored result and its record when it is replayed; what it returns is the answer."""

    def __call__(self, response: Any, idempotent_data: DataRecord) -> Any:
        """The answer to give instead of the stored result."""
        ...
