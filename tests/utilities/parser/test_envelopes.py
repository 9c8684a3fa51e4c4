"""Envelopes: what each takes out of its event, and what it makes of events that are not as they should be."""

from __future__ import annotations

import base64
import copy
import gzip
import json
import zlib
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, ValidationError

from aws_lambda_powertools._core.encoding import EncodingError, TooLargeError
from aws_lambda_powertools.utilities.parser import envelopes, parse
from aws_lambda_powertools.utilities.parser.envelopes import event_bridge, sqs
from aws_lambda_powertools.utilities.parser.exceptions import InvalidEnvelopeError
from aws_lambda_powertools.utilities.parser.models import EventBridgeModel, SqsModel


class Order(BaseModel):
    id: int


ORDER = '{"id": 1}'


def in_base64(data: bytes | str) -> str:
    return base64.b64encode(data.encode() if isinstance(data, str) else data).decode()


def at(event: Any, *path: str | int) -> Any:
    for step in path[:-1]:
        event = event[step]
    return event, path[-1]


def with_held(event: dict[str, Any], path: tuple[str | int, ...], held: Any) -> dict[str, Any]:
    around, key = at(event, *path)
    around[key] = held
    return event


# --- One thing ----------------------------------------------------------------------------------------------------

OF_ONE = {
    "ApiGatewayEnvelope": ("apiGatewayProxyEvent", "body", "isBase64Encoded"),
    "ApiGatewayV2Envelope": ("apiGatewayProxyV2Event", "body", "isBase64Encoded"),
    "ApiGatewayWebSocketEnvelope": ("apiGatewayWebSocketApiMessage", "body", "isBase64Encoded"),
    "LambdaFunctionUrlEnvelope": ("lambdaFunctionUrlEvent", "body", "isBase64Encoded"),
    "VpcLatticeEnvelope": ("vpcLatticeEvent", "body", "is_base64_encoded"),
    "VpcLatticeV2Envelope": ("vpcLatticeV2Event", "body", "isBase64Encoded"),
    "BedrockAgentEnvelope": ("bedrockAgentEvent", "inputText", ""),
    "BedrockAgentFunctionEnvelope": ("bedrockAgentFunctionEvent", "inputText", ""),
}
REQUESTS = {name: row for name, row in OF_ONE.items() if row[2]}


@pytest.mark.parametrize("name", OF_ONE)
def test_one_thing_is_parsed(event, name):
    source, key, flag = OF_ONE[name]
    raw = {**event(source), key: ORDER, **({flag: False} if flag else {})}
    assert parse(raw, Order, getattr(envelopes, name)) == Order(id=1)
    with pytest.raises(ValidationError, match="1 validation error for Order\n  Invalid JSON"):
        parse({**raw, key: "not json"}, Order, getattr(envelopes, name))
    with pytest.raises(ValidationError, match="id\n  Field required"):
        parse({**raw, key: "{}"}, Order, getattr(envelopes, name))


@pytest.mark.parametrize("name", REQUESTS)
def test_a_body_in_base64_is_decoded(event, name):
    source, key, flag = REQUESTS[name]
    raw = {**event(source), key: in_base64(ORDER), flag: True}
    assert parse(raw, Order, getattr(envelopes, name)) == Order(id=1)


@pytest.mark.parametrize("name", REQUESTS)
def test_a_body_that_is_called_base64_and_is_not_stays(event, name):
    source, key, flag = REQUESTS[name]
    raw = {**event(source), key: ORDER, flag: True}
    assert parse(raw, Order, getattr(envelopes, name)) == Order(id=1)


@pytest.mark.parametrize("name", sorted(REQUESTS.keys() - {"VpcLatticeEnvelope"}))
def test_no_body_is_none(event, name):
    source, key, _ = REQUESTS[name]
    assert parse({**event(source), key: None}, Order, getattr(envelopes, name)) is None


def test_the_detail_of_an_event(event):
    raw = {**event("eventBridgeEvent"), "detail": {"id": 1}}
    assert parse(raw, Order, envelopes.EventBridgeEnvelope) == Order(id=1)
    with pytest.raises(ValidationError, match="1 validation error for Order\nid\n  Field required"):
        parse({**raw, "detail": {}}, Order, envelopes.EventBridgeEnvelope)


def test_the_scheduler_sends_a_text_for_an_empty_detail(event):
    raw = {**event("eventBridgeEvent"), "source": "aws.scheduler", "detail": "{}"}
    assert parse(raw, dict, envelopes.EventBridgeEnvelope) == {}


# --- Many things --------------------------------------------------------------------------------------------------


def notification(message: str) -> str:
    return json.dumps(
        {
            "Type": "Notification",
            "MessageId": "d88d4479-6ec0-54fe-b63f-1cf9df4bb16e",
            "TopicArn": "arn:aws:sns:eu-west-1:123456789012:orders",
            "Message": message,
            "Timestamp": "2021-01-19T10:07:07.287Z",
            "SignatureVersion": "1",
            "Signature": "tzi4",
            "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/cert.pem",
            "UnsubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe",
        }
    )


