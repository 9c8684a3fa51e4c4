"""Log events that a subscription filter of CloudWatch Logs sends.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field, field_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import Replaceable, TextOrModel


class CloudWatchLogsLogEvent(EventModel):
    """A log event."""

    id: str = Field(description="Unique among all lines.")
    timestamp: datetime = Field(description="When it was written: milliseconds since the epoch.")
    message: TextOrModel = Field(description="The line.")


class CloudWatchLogsDecode(EventModel):
    """The log events of a stream."""

    messageType: str = Field(description="`DATA_MESSAGE`, or `CONTROL_MESSAGE` for a test of the destination.")
    owner: str = Field(description="The account of the log group.")
    logGroup: str = Field(description="The log group.")
    logStream: str = Field(description="The log stream.")
    subscriptionFilters: list[str] = Field(description="The filters that matched.")
    logEvents: Replaceable[list[CloudWatchLogsLogEvent]] = Field(description="The lines.")
    policyLevel: str | None = Field(
        default=None, description="`ACCOUNT_LEVEL_POLICY` when a policy of the account sends them."
    )


class CloudWatchLogsData(EventModel):
    """What comes compressed in base64."""

    decoded_data: Replaceable[CloudWatchLogsDecode] = Field(alias="data", description="Gzip of JSON, in base64.")

    @field_validator("decoded_data", mode="before")
    @classmethod
    def prepare_data(cls, value: Any) -> Any:
        """The JSON in what comes compressed, in base64."""
        if functions.is_mapping(value) or functions.is_model(value):
            return value
        return functions.inflated_json(functions.decoded_base64(value))


class CloudWatchLogsModel(EventModel):
    """A call by CloudWatch Logs."""

    awslogs: Replaceable[CloudWatchLogsData] = Field(description="The compressed log events.")
