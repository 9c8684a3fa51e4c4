"""Events of EventBridge and its scheduler.

Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/aws-events.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import MappingOrModel


class EventBridgeModel(EventModel):
    """An event; override `detail` with the model of what the sender says."""

    model_config = ConfigDict(populate_by_name=True)

    version: str = Field(description="The version of the format, `0`.", examples=["0"])
    id: str = Field(
        description="Its id; not unique among events that applications send.",
        examples=["6a7e8feb-b491-4cf7-a9f1-bf3703467718"],
    )
    source: str = Field(description="Who sent it, as in `aws.ec2`.", examples=["aws.ec2", "aws.s3"])
    account: str = Field(description="The account that sent it.", examples=["123456789012"])
    time: datetime = Field(
        description="When it happened (ISO 8601).", examples=["2017-12-22T18:43:48Z", "2023-03-08T17:50:14Z"]
    )
    region: str = Field(description="Where it happened.", examples=["us-west-1", "eu-west-1"])
    resources: list[str] = Field(
        description="ARNs of what it is about.",
        examples=[["arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0"], ["arn:aws:s3:::example-bucket"]],
    )
    detail_type: str = Field(
        alias="detail-type",
        description="What happened; tells with the source how `detail` looks.",
        examples=["EC2 Instance State-change Notification", "Object Created"],
    )
    detail: MappingOrModel = Field(description="What the sender says about it.")
    replay_name: str | None = Field(
        default=None,
        alias="replay-name",
        description="The replay from an archive to which it belongs.",
        examples=["replay_archive"],
    )

    @field_validator("detail", mode="before")
    @classmethod
    def validate_detail(cls, value: Any, info: ValidationInfo) -> Any:
        """What the scheduler sends is JSON in a text."""
        if isinstance(value, str) and info.data.get("source") == "aws.scheduler":
            return functions.json_value(value)
        return value
