"""Event APIs of AWS AppSync."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.events_appsync.appsync_events import (
        AppSyncEventsResolver as AppSyncEventsResolver,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__, {".appsync_events": ["AppSyncEventsResolver"], ".exceptions": [], ".router": []}
)
