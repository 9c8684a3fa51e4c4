"""Publishes and subscribes of an AppSync Events API.

Source: https://docs.aws.amazon.com/appsync/latest/eventapi/channel-namespace-handlers.html
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, field_validator

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.models.appsync import AppSyncIdentity, AppSyncRequestModel
from aws_lambda_powertools.utilities.parser.types import Replaceable


class AppSyncEventsInfoChannelModel(EventModel):
    """A channel."""

    path: str = Field(description="The path of the channel.", examples=["/default/room"])
    segments: list[str] = Field(description="The parts of the path.", examples=[["default", "room"]])


class AppSyncEventsInfoChannelNamespaceModel(EventModel):
    """The namespace of a channel."""

    name: str = Field(description="Its name.", examples=["default"])


class AppSyncEventsInfoModel(EventModel):
    """What happens, and on which channel."""

    channel: AppSyncEventsInfoChannelModel = Field(description="The channel.")
    channelNamespace: AppSyncEventsInfoChannelNamespaceModel = Field(description="Its namespace.")
    operation: str = Field(description="What happens.", examples=["PUBLISH", "SUBSCRIBE"])


class AppSyncEventsEventModel(EventModel):
    """A published event."""

    id: str = Field(
        description="The id by which the answer names it.", examples=["96bc1d46-5b01-40ae-9859-173a5bb3a46a"]
    )
    payload: Any = Field(description="What was published: any JSON.", examples=[{"message": "hello"}])


class AppSyncEventsModel(EventModel):
    """A publish, with events, or a subscribe, without."""

    identity: AppSyncIdentity | dict[str, Any] | None = Field(
        default=None, description="Who made the request; None with an API key."
    )
    request: AppSyncRequestModel = Field(description="The HTTP request.")
    info: AppSyncEventsInfoModel = Field(description="What happens, and on which channel.")
    prev: Any = Field(default=None, description="What came from the function before, in a pipeline.")
    outErrors: list[Any] | None = Field(default=None, description="Errors so far.")
    stash: dict[str, Any] | None = Field(default=None, description="What the functions of a pipeline share.")
    events: Replaceable[list[AppSyncEventsEventModel] | None] = Field(
        default=None, description="The published events; None for a subscribe."
    )

    @field_validator("identity", mode="before")
    @classmethod
    def _nobody(cls, value: Any) -> Any:
        """Nobody, also in samples that were printed by Python."""
        return None if value == "None" else value
