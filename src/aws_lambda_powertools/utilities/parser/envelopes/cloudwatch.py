"""The messages of log lines."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfMany
from aws_lambda_powertools.utilities.parser.models.cloudwatch import CloudWatchLogsModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class CloudWatchLogsEnvelope(EnvelopeOfMany):
    """The message of each log line that a subscription filter of CloudWatch Logs sends."""

    def _held(self, data: Any) -> Iterable[Any]:
        event = CloudWatchLogsModel.model_validate(data)
        return [line.message for line in event.awslogs.decoded_data.logEvents]
