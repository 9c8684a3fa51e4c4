"""Events of EventBridge.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class EventBridgeEvent(DictWrapper):
    """One event."""

    get_id: str = field("id")
    """Its id; not unique among events that applications send."""
    version: str = field("version")
    """The version of the format, `0`."""
    account: str = field("account")
    """The account that sent it."""
    time: str = field("time")
    """When it happened (ISO 8601)."""
    region: str = field("region")
    """Where it happened."""
    resources: list[str] = field("resources")
    """ARNs of what it is about."""
    source: str = field("source")
    """Who sent it, as in `aws.ec2`."""
    detail_type: str = field("detail-type")
    """What happened; tells with the source how `detail` looks."""
    detail: dict[str, Any] = field("detail")
    """What the sender says about it."""
    replay_name: str | None = field("replay-name", default=None)
    """The replay from an archive to which it belongs."""
