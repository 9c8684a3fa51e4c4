"""Publishes and subscribes of an AppSync Events API.

Source: https://docs.aws.amazon.com/appsync/latest/eventapi/channel-namespace-handlers.html
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.models.appsync import (
    AppSyncCognitoIdentity,
    AppSyncIamIdentity,
    AppSyncLambdaIdentity,
    AppSyncOidcIdentity,
    AppSyncRequestModel,
)


class AppSyncEventsInfoChannelModel(EventModel):
    """A channel."""

    path: str = Field(description="The path of the channel, such as `/default/room`.")
    segments: list[str] = Field(description="The parts of the path.")


class AppSyncEventsInfoChannelNamespaceModel(EventModel):
    """The namespace of a channel."""

    name: str = Field(description="Its name in the pipeline.")


class AppSyncEventsInfoModel(EventModel):
    """What happens, and on which channel."""

    channel: AppSyncEventsInfoChannelModel = Field(description="The channel: `path` and `segments`.")
    channelNamespace: AppSyncEventsInfoChannelNamespaceModel = Field(
        description="The namespace of the channel: `name`."
    )
    operation: Literal["PUBLISH", "SUBSCRIBE"] = Field(
        description="`PUBLISH` or `SUBSCRIBE`.", examples=["PUBLISH", "SUBSCRIBE"]
    )


class AppSyncEventsEventModel(EventModel):
    """A published event."""

    id: str = Field(description="Its id, ARN or alias.")
    payload: dict[str, Any] = Field(description="What the access point wants the function to know.")


class AppSyncEventsModel(EventModel):
    """A publish, with events, or a subscribe, without."""

    identity: AppSyncIamIdentity | AppSyncCognitoIdentity | AppSyncOidcIdentity | AppSyncLambdaIdentity | None = Field(
        default=None, description="Who made the request."
    )
    request: AppSyncRequestModel = Field(description="Who signs up.")
    info: AppSyncEventsInfoModel = Field(description="What happens, and on which channel.")
    prev: str | None = Field(default=None, description="What came from the function before, in a pipeline.")
    outErrors: list[str] | None = Field(default=None, description="Errors so far.")
    stash: dict[str, Any] | None = Field(default=None, description="What the functions of a pipeline share.")
    events: list[AppSyncEventsEventModel] | None = Field(
        default=None, description="The published events; None for a subscribe."
    )
