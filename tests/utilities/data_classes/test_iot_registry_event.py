"""Changes in the registry of AWS IoT."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

import pytest

from aws_lambda_powertools.utilities.data_classes.iot_registry_event import (
    IoTCoreAddOrDeleteFromThingGroupEvent,
    IoTCoreAddOrRemoveFromThingGroupEvent,
    IoTCoreRegistryEventsBase,
    IoTCoreThingEvent,
    IoTCoreThingGroupEvent,
    IoTCoreThingTypeAssociationEvent,
    IoTCoreThingTypeEvent,
)

needs_time_zones = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone can't be set here")


@pytest.fixture
def new_york(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_thing(event):
    thing = IoTCoreThingEvent(event("iotRegistryEventsThingEvent"))

    assert thing.event_type == "THING_EVENT"
    assert thing.event_id == "f5ae9b94-8b8e-4d8e-8c8f-b3266dd89853"
    assert thing.timestamp == datetime.fromtimestamp(1234567890.123)
    assert thing.operation == "CREATED"
    assert thing.account_id == "123456789012"
    assert thing.thing_id == "b604f69c-aa9a-4d4a-829e-c480e958a0b5"
    assert thing.thing_name == "MyThing"
    assert thing.version_number == 1
    assert thing.thing_type_name is None
    assert thing.attributes == {"attribute1": "value1", "attribute2": "value2", "attribute3": "value3"}


def test_a_type():
    raw = {
        "eventType": "THING_TYPE_EVENT",
        "operation": "UPDATED",
        "accountId": "123456789012",
        "thingTypeId": "c530ae83-32aa-4592-94d3-da29879d1aac",
        "thingTypeName": "MyThingType",
        "isDeprecated": True,
        "deprecationDate": "2026-01-15T10:30:00Z",
        "searchableAttributes": ["serial"],
        "propagatingAttributes": [{"userPropertyKey": "key", "thingAttribute": "model"}],
        "description": "My thing type",
    }
    kind = IoTCoreThingTypeEvent(raw)

    assert (kind.event_type, kind.operation, kind.account_id) == ("THING_TYPE_EVENT", "UPDATED", "123456789012")
    assert (kind.thing_type_id, kind.thing_type_name) == (raw["thingTypeId"], "MyThingType")
    assert kind.is_deprecated is True
    assert kind.deprecation_date == datetime(2026, 1, 15, 10, 30, tzinfo=timezone.utc)
    assert kind.searchable_attributes == ["serial"]
    assert kind.propagating_attributes == raw["propagatingAttributes"]
    assert kind.description == "My thing type"


def test_a_type_of_a_thing():
    raw = {
        "eventType": "THING_TYPE_ASSOCIATION_EVENT",
        "operation": "ADDED",
        "thingId": "b604f69c-aa9a-4d4a-829e-c480e958a0b5",
        "thingName": "myThing",
        "thingTypeName": "MyThingType",
    }
    association = IoTCoreThingTypeAssociationEvent(raw)
    assert [association.event_type, association.operation, association.thing_id] == list(raw.values())[:3]
    assert (association.thing_name, association.thing_type_name) == ("myThing", "MyThingType")


def test_a_group():
    raw = {
        "eventType": "THING_GROUP_EVENT",
        "operation": "CREATED",
        "accountId": "123456789012",
        "thingGroupId": "8f82a106-6b1d-4331-8984-a84db5f6f8cb",
        "thingGroupName": "MyRootThingGroup",
        "versionNumber": 1,
        "parentGroupName": None,
        "rootToParentThingGroups": [{"groupArn": "arn", "groupId": "id"}],
        "attributes": {"a": "b"},
    }
    group = IoTCoreThingGroupEvent(raw)

    assert (group.event_type, group.operation, group.account_id) == ("THING_GROUP_EVENT", "CREATED", "123456789012")
    assert (group.thing_group_id, group.thing_group_name) == (raw["thingGroupId"], "MyRootThingGroup")
    assert group.version_number == 1
    assert group.root_to_parent_thing_groups == [{"groupArn": "arn", "groupId": "id"}]
    assert group.attributes == {"a": "b"}
    assert group.parent_group_name is group.parent_group_id is group.dynamic_group_mapping_id is None
    assert group.description is None


def test_a_member_of_a_group():
    raw = {
        "eventType": "THING_GROUP_MEMBERSHIP_EVENT",
        "operation": "ADDED",
        "accountId": "123456789012",
        "groupArn": "arn:group",
        "groupId": "group",
        "thingArn": "arn:thing",
        "thingId": "thing",
        "membershipId": "membership",
    }
    member = IoTCoreAddOrRemoveFromThingGroupEvent(raw)
    assert (member.event_type, member.operation, member.account_id) == tuple(raw.values())[:3]
    assert (member.group_arn, member.group_id) == ("arn:group", "group")
    assert (member.thing_arn, member.thing_id, member.membership_id) == ("arn:thing", "thing", "membership")


def test_a_group_in_a_group():
    raw = {
        "eventType": "THING_GROUP_HIERARCHY_EVENT",
        "operation": "REMOVED",
        "accountId": "123456789012",
        "thingGroupId": "above",
        "thingGroupName": "Above",
        "childGroupId": "below",
        "childGroupName": "Below",
    }
    child = IoTCoreAddOrDeleteFromThingGroupEvent(raw)
    assert (child.event_type, child.operation, child.account_id) == tuple(raw.values())[:3]
    assert (child.thing_group_id, child.thing_group_name) == ("above", "Above")
    assert (child.child_group_id, child.child_group_name) == ("below", "Below")


@needs_time_zones
@pytest.mark.parametrize("timestamp", [1768473000, 1768473000000])
def test_seconds_and_milliseconds_are_a_local_time(new_york, timestamp):
    assert IoTCoreRegistryEventsBase({"timestamp": timestamp}).timestamp == datetime(2026, 1, 15, 5, 30)


@needs_time_zones
def test_strict_gives_utc_wherever_it_runs(new_york, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    moment = IoTCoreRegistryEventsBase({"timestamp": 1768473000000}).timestamp
    assert moment.utcoffset() == timedelta(0)
    assert moment == datetime(2026, 1, 15, 10, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize("raw", [{}, {"deprecationDate": None}, {"deprecationDate": ""}])
def test_a_type_that_is_not_deprecated_has_no_date(raw):
    assert IoTCoreThingTypeEvent(raw).deprecation_date is None


def test_a_date_that_is_none_is_a_value_error():
    with pytest.raises(ValueError, match="soon"):
        _ = IoTCoreThingTypeEvent({"deprecationDate": "soon"}).deprecation_date