def log_data(event: dict[str, Any], held: str) -> dict[str, Any]:
    data = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
    for line in data["logEvents"]:
        line["message"] = held
    return {"awslogs": {"data": in_base64(gzip.compress(json.dumps(data).encode()))}}


def records(*path: str, key: str = "Records", encode: Any = str) -> Any:
    def fill(event: dict[str, Any], held: str) -> dict[str, Any]:
        for record in event[key]:
            with_held(record, path, encode(held))
        return event

    return fill


def kafka(event: dict[str, Any], held: str) -> dict[str, Any]:
    for batch in event["records"].values():
        for record in batch:
            record["value"] = in_base64(held)
    return event


OF_MANY = {
    "SqsEnvelope": ("sqsEvent", records("body")),
    "SnsEnvelope": ("snsEvent", records("Sns", "Message")),
    "SnsSqsEnvelope": ("snsSqsEvent", records("body", encode=notification)),
    "KinesisDataStreamEnvelope": ("kinesisStreamEvent", records("kinesis", "data", encode=in_base64)),
    "KinesisFirehoseEnvelope": ("kinesisFirehosePutEvent", records("data", key="records", encode=in_base64)),
    "CloudWatchLogsEnvelope": ("cloudWatchLogEvent", log_data),
    "KafkaEnvelope": ("kafkaEventMsk", kafka),
}


@pytest.mark.parametrize("name", OF_MANY)
def test_each_of_many_is_parsed(event, name):
    source, fill = OF_MANY[name]
    parsed = parse(fill(event(source), ORDER), Order, getattr(envelopes, name))
    assert parsed
    assert set(map(repr, parsed)) == {"Order(id=1)"}


@pytest.mark.parametrize("name", OF_MANY)
def test_the_first_bad_one_is_an_error(event, name):
    source, fill = OF_MANY[name]
    with pytest.raises(ValidationError, match="1 validation error for Order\nid\n  Field required"):
        parse(fill(event(source), "{}"), Order, getattr(envelopes, name))


def test_kafka_from_a_cluster_of_ones_own(event):
    raw = kafka(event("kafkaEventSelfManaged"), ORDER)
    assert parse(raw, Order, envelopes.KafkaEnvelope) == [Order(id=1)]
    assert parse({**raw, "eventSource": "SelfManagedKafka"}, Order, envelopes.KafkaEnvelope) == [Order(id=1)]


@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress])
@pytest.mark.parametrize("name", ["KinesisDataStreamEnvelope", "KinesisFirehoseEnvelope"])
def test_compressed_data_of_streams_is_inflated(event, name, compress):
    source, _ = OF_MANY[name]
    path, key = (("kinesis", "data"), "Records") if "DataStream" in name else (("data",), "records")
    raw = records(*path, key=key, encode=lambda held: in_base64(compress(held.encode())))(event(source), ORDER)
    assert set(map(repr, parse(raw, Order, getattr(envelopes, name)))) == {"Order(id=1)"}


def test_data_of_streams_that_is_no_text_is_a_value_error(event):
    raw = records("kinesis", "data", encode=lambda _: in_base64(b"\xff\xfe\x00"))(event("kinesisStreamEvent"), "")
    with pytest.raises(ValueError, match="not valid gzip or zlib") as raised:
        parse(raw, Order, envelopes.KinesisDataStreamEnvelope)
    assert isinstance(raised.value, EncodingError)


