"""Changes of the registry of AWS IoT.

Source: https://docs.aws.amazon.com/iot/latest/developerguide/registry-events.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import EmptyIfNull


class IoTCoreRegistryEventsBase(EventModel):
    """What all events of the registry have."""

    event_id: str = Field(
        alias="eventId", description="Unique among all events.", examples=["f5ae9b94-8b8e-4d8e-8c8f-b3266dd89853"]
    )
    timestamp: datetime = Field(
        description="When it happened: milliseconds since the epoch.",
        examples=[1234567890123],
    )


class IoTCoreThingEvent(IoTCoreRegistryEventsBase):
    """A thing was created, updated or deleted."""

    event_type: Literal["THING_EVENT"] = Field(
        alias="eventType", description="`THING_EVENT`.", examples=["THING_EVENT"]
    )
    operation: str = Field(description="What happened to the thing.", examples=["CREATED", "UPDATED", "DELETED"])
    thing_id: str = Field(
        alias="thingId", description="The id of the thing.", examples=["b604f69c-aa9a-4d4a-829e-c480e958a0b5"]
    )
    account_id: str = Field(alias="accountId", description="The account of the thing.", examples=["123456789012"])
    thing_name: str = Field(alias="thingName", description="The name of the thing.", examples=["MyThing"])
    version_number: int = Field(
        alias="versionNumber", description="Its version, one more with each change.", examples=[1]
    )
    thing_type_name: str | None = Field(default=None, alias="thingTypeName", description="The type of the thing.")
    attributes: EmptyIfNull[dict[str, Any]] = Field(
        default_factory=dict, description="What is known about the thing, by name."
    )


class IoTCoreThingTypeEvent(IoTCoreRegistryEventsBase):
    """A thing type was created, updated (deprecated) or deleted."""

    event_type: Literal["THING_TYPE_EVENT"] = Field(
        alias="eventType", description="`THING_TYPE_EVENT`.", examples=["THING_TYPE_EVENT"]
    )
    operation: str = Field(description="What happened to the type.", examples=["CREATED", "UPDATED", "DELETED"])
    account_id: str = Field(alias="accountId", description="The account of the type.")
    thing_type_id: str = Field(alias="thingTypeId", description="The id of the type.")
    thing_type_name: str = Field(alias="thingTypeName", description="The name of the type.")
    is_deprecated: bool = Field(alias="isDeprecated", description="Whether no thing may get this type any more.")
    deprecation_date: datetime | None = Field(
        default=None, alias="deprecationDate", description="Since when it is deprecated."
    )
    searchable_attributes: EmptyIfNull[list[str]] = Field(
        default_factory=list,
        alias="searchableAttributes",
        description="Names of attributes by which things can be searched.",
    )
    propagating_attributes: EmptyIfNull[list[dict[str, str | None]]] = Field(
        default=[],
        alias="propagatingAttributes",
        description="Which attributes messages carry, and under which names.",
    )
    description: str | None = Field(default=None, description="What the type is for.")


class IoTCoreThingTypeAssociationEvent(IoTCoreRegistryEventsBase):
    """A thing got or lost its type."""

    event_type: Literal["THING_TYPE_ASSOCIATION_EVENT"] = Field(
        alias="eventType", description="`THING_TYPE_ASSOCIATION_EVENT`.", examples=["THING_TYPE_ASSOCIATION_EVENT"]
    )
    operation: str = Field(description="Whether the thing got or lost the type.", examples=["ADDED", "REMOVED"])
    thing_id: str = Field(alias="thingId", description="The id of the thing.")
    thing_name: str = Field(alias="thingName", description="The name of the thing.")
    thing_type_name: str = Field(alias="thingTypeName", description="The name of the type.")


class IoTCoreThingGroupEvent(IoTCoreRegistryEventsBase):
    """A thing group was created, updated or deleted."""

    event_type: Literal["THING_GROUP_EVENT"] = Field(
        alias="eventType", description="`THING_GROUP_EVENT`.", examples=["THING_GROUP_EVENT"]
    )
    operation: str = Field(description="What happened to the group.", examples=["CREATED", "UPDATED", "DELETED"])
    account_id: str = Field(alias="accountId", description="The account of the group.")
    thing_group_id: str = Field(alias="thingGroupId", description="The id of the group.")
    thing_group_name: str = Field(alias="thingGroupName", description="The name of the group.")
    version_number: int = Field(alias="versionNumber", description="Its version, one more with each change.")
    parent_group_name: str | None = Field(
        default=None, alias="parentGroupName", description="The name of the group above it."
    )
    parent_group_id: str | None = Field(
        default=None, alias="parentGroupId", description="The id of the group above it."
    )
    description: str | None = Field(default=None, description="What the group is for.")
    root_to_parent_thing_groups: EmptyIfNull[list[dict[str, str]]] = Field(
        default=[],
        alias="rootToParentThingGroups",
        description="All groups above it, from the top: `groupArn` and `groupId`.",
    )
    attributes: EmptyIfNull[dict[str, Any]] = Field(
        default_factory=dict, description="What is known about the group, by name."
    )
    dynamic_group_mapping_id: str | None = Field(
        default=None,
        alias="dynamicGroupMappingId",
        description="The id of the query, for a group whose members follow from one.",
    )


class IoTCoreAddOrRemoveFromThingGroupEvent(IoTCoreRegistryEventsBase):
    """A thing came into a group or left it."""

    event_type: Literal["THING_GROUP_MEMBERSHIP_EVENT"] = Field(
        alias="eventType", description="`THING_GROUP_MEMBERSHIP_EVENT`.", examples=["THING_GROUP_MEMBERSHIP_EVENT"]
    )
    operation: str = Field(description="Whether it was added or removed.", examples=["ADDED", "REMOVED"])
    account_id: str = Field(alias="accountId", description="The account of the group.")
    group_arn: str = Field(alias="groupArn", description="The ARN of the group.")
    group_id: str = Field(alias="groupId", description="The id of the group.")
    thing_arn: str = Field(alias="thingArn", description="The ARN of the thing.")
    thing_id: str = Field(alias="thingId", description="The id of the thing.")
    membership_id: str = Field(alias="membershipId", description="The id of their connection.")


class IoTCoreAddOrDeleteFromThingGroupEvent(IoTCoreRegistryEventsBase):
    """A group came into another group or left it."""

    event_type: Literal["THING_GROUP_HIERARCHY_EVENT"] = Field(
        alias="eventType", description="`THING_GROUP_HIERARCHY_EVENT`.", examples=["THING_GROUP_HIERARCHY_EVENT"]
    )
    operation: str = Field(description="Whether it was added or removed.", examples=["ADDED", "REMOVED"])
    account_id: str = Field(alias="accountId", description="The account of the groups.")
    thing_group_id: str = Field(alias="thingGroupId", description="The id of the group above.")
    thing_group_name: str = Field(alias="thingGroupName", description="The name of the group above.")
    child_group_id: str = Field(alias="childGroupId", description="The id of the group below.")
    child_group_name: str = Field(alias="childGroupName", description="The name of the group below.")
