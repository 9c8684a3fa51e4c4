"""Messages from ActiveMQ."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.utilities.data_classes import ActiveMQEvent
from aws_lambda_powertools.utilities.data_classes.active_mq_event import ActiveMQMessage


@pytest.fixture
def batch(event):
    return ActiveMQEvent(event("activeMQEvent"))


def test_a_batch_says_whence_it_comes(batch):
    assert batch.event_source == "aws:amq"
    assert batch.event_source_arn.startswith("arn:aws:mq:us-west-2:123456789012:broker:test:")
    assert len(list(batch.messages)) == 3


def test_a_message_has_all_that_the_broker_says(batch):
    message = next(batch.messages)
    assert message.message_id.startswith("ID:b-9bcfa592")
    assert message.message_type == "jms/text-message"
    assert message.data == "QUJDOkFBQUE="
    assert message.decoded_data == "ABC:AAAA"
    assert message.connection_id == "myJMSCoID"
    assert message.redelivered is False
    assert message.timestamp == message.broker_in_time == 1598827811958
    assert message.broker_out_time == 1598827811959
    assert message.properties == {"testKey": "testValue"}
    assert message.destination_physicalname == "testQueue"


@pytest.mark.parametrize("name", "delivery_mode correlation_id reply_to get_type expiration priority".split())
def test_what_the_sender_leaves_out_is_none(batch, name):
    assert getattr(batch.message, name) is None


def test_json_is_read_once(batch):
    _, message, _ = batch.messages
    assert message.json_data == {"timeout": 0, "data": "CZrmf0Gw8Ov4bqLQxD4E"}
    assert message.json_data is message.json_data


def test_json_is_read_with_the_deserializer_of_the_event(event):
    batch = ActiveMQEvent(event("activeMQEvent"), json_deserializer=lambda text: ["mine", text])
    assert batch.message.json_data == ["mine", "ABC:AAAA"]


def test_each_access_to_message_gives_the_next_one(batch):
    assert [batch.message.connection_id for _ in range(3)] == ["myJMSCoID", "myJMSCoID2", "myJMSCoID1"]
    with pytest.raises(StopIteration):
        _ = batch.message


def test_looking_at_the_event_does_not_move_it(batch):
    assert "myJMSCoID" in str(batch)
    assert batch.message.connection_id == "myJMSCoID"


def test_bytes_that_are_no_text_can_still_be_told_from_text(batch):
    *_, message = batch.messages
    assert message.redelivered is False  # which AWS leaves out of such messages
    with pytest.raises(UnicodeDecodeError):
        _ = message.decoded_data


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists))
def test_any_json_comes_back(value):
    data = base64.b64encode(json.dumps(value).encode()).decode()
    assert ActiveMQMessage({"data": data}).json_data == value
