"""Messages from SNS."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.utilities.data_classes import SNSEvent, SNSMessage


def test_a_message(event):
    raw = event("snsEvent")["Records"][0]
    notification = SNSEvent(event("snsEvent"))
    record = notification.record
    message = record.sns

    assert record.event_source == "aws:sns"
    assert record.event_version == raw["EventVersion"]
    assert record.event_subscription_arn == raw["EventSubscriptionArn"]
    assert message.message == notification.sns_message == "Hello from SNS!"
    assert message.subject == "TestInvoke"
    assert message.get_type == "Notification"
    assert message.message_id == "95df01b4-ee98-5cb9-9903-4c221d41eb5e"
    assert message.timestamp == "2019-01-02T12:45:07.000Z"
    assert message.topic_arn == "arn:aws:sns:us-east-2:123456789012:sns-lambda"
    assert message.signature_version == "1"
    assert message.signature.startswith("tcc6faL2yUC6")
    assert message.signing_cert_url == "https://sns.us-east-2.amazonaws.com/SimpleNotification"
    assert message.unsubscribe_url == "https://sns.us-east-2.amazonaws.com/?Action=Unsubscribe"


def test_the_attributes_of_a_message(event):
    attributes = SNSEvent(event("snsEvent")).record.sns.message_attributes
    assert {name: (attribute.get_type, attribute.value) for name, attribute in attributes.items()} == {
        "Test": ("String", "TestString"),
        "TestBinary": ("Binary", "TestBinary"),
    }


def test_nothing_is_built_twice(event):
    notification = SNSEvent(event("snsEvent"))
    assert notification.record.sns.message_attributes is notification.record.sns.message_attributes


def test_the_first_record_stays_the_first():
    notification = SNSEvent({"Records": [{"Sns": {"Message": "1"}}, {"Sns": {"Message": "2"}}]})
    assert [notification.sns_message, notification.sns_message] == ["1", "1"]
    assert [record.sns.message for record in notification.records] == ["1", "2"]


def test_urls_in_messages_to_queues_end_differently():
    message = SNSMessage({"SigningCertURL": "https://cert", "UnsubscribeURL": "https://unsubscribe"})
    assert (message.signing_cert_url, message.unsubscribe_url) == ("https://cert", "https://unsubscribe")


@pytest.mark.parametrize("raw", [{}, {"MessageAttributes": None, "Subject": None}])
def test_what_a_message_leaves_out(raw):
    message = SNSMessage(raw)
    assert message.message_attributes == {}
    assert message.subject is message.signature is message.signing_cert_url is message.unsubscribe_url is None


def test_an_event_without_records():
    with pytest.raises(StopIteration):
        _ = SNSEvent({"Records": []}).sns_message
