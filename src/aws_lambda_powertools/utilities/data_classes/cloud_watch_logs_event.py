"""Lines of log groups that a subscription filter sends.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
"""

from __future__ import annotations

from aws_lambda_powertools._core.encoding import base64_decode, inflate, utf8
from aws_lambda_powertools.utilities.data_classes._fields import field, item_list, part
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper


class CloudWatchLogsLogEvent(DictWrapper):
    """One line."""

    get_id: str = field("id")
    """Unique among all lines."""
    timestamp: int = field("timestamp")
    """When it was written: milliseconds since the epoch."""
    message: str = field("message")
    """The line."""
    extracted_fields: dict[str, str] = field("extractedFields", default_factory=dict)
    """What the filter found in the line, by name."""


class CloudWatchLogsDecodedData(DictWrapper):
    """Lines of one log stream."""

    owner: str = field("owner")
    """The account of the log group."""
    log_group: str = field("logGroup")
    """The log group."""
    log_stream: str = field("logStream")
    """The log stream."""
    subscription_filters: list[str] = field("subscriptionFilters")
    """The filters that matched."""
    message_type: str = field("messageType")
    """`DATA_MESSAGE`, or `CONTROL_MESSAGE` for a test of the destination."""
    policy_level: str | None = field("policyLevel", default=None)
    """`ACCOUNT_LEVEL_POLICY` when a policy of the account sends them."""
    log_events: list[CloudWatchLogsLogEvent] = item_list("logEvents", CloudWatchLogsLogEvent)
    """The lines."""


def inflated(data: str) -> bytes:
    """The content of compressed data in base64, of at most POWERTOOLS_MAX_INFLATED_BYTES; else ValueError."""
    return inflate(base64_decode(data))


class CloudWatchLogsEvent(DictWrapper):
    """Lines of one log stream, compressed."""

    raw_logs_data: str = field("data", inside="awslogs")
    """Gzip of JSON, in base64."""
    decompress_logs_data: bytes = field("data", inflated, inside="awslogs")
    """The JSON; ValueError when it inflates to more than POWERTOOLS_MAX_INFLATED_BYTES, or is no gzip."""

    def parse_logs_data(self) -> CloudWatchLogsDecodedData:
        """The lines; ValueError when the data can't be decoded."""
        return self._kept("parse_logs_data", self.decompress_logs_data, self._parsed)

    def _parsed(self, data: bytes) -> CloudWatchLogsDecodedData:
        return part(self, "awslogs.data", self._json_deserializer(utf8(data)), CloudWatchLogsDecodedData)
