"""Messages from SQS."""

from __future__ import annotations

import json

import pytest

from aws_lambda_powertools.utilities.data_classes import S3Event, SNSMessage, SQSEvent, SQSRecord
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSMessageAttribute


def test_a_batch(event):
    raw = event("sqsEvent")["Records"]
    first, second = SQSEvent(event("sqsEvent")).records

    assert first.message_id == raw[0]["messageId"]
    assert first.receipt_handle == raw[0]["receiptHandle"]
    assert first.body == "Test message."
    assert first.md5_of_body == raw[0]["md5OfBody"]
    assert (first.event_source, first.aws_region) == ("aws:sqs", "us-east-2")
    assert first.event_source_arn == "arn:aws:sqs:us-east-2:123456789012:my-queue"
    assert first.queue_url == "https://sqs.us-east-2.amazonaws.com/123456789012/my-queue"
    assert second.json_body == {"message": "foo1"}
    assert second.json_body is second.json_body


def test_what_sqs_knows_of_a_message(event):
    raw = event("sqsEvent")["Records"][0]["attributes"]
    attributes = next(SQSEvent(event("sqsEvent")).records).attributes

    assert attributes.approximate_receive_count == raw["ApproximateReceiveCount"]
    assert attributes.sent_timestamp == raw["SentTimestamp"]
    assert attributes.sender_id == raw["SenderId"]
    assert attributes.approximate_first_receive_timestamp == raw["ApproximateFirstReceiveTimestamp"]
    assert attributes.aws_trace_header is attributes.sequence_number is None
    assert attributes.message_group_id is attributes.message_deduplication_id is None
    assert attributes.dead_letter_queue_source_arn is None


def test_what_the_sender_says_about_a_message(event):
    attributes = next(SQSEvent(event("sqsEvent")).records).message_attributes

    assert attributes["testAttr"].string_value == "100"
    assert attributes["testAttr"].binary_value == "base64Str"
    assert attributes["testAttr"].data_type == "Number"
    assert attributes["unknown"] is None
    assert [(name, attribute.data_type) for name, attribute in attributes.items()] == [("testAttr", "Number")]


def test_an_attribute_has_one_value():
    assert SQSMessageAttribute({"stringValue": "a", "dataType": "String"}).binary_value is None
    assert SQSMessageAttribute({"binaryValue": "YQ==", "dataType": "Binary"}).string_value is None


def test_a_message_in_a_dead_letter_queue(event):
    record = next(SQSEvent(event("sqsDlqTriggerEvent")).records)
    assert record.attributes.dead_letter_queue_source_arn.endswith(":sqs-redrive-SampleQueue-RNvLCpwGmLi7")


@pytest.mark.parametrize(
    ("arn", "url"),
    [
        ("arn:aws:sqs:eu-west-1:123456789012:q", "https://sqs.eu-west-1.amazonaws.com/123456789012/q"),
        ("arn:aws-cn:sqs:cn-north-1:123456789012:q", "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q"),
        ("arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q", "https://sqs.us-gov-west-1.amazonaws.com/123456789012/q"),
    ],
)
def test_the_url_of_the_queue(arn, url):
    assert SQSRecord({"eventSourceARN": arn}).queue_url == url


def test_an_s3_notification_in_a_message(event):
    record = next(SQSEvent(event("s3SqsEvent")).records)
    notification = record.decoded_nested_s3_event

    assert isinstance(notification, S3Event)
    assert notification.raw_event == json.loads(record.body)
    assert notification.bucket_name == record.json_body["Records"][0]["s3"]["bucket"]["name"]
    assert record.decoded_nested_s3_event is notification


@pytest.mark.parametrize("name", ["snsSqsEvent", "snsSqsFifoEvent"])
def test_a_message_of_a_topic_in_a_message(event, name):
    message = next(SQSEvent(event(name)).records).decoded_nested_sns_event

    assert isinstance(message, SNSMessage)
    assert message.get_type == "Notification"
    assert json.loads(message.message) == {"message": "hello world", "username": "jane"}
    assert message.unsubscribe_url.startswith("https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe")
    assert message.subject is None
    assert message.message_attributes == {}


def test_what_is_missing_in_a_nested_message_is_named_with_its_path():
    record = next(SQSEvent({"Records": [{"body": "{}"}]}).records)
    with pytest.raises(KeyError, match=r"Records\[0\].body.TopicArn"):
        _ = record.decoded_nested_sns_event.topic_arn


@pytest.mark.parametrize("read", ["json_body", "decoded_nested_s3_event", "decoded_nested_sns_event"])
def test_a_body_that_is_no_json_is_a_value_error(read):
    with pytest.raises(ValueError):
        getattr(SQSRecord({"body": "hello"}), read)


def test_json_is_read_with_the_deserializer_of_the_event():
    batch = SQSEvent({"Records": [{"body": "{}"}]}, json_deserializer=lambda text: {"mine": text})
    assert next(batch.records).json_body == {"mine": "{}"}


def test_each_iteration_starts_anew(event):
    batch = SQSEvent(event("sqsEvent"))
    assert [record.message_id for record in batch.records] == [record.message_id for record in batch.records]
