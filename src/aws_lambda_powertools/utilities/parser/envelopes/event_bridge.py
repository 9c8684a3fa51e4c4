"""The detail of an EventBridge event."""

from __future__ import annotations

from datetime import datetime

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfOne

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class EventBridgeEnvelope(EnvelopeOfOne):
    """The detail of an EventBridge event."""

    def _held(self, data: Any) -> Any:
        # As in the envelope of SQS: the model is the judge of what is not as EventBridge sends it.
        if _is_as_sent(data):
            return data["detail"]
        from aws_lambda_powertools.utilities.parser.models.event_bridge import EventBridgeModel

        return EventBridgeModel.model_validate(data).detail


_LENGTH_OF_TIME = len("2015-11-11T21:24:14Z")


def _is_as_sent(event: Any) -> bool:
    """Whether an event has all that EventBridge always sends."""
    try:
        time = event["time"]
        datetime.fromisoformat(time[:-1])  # Python 3.10 can't read the Z
        "".join(event["resources"])  # a TypeError, if they are not all texts
        return (
            type(event["version"])
            is type(event["id"])
            is type(event["source"])
            is type(event["account"])
            is type(event["region"])
            is type(event["detail-type"])
            is str
            and len(time) == _LENGTH_OF_TIME
            and time[-1] == "Z"
            and type(event["resources"]) is list
            and type(event["detail"]) is dict
            and type(event.get("replay-name", "")) is str
        )
    except (KeyError, TypeError, ValueError):
        return False
