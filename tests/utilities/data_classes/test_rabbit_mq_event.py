"""Messages from RabbitMQ."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.utilities.data_classes import RabbitMQEvent
from aws_lambda_powertools.utilities.data_classes.rabbit_mq_event import RabbitMessage


def test_a_batch(event):
    raw = event("rabbitMQEvent")
    batch = RabbitMQEvent(raw)
    ((queue, (message,)),) = batch.rmq_messages_by_queue.items()

    assert batch.event_source == "aws:rmq"
    assert batch.event_source_arn == raw["eventSourceArn"]
    assert queue == "pizzaQueue::/"
    assert message.redelivered is False
    assert message.data == raw["rmqMessagesByQueue"][queue][0]["data"]
    assert message.decoded_data == '{"timeout":0,"data":"CZrmf0Gw8Ov4bqLQxD4E"}'
    assert message.json_data == {"timeout": 0, "data": "CZrmf0Gw8Ov4bqLQxD4E"}
    assert message.json_data is message.json_data


def test_the_properties_of_a_message(event):
    raw = event("rabbitMQEvent")["rmqMessagesByQueue"]["pizzaQueue::/"][0]["basicProperties"]
    properties = RabbitMQEvent(event("rabbitMQEvent")).rmq_messages_by_queue["pizzaQueue::/"][0].basic_properties

    assert properties.headers["numberInHeader"] == 10
    assert {
        "contentType": properties.content_type,
        "contentEncoding": properties.content_encoding,
        "headers": properties.headers,
        "deliveryMode": properties.delivery_mode,
        "priority": properties.priority,
        "correlationId": properties.correlation_id,
        "replyTo": properties.reply_to,
        "expiration": properties.expiration,
        "messageId": properties.message_id,
        "timestamp": properties.timestamp,
        "type": properties.get_type,
        "userId": properties.user_id,
        "appId": properties.app_id,
        "clusterId": properties.cluster_id,
        "bodySize": properties.body_size,
    } == raw


def test_messages_are_built_once_and_anew_after_a_change(event):
    raw = event("rabbitMQEvent")
    batch = RabbitMQEvent(raw)
    assert batch.rmq_messages_by_queue is batch.rmq_messages_by_queue
    raw["rmqMessagesByQueue"]["other::/"] = [{"redelivered": True}]
    assert batch.rmq_messages_by_queue["other::/"][0].redelivered is True


@pytest.mark.parametrize("raw", [{"rmqMessagesByQueue": None}, {"rmqMessagesByQueue": {}}])
def test_a_batch_without_queues(raw):
    assert RabbitMQEvent(raw).rmq_messages_by_queue == {}


def test_what_is_missing_is_named_with_its_path():
    batch = RabbitMQEvent({"rmqMessagesByQueue": {"pizza::/": [{}]}})
    with pytest.raises(KeyError, match=r"rmqMessagesByQueue.pizza::/\[0\].data"):
        _ = batch.rmq_messages_by_queue["pizza::/"][0].data


def test_content_that_is_no_text_is_a_value_error():
    with pytest.raises(ValueError, match="UTF-8"):
        _ = RabbitMessage({"data": "/w=="}).decoded_data
