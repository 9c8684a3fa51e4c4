"""What AppSync Events asks of handlers of channel namespaces.

Source: https://docs.aws.amazon.com/appsync/latest/eventapi/runtime-reference.html
"""

from __future__ import annotations

from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools.utilities.data_classes._fields import field
from aws_lambda_powertools.utilities.data_classes.appsync_resolver_event import AppSyncEventBase
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class AppSyncResolverEventsInfo(DictWrapper):
    """What happens, and on which channel."""

    channel: dict[str, Any] = field("channel")
    """The channel: `path` and `segments`."""
    channel_path: str = field("path", inside="channel")
    """The path of the channel, such as `/default/room`."""
    channel_segments: list[str] = field("segments", inside="channel")
    """The parts of the path."""
    channel_namespace: dict[str, Any] = field("channelNamespace")
    """The namespace of the channel: `name`."""
    operation: str = field("operation")
    """`PUBLISH` or `SUBSCRIBE`."""


class AppSyncResolverEventsEvent(AppSyncEventBase):
    """Events that are published on a channel, or a subscription to it."""

    @property
    def events(self) -> list[dict[str, Any]]:
        """What is published, each with `id` and `payload`.

        A subscription publishes nothing: one empty dict stands here then, or nothing under POWERTOOLS_STRICT.
        """
        return self._data.get("events") or ([] if STRICT.get() else [{}])

    out_errors: list[Any] = field("outErrors", default_factory=list)
    """Errors so far."""
    info: AppSyncResolverEventsInfo = field("info", AppSyncResolverEventsInfo)
    """What happens, and on which channel."""
