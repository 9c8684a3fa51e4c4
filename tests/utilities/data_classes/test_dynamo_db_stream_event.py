"""Changes in DynamoDB tables."""

from __future__ import annotations

import base64
from decimal import Decimal

import pytest
from boto3.dynamodb.types import TypeSerializer
from hypothesis import given, strategies as st

from aws_lambda_powertools.utilities.data_classes import DynamoDBStreamEvent
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import (
    DynamoDBRecord,
    DynamoDBRecordEventName,
    StreamRecord,
    StreamViewType,
)


def value_of(attribute):
    return StreamRecord({"NewImage": {"a": attribute}}).new_image["a"]


def test_a_batch(event):
    insert, modify = DynamoDBStreamEvent(event("dynamoStreamEvent")).records

    assert insert.event_name is DynamoDBRecordEventName.INSERT
    assert modify.event_name is DynamoDBRecordEventName.MODIFY
    assert (insert.event_id, insert.event_version, insert.event_source) == ("1", "1.0", "aws:dynamodb")
    assert insert.aws_region == "us-west-2"
    assert insert.event_source_arn == "eventsource_arn"
    assert insert.user_identity == {}
    change = insert.dynamodb
    assert change.approximate_creation_date_time == 1693997155
    assert change.stream_view_type is StreamViewType.NEW_AND_OLD_IMAGES
    assert change.keys == {"Id": Decimal(101)}
    assert change.new_image == {"Message": "New item!", "Id": Decimal(101)}
    assert change.old_image == {}
    assert (change.sequence_number, change.size_bytes) == ("111", 26)
    assert modify.dynamodb.approximate_creation_date_time is None
    assert modify.dynamodb.old_image == {"Message": "New item!", "Id": Decimal(101)}


def test_a_batch_of_a_window(event):
    raw = event("dynamoStreamTumblingWindowEvent")
    batch = DynamoDBStreamEvent(raw)

    assert (batch.window.start, batch.window.end) == (raw["window"]["start"], raw["window"]["end"])
    assert batch.state == raw["state"]
    assert batch.shard_id == raw["shardId"]
    assert batch.event_source_arn == raw["eventSourceARN"]
    assert batch.is_final_invoke_for_window is raw["isFinalInvokeForWindow"]
    assert batch.is_window_terminated_early is raw["isWindowTerminatedEarly"]


def test_a_batch_without_a_window(event):
    batch = DynamoDBStreamEvent(event("dynamoStreamEvent"))
    assert batch.window is batch.shard_id is batch.is_final_invoke_for_window is None
    assert batch.state == {}


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ({"S": "text"}, "text"),
        ({"S": ""}, ""),
        ({"N": "101"}, Decimal(101)),
        ({"N": "-0.10"}, Decimal("-0.10")),
        ({"N": "1E+3"}, Decimal(1000)),
        ({"N": "9" * 38}, Decimal("9" * 38)),
        ({"N": "11011111111111" + "0" * 30}, Decimal("11011111111111" + "0" * 30)),
        ({"B": "aGk="}, "aGk="),
        ({"BOOL": False}, False),
        ({"NULL": True}, None),
        ({"SS": ["a", "b"]}, {"a", "b"}),
        ({"NS": ["1", "2.5"]}, {Decimal(1), Decimal("2.5")}),
        ({"BS": ["aGk="]}, {"aGk="}),
        ({"L": []}, []),
        ({"L": [{"S": "a"}, {"L": [{"N": "1"}]}]}, ["a", [Decimal(1)]]),
        ({"M": {}}, {}),
        ({"M": {"inner": {"M": {"deep": {"BOOL": True}}}}}, {"inner": {"deep": True}}),
    ],
)
def test_each_type_has_its_python_value(attribute, value):
    assert value_of(attribute) == value


def test_numbers_are_decimals():
    assert isinstance(value_of({"N": "1"}), Decimal)


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=10)
scalars = st.text() | numbers | st.booleans() | st.none()
texts, decimals = st.sets(st.text(), min_size=1), st.sets(numbers, min_size=1)
values = st.recursive(
    scalars | texts | decimals, lambda inner: st.lists(inner) | st.dictionaries(st.text(min_size=1), inner)
)


@given(st.dictionaries(st.text(min_size=1), values))
def test_what_boto3_writes_comes_back(item):
    serialize = TypeSerializer().serialize
    image = {name: serialize(value) for name, value in item.items()}
    assert StreamRecord({"NewImage": image}).new_image == item


@given(st.binary(min_size=1))
def test_binary_values_stay_base64(data):
    text = base64.b64encode(data).decode()
    assert value_of({"B": text}) == text


@pytest.mark.parametrize(
    "attribute",
    [
        {"X": "text"},
        {},
        {"S": "a", "N": "1"},
        None,
        "text",
        {"N": "many"},
        {"N": None},
        {"M": None},
        {"L": None},
        {"SS": None},
        {"L": [{"M": {"deep": {"N": "many"}}}]},
    ],
)
@pytest.mark.parametrize("kind", [TypeError, ValueError])
def test_what_is_no_attribute_is_named(attribute, kind):
    record = StreamRecord({"OldImage": {"good": {"S": "text"}, "bad": attribute}})
    with pytest.raises(kind, match="'bad' is no attribute of DynamoDB"):
        _ = record.old_image


def test_images_are_built_once_and_anew_after_a_change():
    raw = {"NewImage": {"a": {"S": "before"}}}
    record = StreamRecord(raw)
    assert record.new_image is record.new_image
    raw["NewImage"]["a"] = {"S": "after"}
    assert record.new_image == {"a": "after"}


@pytest.mark.parametrize("raw", [{}, {"Keys": None, "NewImage": None, "OldImage": None}])
def test_what_the_stream_does_not_show_is_empty(raw):
    record = StreamRecord(raw)
    assert record.keys == record.new_image == record.old_image == {}


def test_a_record_of_an_expired_item():
    identity = {"type": "Service", "principalId": "dynamodb.amazonaws.com"}
    assert DynamoDBRecord({"userIdentity": identity}).user_identity == identity


@pytest.mark.parametrize("name", ["event_name", "dynamodb", "event_id", "aws_region"])
def test_what_a_record_leaves_out_is_none(name):
    assert getattr(DynamoDBRecord({}), name) is None


def test_an_unknown_event_name_is_named():
    with pytest.raises(KeyError, match="'EXPLODE' is no DynamoDBRecordEventName; there are INSERT, MODIFY, REMOVE"):
        _ = DynamoDBRecord({"eventName": "EXPLODE"}).event_name


def test_the_numbers_of_names_stay():
    assert [name.value for name in DynamoDBRecordEventName] == [0, 1, 2]
    assert [kind.value for kind in StreamViewType] == [0, 1, 2, 3]
