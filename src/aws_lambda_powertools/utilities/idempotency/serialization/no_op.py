"""NoOpSerializer: results as they are."""

from __future__ import annotations

from aws_lambda_powertools.utilities.idempotency.serialization.base import BaseIdempotencySerializer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class NoOpSerializer(BaseIdempotencySerializer):
    """Leaves results as they are; JSON has to have a form for them."""

    def __init__(self) -> None:
        """Nothing to prepare."""

    def to_dict(self, data: Any) -> Any:
        """The same."""
        return data

    def from_dict(self, data: Any) -> Any:
        """The same."""
        return data
