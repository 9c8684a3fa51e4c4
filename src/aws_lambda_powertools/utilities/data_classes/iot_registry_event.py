"""Changes in the registry of AWS IoT: things, their types and groups.

Source: https://docs.aws.amazon.com/iot/latest/developerguide/registry-events.html
"""

from __future__ import annotations

from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools.utilities.data_classes._fields import field
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, Literal, TypeAlias

    EVENT_CRUD_OPERATION: TypeAlias = Literal["CREATED", "UPDATED", "DELETED"]
    EVENT_ADD_REMOVE_OPERATION: TypeAlias = Literal["ADDED", "REMOVED"]

_LATEST_IN_SECONDS = 10**10
"""A larger number (after the year 2286) must be milliseconds."""


def _moment(timestamp: float) -> datetime:
    from datetime import datetime, timezone

    seconds = timestamp / 1000 if timestamp > _LATEST_IN_SECONDS else timestamp
    # Lambda's clock shows UTC, so the naive time is UTC there; elsewhere only the aware one can be trusted.
    return datetime.fromtimestamp(seconds, timezone.utc if STRICT.get() else None)


def _date(text: str) -> datetime | None:
    from datetime import datetime

    # Before Python 3.11 a `Z` at the end is not understood.
    return datetime.fromisoformat(f"{text[:-1]}+00:00" if text.endswith("Z") else text) if text else None


class IoTCoreRegistryEventsBase(DictWrapper):
    """What all changes have in common."""

    event_id: str = field("eventId")
    """Unique among all events."""
    timestamp: datetime = field("timestamp", _moment)
    """When it happened: a naive local time, which is UTC in Lambda; aware, in UTC, under POWERTOOLS_STRICT."""


class IoTCoreThingEvent(IoTCoreRegistryEventsBase):
    """A thing was created, updated or deleted."""

    event_type: Literal["THING_EVENT"] = field("eventType")
    """`THING_EVENT`."""
    operation: str = field("operation")
    """`CREATED`, `UPDATED` or `DELETED`."""
    thing_id: str = field("thingId")
    """The id of the thing."""
    account_id: str = field("accountId")
    """The account of the thing."""
    thing_name: str = field("thingName")
    """The name of the thing."""
    version_number: int = field("versionNumber")
    """Its version, one more with each change."""
    thing_type_name: str | None = field("thingTypeName", default=None)
    """The type of the thing."""
    attributes: dict[str, Any] = field("attributes")
    """What is known about the thing, by name."""


class IoTCoreThingTypeEvent(IoTCoreRegistryEventsBase):
    """A type was created, deprecated or deleted."""

    event_type: str = field("eventType")
    """`THING_TYPE_EVENT`."""
    operation: EVENT_CRUD_OPERATION = field("operation")
    """What happened to the type."""
    account_id: str = field("accountId")
    """The account of the type."""
    thing_type_id: str = field("thingTypeId")
    """The id of the type."""
    thing_type_name: str = field("thingTypeName")
    """The name of the type."""
    is_deprecated: bool = field("isDeprecated")
    """Whether no thing may get this type any more."""
    deprecation_date: datetime | None = field("deprecationDate", _date, default=None)
    """Since when it is deprecated; ValueError when that is no ISO 8601."""
    searchable_attributes: list[str] = field("searchableAttributes")
    """Names of attributes by which things can be searched."""
    propagating_attributes: list[dict[str, str]] = field("propagatingAttributes")
    """Which attributes messages carry, and under which names."""
    description: str | None = field("description", default=None)
    """What the type is for."""


class IoTCoreThingTypeAssociationEvent(IoTCoreRegistryEventsBase):
    """A thing got or lost a type."""

    event_type: str = field("eventType")
    """`THING_TYPE_ASSOCIATION_EVENT`."""
    operation: Literal["THING_TYPE_ASSOCIATION_EVENT"] = field("operation")
    """`ADDED` or `REMOVED`."""
    thing_id: str = field("thingId")
    """The id of the thing."""
    thing_name: str = field("thingName")
    """The name of the thing."""
    thing_type_name: str = field("thingTypeName")
    """The name of the type."""


class IoTCoreThingGroupEvent(IoTCoreRegistryEventsBase):
    """A group was created, updated or deleted."""

    event_type: str = field("eventType")
    """`THING_GROUP_EVENT`."""
    operation: EVENT_CRUD_OPERATION = field("operation")
    """What happened to the group."""
    account_id: str = field("accountId")
    """The account of the group."""
    thing_group_id: str = field("thingGroupId")
    """The id of the group."""
    thing_group_name: str = field("thingGroupName")
    """The name of the group."""
    version_number: int = field("versionNumber")
    """Its version, one more with each change."""
    parent_group_name: str | None = field("parentGroupName", default=None)
    """The name of the group above it."""
    parent_group_id: str | None = field("parentGroupId", default=None)
    """The id of the group above it."""
    description: str | None = field("description", default=None)
    """What the group is for."""
    root_to_parent_thing_groups: list[dict[str, str]] = field("rootToParentThingGroups")
    """All groups above it, from the top: `groupArn` and `groupId`."""
    attributes: dict[str, Any] = field("attributes")
    """What is known about the group, by name."""
    dynamic_group_mapping_id: str | None = field("dynamicGroupMappingId", default=None)
    """The id of the query, for a group whose members follow from one."""


class IoTCoreAddOrRemoveFromThingGroupEvent(IoTCoreRegistryEventsBase):
    """A thing was added to a group, or removed from it."""

    event_type: str = field("eventType")
    """`THING_GROUP_MEMBERSHIP_EVENT`."""
    operation: EVENT_ADD_REMOVE_OPERATION = field("operation")
    """Whether it was added or removed."""
    account_id: str = field("accountId")
    """The account of the group."""
    group_arn: str = field("groupArn")
    """The ARN of the group."""
    group_id: str = field("groupId")
    """The id of the group."""
    thing_arn: str = field("thingArn")
    """The ARN of the thing."""
    thing_id: str = field("thingId")
    """The id of the thing."""
    membership_id: str = field("membershipId")
    """The id of their connection."""


class IoTCoreAddOrDeleteFromThingGroupEvent(IoTCoreRegistryEventsBase):
    """A group was added to another group, or removed from it."""

    event_type: str = field("eventType")
    """`THING_GROUP_HIERARCHY_EVENT`."""
    operation: EVENT_ADD_REMOVE_OPERATION = field("operation")
    """Whether it was added or removed."""
    account_id: str = field("accountId")
    """The account of the groups."""
    thing_group_id: str = field("thingGroupId")
    """The id of the group above."""
    thing_group_name: str = field("thingGroupName")
    """The name of the group above."""
    child_group_id: str = field("childGroupId")
    """The id of the group below."""
    child_group_name: str = field("childGroupName")
    """The name of the group below."""
