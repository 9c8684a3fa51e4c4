"""Events inside events: what AWS nests, what breaks, what comes out."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from dataclasses import dataclass

import pytest
from pydantic import BaseModel, TypeAdapter

from aws_lambda_powertools.exceptions import PowertoolsError
from aws_lambda_powertools.utilities.data_classes import (
    ActiveMQEvent,
    ALBEvent,
    APIGatewayProxyEvent,
    CloudWatchLogsDecodedData,
    CloudWatchLogsEvent,
    EventBridgeEvent,
    KafkaEvent,
    KinesisFirehoseEvent,
    KinesisStreamEvent,
    RabbitMQEvent,
    S3Event,
    S3EventBridgeNotificationEvent,
    SNSEvent,
    SNSMessage,
    SQSEvent,
    SQSRecord,
    UnwrapError,
    unwrap,
)

ORDER = {"id": 1, "item": "tea"}


def in_base64(data):
    return base64.b64encode(data.encode() if isinstance(data, str) else data).decode()


def sqs(*bodies):
    return {"Records": [{"messageId": f"m{number}", "body": body} for number, body in enumerate(bodies)]}


def sns_message(message):
    return json.dumps({"Type": "Notification", "TopicArn": "arn:aws:sns:eu-west-1:123456789012:t", "Message": message})


def sns(*messages):
    return {"Records": [{"Sns": {"Message": message}} for message in messages]}


def s3(key):
    return json.dumps({"Records": [{"s3": {"bucket": {"name": "b"}, "object": {"key": key, "size": 1}}}]})


def bridge(detail):
    return {"detail-type": "Order", "source": "shop", "detail": detail}


def kinesis(*data):
    return {"Records": [{"kinesis": {"data": in_base64(one)}} for one in data]}


def firehose(*data):
    return {"records": [{"recordId": f"r{number}", "data": in_base64(one)} for number, one in enumerate(data)]}


def logs(*lines):
    return json.dumps({"logGroup": "g", "logEvents": [{"id": "1", "timestamp": 1, "message": line} for line in lines]})


def values(event, *wrappers):
    return [found.value for found in unwrap(event, *wrappers)]


# --- What AWS nests -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "wrappers"),
    [
        pytest.param(sqs(json.dumps(ORDER)), [SQSEvent], id="in SQS"),
        pytest.param(sns(json.dumps(ORDER)), [SNSEvent], id="in SNS"),
        pytest.param(bridge(ORDER), [EventBridgeEvent], id="in EventBridge"),
        pytest.param(sqs(sns_message(json.dumps(ORDER))), [SQSEvent, SNSMessage], id="in SNS in SQS"),
        pytest.param(sqs(json.dumps(bridge(ORDER))), [SQSEvent, EventBridgeEvent], id="in EventBridge in SQS"),
        pytest.param(
            sqs(sns_message(json.dumps(bridge(ORDER)))),
            [SQSEvent, SNSMessage, EventBridgeEvent],
            id="in EventBridge in SNS in SQS",
        ),
        pytest.param(sns(json.dumps(bridge(ORDER))), [SNSEvent, EventBridgeEvent], id="in EventBridge in SNS"),
        pytest.param(kinesis(json.dumps(ORDER)), [KinesisStreamEvent], id="in Kinesis"),
        pytest.param(
            kinesis(json.dumps(bridge(ORDER))), [KinesisStreamEvent, EventBridgeEvent], id="EventBridge, Kinesis"
        ),
        pytest.param(firehose(json.dumps(ORDER)), [KinesisFirehoseEvent], id="in Firehose"),
        pytest.param(
            firehose(sns_message(json.dumps(ORDER))), [KinesisFirehoseEvent, SNSMessage], id="in SNS in Firehose"
        ),
        pytest.param(
            firehose(json.dumps({"messageId": "1", "body": json.dumps(ORDER)})),
            [KinesisFirehoseEvent, SQSRecord],
            id="in SQS in Firehose",
        ),
        pytest.param(
            {"awslogs": {"data": in_base64(gzip.compress(logs(json.dumps(ORDER)).encode()))}},
            [CloudWatchLogsEvent],
            id="in logs",
        ),
        pytest.param(
            kinesis(gzip.compress(logs(json.dumps(ORDER)).encode())),
            [KinesisStreamEvent, CloudWatchLogsEvent],
            id="in logs in Kinesis",
        ),
        pytest.param(
            firehose(gzip.compress(logs(json.dumps(ORDER)).encode())),
            [KinesisFirehoseEvent, CloudWatchLogsDecodedData],
            id="in logs in Firehose",
        ),
        pytest.param(
            {"records": {"t-0": [{"topic": "t", "value": in_base64(json.dumps(ORDER))}]}}, [KafkaEvent], id="in Kafka"
        ),
        pytest.param({"messages": [{"data": in_base64(json.dumps(ORDER))}]}, [ActiveMQEvent], id="in ActiveMQ"),
        pytest.param(
            {"rmqMessagesByQueue": {"q::/": [{"data": in_base64(json.dumps(ORDER))}]}},
            [RabbitMQEvent],
            id="in RabbitMQ",
        ),
        pytest.param({"body": json.dumps(ORDER)}, [APIGatewayProxyEvent], id="in a request"),
        pytest.param({"body": in_base64(json.dumps(ORDER)), "isBase64Encoded": True}, [ALBEvent], id="in base64"),
        pytest.param(
            kinesis(zlib.compress(json.dumps(ORDER).encode())), [KinesisStreamEvent], id="deflated in Kinesis"
        ),
    ],
)
def test_an_order_inside(event, wrappers):
    assert values(event, *wrappers, dict) == [ORDER]


@pytest.mark.parametrize(
    ("event", "wrappers"),
    [
        pytest.param(sqs(s3("a"), s3("b")), [SQSEvent], id="in SQS"),
        pytest.param(sns(s3("a"), s3("b")), [SNSEvent], id="in SNS"),
        pytest.param(sqs(sns_message(s3("a")), sns_message(s3("b"))), [SQSEvent, SNSMessage], id="in SNS in SQS"),
        pytest.param(kinesis(s3("a"), s3("b")), [KinesisStreamEvent], id="in Kinesis"),
        pytest.param(firehose(s3("a"), s3("b")), [KinesisFirehoseEvent], id="in Firehose"),
    ],
)
def test_s3_notifications_inside(event, wrappers):
    assert [notification.object_key for notification in values(event, *wrappers, S3Event)] == ["a", "b"]


def test_real_events(event):
    (notification,) = values(event("s3SqsEvent"), SQSEvent, S3Event)
    assert notification.bucket_name == "xxx"
    (message,) = values(event("snsSqsEvent"), SQSEvent, SNSMessage)
    assert message.get_type == "Notification"
    found = values(event("kinesisStreamCloudWatchLogsEvent"), KinesisStreamEvent, CloudWatchLogsEvent)
    assert [logs.parse_logs_data().log_group for logs in found] == [
        "/aws/lambda/pt-1488-DummyLogDataFunction-gnWXPvL6jJyG"
    ] * 2


def test_s3_through_eventbridge_and_sqs(event):
    raw = event("s3EventBridgeNotificationObjectCreatedEvent")
    (notification,) = values(sqs(json.dumps(raw)), SQSEvent, S3EventBridgeNotificationEvent)
    assert notification.detail.object.key == raw["detail"]["object"]["key"]


# --- What breaks --------------------------------------------------------------------------------------------------


def test_one_broken_message_leaves_the_others_alone():
    batch = sqs(sns_message(s3("a")), sns_message("{broken"), sns_message(s3("c")))
    found = list(unwrap(batch, SQSEvent, SNSMessage, S3Event))
    assert [one.record.message_id for one in found] == ["m0", "m1", "m2"]
    assert [one.value.object_key for one in found if not one.error] == ["a", "c"]
    (broken,) = [one for one in found if one.error]
    assert str(broken.error).startswith("No S3Event in Records[1].body.Message: ")
    assert isinstance(broken.error.__cause__, json.JSONDecodeError)
    with pytest.raises(UnwrapError):
        _ = broken.value


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("{", "No SNSMessage in Records[0].body: Expecting"),
        (None, "No SNSMessage in Records[0].body: it is no object but of type NoneType"),
        ("[1]", "No SNSMessage in Records[0].body: it is no object but of type list"),
        ("{}", "No S3Event in Records[0].body.Message: Records[0].body.Message is missing"),
        (sns_message("text"), "No S3Event in Records[0].body.Message: Expecting"),
        (
            sns_message('{"Event": "s3:TestEvent"}'),
            "No S3Event in Records[0].body.Message: Records[0].body.Message.Records is missing",
        ),
    ],
)
def test_what_is_wrong_with_a_message(body, error):
    (found,) = unwrap(sqs(body), SQSEvent, SNSMessage, S3Event)
    assert str(found.error).startswith(error)
    assert isinstance(found.error, PowertoolsError)
    assert isinstance(found.error, ValueError)


def test_a_missing_body_is_an_error_of_its_record():
    found = list(unwrap({"Records": [{"messageId": "m0"}, {"messageId": "m1", "body": "{}"}]}, SQSEvent, dict))
    assert [bool(one.error) for one in found] == [True, False]
    assert str(found[0].error) == "No dict in Records[0].body: Records[0].body is missing"


def test_lines_of_one_log_have_errors_of_their_own():
    data = kinesis(gzip.compress(logs('{"a": 1}', "REPORT", '{"a": 2}').encode()), b"\xff\xff")
    found = list(unwrap(data, KinesisStreamEvent, CloudWatchLogsEvent, dict))
    assert [one.error is None and one.value for one in found] == [{"a": 1}, False, {"a": 2}, False]
    assert found[0].record is not found[3].record


def test_too_much_is_an_error_and_not_the_end(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_MAX_INFLATED_BYTES", "1000")
    bomb = gzip.compress(b"0" * 1_000_000)
    (found,) = unwrap(kinesis(bomb), KinesisStreamEvent, str)
    assert "more than 1000 bytes" in str(found.error)


def test_another_event_is_an_error_at_once():
    with pytest.raises(KeyError, match="Records"):
        list(unwrap({}, SQSEvent, S3Event))


def test_parts_name_their_place_in_the_whole():
    (notification,) = values(sqs(json.dumps({"Records": [{}]})), SQSEvent, S3Event)
    with pytest.raises(KeyError) as raised:
        _ = notification.record.s3
    assert raised.value.args == ("Records[0].body.Records[0].s3",)


@pytest.mark.parametrize("wrapper", [S3Event, dict, str, "SQSEvent", BaseModel])
def test_a_wrapper_that_holds_nothing_is_named(wrapper):
    with pytest.raises(TypeError, match="no wrapper that holds something else; there are: SQSEvent"):
        list(unwrap({}, wrapper, SQSEvent))


def test_a_wrapper_is_needed():
    with pytest.raises(TypeError, match="at least one wrapper"):
        unwrap({})


# --- Where it starts and what comes out ---------------------------------------------------------------------------


def test_from_an_event_that_is_a_data_class_already():
    event = SQSEvent(sqs(s3("a")))
    assert [one.object_key for one in values(event, SQSEvent, S3Event)] == ["a"]


def test_from_one_record():
    (record, _) = SQSEvent(sqs(sns_message(s3("a")), "{")).records
    (found,) = unwrap(record, SNSMessage, S3Event)
    assert found.value.object_key == "a"
    assert found.record is record


def test_subclasses_of_users_are_opened_like_ours():
    class Orders(SQSEvent):
        pass

    assert values(sqs("{}"), Orders, dict) == [{}]


def test_a_single_wrapper():
    (event,) = values(sqs("{}"), SQSEvent)
    assert isinstance(event, SQSEvent)


def test_nothing_is_read_before_it_is_wanted():
    found = unwrap(sqs("1", "{"), SQSEvent, int)
    assert next(found).value == 1


@dataclass
class Tea:
    id: int
    item: str


class Order(BaseModel):
    id: int
    item: str


@pytest.mark.parametrize(
    ("last", "value"),
    [
        (Order, Order(id=1, item="tea")),
        (TypeAdapter(Order), Order(id=1, item="tea")),
        (TypeAdapter(dict[str, str | int]), ORDER),
        (lambda data: Tea(**data), Tea(1, "tea")),
        (str, json.dumps(ORDER)),
        (bytes, json.dumps(ORDER).encode()),
        (json.dumps, json.dumps(ORDER)),
    ],
)
def test_what_comes_out(last, value):
    assert values(sqs(json.dumps(ORDER)), SQSEvent, last) == [value]


def test_bytes_stay_bytes():
    assert values(kinesis(b"\xff\x00"), KinesisStreamEvent, bytes) == [b"\xff\x00"]


def test_an_object_as_text():
    assert values(bridge({"a": 1}), EventBridgeEvent, str) == ['{"a":1}']


def test_a_model_that_does_not_fit():
    found = list(unwrap(sqs('{"id": "x"}', json.dumps(ORDER)), SQSEvent, Order))
    assert found[0].error.__cause__.error_count() == 2
    assert found[1].value == Order(id=1, item="tea")


def test_models_of_the_parser_are_opened_like_data_classes():
    class SqsModel(BaseModel):
        """Has the name of the parser's model."""

    class SnsNotificationModel(BaseModel):
        """Has the name of the parser's model."""

    (found,) = unwrap(sqs(sns_message(json.dumps(ORDER))), SqsModel, SnsNotificationModel, Order)
    assert found.value == Order(id=1, item="tea")
    assert found.record.message_id == "m0"


def test_how_it_presents_itself():
    good, bad = unwrap(sqs("1", "{"), SQSEvent, int)
    assert repr(good) == "Unwrapped(value=1)"
    assert repr(bad).startswith("Unwrapped(error=UnwrapError('No int in Records[1].body: ")
