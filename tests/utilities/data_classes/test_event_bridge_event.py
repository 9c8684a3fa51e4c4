"""Events of EventBridge."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent, event_source


def test_an_event(event):
    raw = event("eventBridgeEvent")
    happened = EventBridgeEvent(raw)

    assert happened.get_id == raw["id"]
    assert happened.version == raw["version"]
    assert happened.account == "123456789012"
    assert happened.time == raw["time"]
    assert happened.region == raw["region"]
    assert happened.resources == raw["resources"]
    assert happened.source == "aws.ec2"
    assert happened.detail_type == "EC2 Instance State-change Notification"
    assert happened.detail == {"instance_id": "i-1234567890abcdef0", "state": "terminated"}
    assert happened.replay_name == "replay_archive"


def test_a_live_event_belongs_to_no_replay():
    assert EventBridgeEvent({}).replay_name is None


@pytest.mark.parametrize("name", ["source", "detail_type", "detail", "get_id"])
def test_what_is_required_is_a_key_error(name):
    with pytest.raises(KeyError):
        getattr(EventBridgeEvent({}), name)


def test_a_handler_gets_the_event_as_its_class(event, lambda_context):
    @event_source(data_class=EventBridgeEvent)
    def handler(event, context):
        return event.detail_type

    assert handler(event("eventBridgeEvent"), lambda_context) == "EC2 Instance State-change Notification"
