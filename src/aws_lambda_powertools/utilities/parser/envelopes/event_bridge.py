"""The detail of an EventBridge event."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfOne
from aws_lambda_powertools.utilities.parser.models.event_bridge import EventBridgeModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class EventBridgeEnvelope(EnvelopeOfOne):
    """The detail of an EventBridge event."""

    def _held(self, data: Any) -> Any:
        return EventBridgeModel.model_validate(data).detail