def test_data_of_streams_is_inflated_to_a_limit(event, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_MAX_INFLATED_BYTES", "1000")
    bomb = in_base64(gzip.compress(b" " * 10_000))
    raw = records("kinesis", "data", encode=lambda _: bomb)(event("kinesisStreamEvent"), "")
    with pytest.raises(TooLargeError):
        parse(raw, Order, envelopes.KinesisDataStreamEnvelope)


# --- DynamoDB streams ---------------------------------------------------------------------------------------------


def test_items_before_and_after_a_change(event):
    class Item(BaseModel):
        Id: int
        Message: str

    parsed = parse(event("dynamoStreamEvent"), Item, envelopes.DynamoDBStreamEnvelope)
    assert parsed[0] == {"NewImage": Item(Id=101, Message="New item!"), "OldImage": None}
    assert parsed[1]["OldImage"] == Item(Id=101, Message="New item!")
    assert list(parsed[0]) == ["NewImage", "OldImage"]


def test_an_item_that_does_not_fit_is_an_error(event):
    with pytest.raises(ValidationError, match="id\n  Field required") as raised:
        parse(event("dynamoStreamEvent"), Order, envelopes.DynamoDBStreamEnvelope)
    assert getattr(raised.value, "__notes__", ["in record 0 of the event, counted from 0"]) == [
        "in record 0 of the event, counted from 0"
    ]


# --- Events that are not what the envelope is for -----------------------------------------------------------------

ALL = sorted({*OF_ONE, *OF_MANY, "EventBridgeEnvelope", "DynamoDBStreamEnvelope"})


def test_all_envelopes_are_tested():
    assert set(envelopes.__all__) == {*ALL, "BaseEnvelope", "Unwrap"}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("raw", [{}, None, [], "text", {"Records": [{}]}, {"Records": None}, {"records": {}}])
def test_another_event_is_a_validation_error(name, raw):
    expected = (ValidationError, InvalidEnvelopeError) if name == "KafkaEnvelope" else ValidationError
    with pytest.raises(expected):
        parse(raw, Order, getattr(envelopes, name))


@pytest.mark.parametrize("name", ["SqsEnvelope", "SnsEnvelope", "KinesisDataStreamEnvelope", "DynamoDBStreamEnvelope"])
def test_no_records_are_an_empty_list(name):
    assert parse({"Records": []}, Order, getattr(envelopes, name)) == []


# --- Events whose models need not be built ------------------------------------------------------------------------

OTHERS = st.none() | st.integers() | st.text(max_size=3) | st.just({}) | st.just([]) | st.just([1]) | st.booleans()


@st.composite
def changed(draw, original: dict[str, Any]) -> dict[str, Any]:
    """The event with one value in it removed or replaced."""
    event = copy.deepcopy(original)
    places: list[tuple[Any, Any]] = []

    def walk(part: Any) -> None:
        items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        for key, value in items:
            places.append((part, key))
            walk(value)

    walk(event)
    part, key = draw(st.sampled_from(places))
    if draw(st.booleans()):
        del part[key]
    else:
        part[key] = draw(OTHERS)
    return event


SQS_EVENT = {
    "Records": [
        {
            "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
            "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
            "body": ORDER,
            "attributes": {
                "ApproximateReceiveCount": "1",
                "SentTimestamp": "1545082649183",
                "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                "ApproximateFirstReceiveTimestamp": "1545082649185",
            },
            "messageAttributes": {"a": {"stringValue": "100", "dataType": "Number", "stringListValues": []}},
            "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:my-queue",
            "awsRegion": "us-east-2",
        }
    ]
}
UNSEEN_BY_SQS_ENVELOPE = {"SentTimestamp", "ApproximateFirstReceiveTimestamp", "messageAttributes"}
"""What is not looked at closely where it is a text or empty: the time may be none."""


@given(changed(SQS_EVENT))
def test_what_the_envelope_of_sqs_takes_without_its_model_the_model_takes_too(raw):
    bodies = sqs._bodies_as_sent(raw)
    if bodies is not None:
        assert places_of_errors(SqsModel, raw) <= UNSEEN_BY_SQS_ENVELOPE
        assert bodies == [record["body"] for record in raw["Records"]]


def places_of_errors(model: type[BaseModel], raw: Any) -> set[str]:
    """The fields of records, or of their attributes, that the model does not take."""
    try:
        model.model_validate(raw)
    except ValidationError as error:
        return {str(found["loc"][3 if found["loc"][2] == "attributes" else 2]) for found in error.errors()}
    return set()


def test_an_event_as_sqs_sends_it_needs_no_model(event):
    assert sqs._bodies_as_sent(SQS_EVENT) == [ORDER]
    for name in ("sqsEvent", "sqsDlqTriggerEvent", "snsSqsEvent", "snsSqsFifoEvent", "s3SqsEvent"):
        raw = event(name)
        assert sqs._bodies_as_sent(raw) == [record["body"] for record in raw["Records"]]


EVENT_BRIDGE_EVENT = {
    "version": "0",
    "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
    "detail-type": "Order placed",
    "source": "shop",
    "account": "123456789012",
    "time": "2017-12-22T18:43:48Z",
    "region": "us-west-1",
    "resources": ["arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0"],
    "detail": {"id": 1},
    "replay-name": "again",
}


@given(changed(EVENT_BRIDGE_EVENT))
def test_what_the_envelope_of_eventbridge_takes_without_its_model_the_model_takes_too(raw):
    if event_bridge._is_as_sent(raw):
        assert EventBridgeModel.model_validate(raw).detail == raw["detail"]


@given(st.text(alphabet="0123456789-:TZ.W+", max_size=22))
def test_a_time_that_eventbridge_may_send_is_one_for_the_model(time):
    raw = {**EVENT_BRIDGE_EVENT, "time": time}
    if event_bridge._is_as_sent(raw):
        EventBridgeModel.model_validate(raw)


def test_an_event_as_eventbridge_sends_it_needs_no_model(event):
    assert event_bridge._is_as_sent(EVENT_BRIDGE_EVENT)
    for name in ("eventBridgeEvent", "s3EventBridgeNotificationObjectCreatedEvent"):
        assert event_bridge._is_as_sent(event(name))
