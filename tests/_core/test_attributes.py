"""DynamoDB's attribute values as Python values, and back."""

from __future__ import annotations

import enum
from decimal import Decimal, Inexact

import pytest
from boto3.dynamodb.types import TypeDeserializer as Boto3Deserializer, TypeSerializer as Boto3Serializer
from hypothesis import given, strategies as st

from aws_lambda_powertools._core.attributes import (
    AttributeValueError,
    from_attribute,
    from_item,
    number_of,
    number_text,
    to_attribute,
    to_item,
)
from aws_lambda_powertools.shared.dynamodb_deserializer import TypeDeserializer

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WHOLE = st.integers(-(10**38) + 1, 10**38 - 1)
FRACTIONS = st.floats(1e-120, 1e15).filter(lambda number: number != int(number))
SCALARS = TEXT | WHOLE | FRACTIONS | st.booleans() | st.none() | st.binary()
SETS = st.sets(TEXT, min_size=1) | st.sets(WHOLE, min_size=1) | st.sets(st.binary(), min_size=1)
VALUES = st.recursive(SCALARS | SETS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=20)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=7)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value):
    assert repr(from_attribute(to_attribute(value))) == repr(value) or from_attribute(to_attribute(value)) == value


@given(VALUES)
def test_boto3_reads_what_we_write(value):
    def plain(found):
        if isinstance(found, Decimal):
            return number_of(str(found))
        if isinstance(found, dict):
            return {name: plain(inner) for name, inner in found.items()}
        if isinstance(found, (list, set)):
            return type(found)(plain(inner) for inner in found)
        return bytes(found) if hasattr(found, "value") else found

    assert plain(Boto3Deserializer().deserialize(to_attribute(value))) == value


@given(DECIMALS)
def test_we_read_what_boto3_writes(number):
    attribute = Boto3Serializer().serialize(number)
    assert TypeDeserializer().deserialize(attribute) == number
    assert Decimal(str(from_attribute(attribute))) == number


@given(DECIMALS | WHOLE | FRACTIONS)
def test_a_number_has_one_text(number):
    text = number_text(number)
    assert number_text(number_of(text)) == text
    assert Decimal(text) == Decimal(str(number))


class Status(str, enum.Enum):
    NEW = "new"


class Level(enum.IntEnum):
    HIGH = 3


@pytest.mark.parametrize(
    ("value", "attribute"),
    [
        ("text", {"S": "text"}),
        (Status.NEW, {"S": "new"}),
        (True, {"BOOL": True}),
        (None, {"NULL": True}),
        (5, {"N": "5"}),
        (Level.HIGH, {"N": "3"}),
        (1.5, {"N": "1.5"}),
        (1.0, {"N": "1"}),
        (1e20, {"N": "100000000000000000000"}),
        (Decimal("1.500"), {"N": "1.5"}),
        (Decimal("-0.0"), {"N": "0"}),
        (10**100, {"N": "1" + "0" * 100}),
        (memoryview(b"x"), {"B": b"x"}),
        ((1, "a"), {"L": [{"N": "1"}, {"S": "a"}]}),
        ({"a": {}}, {"M": {"a": {"M": {}}}}),
        ({"b", "a"}, {"SS": ["a", "b"]}),
        ({2, 1}, {"NS": ["1", "2"]}),
        ({b"b", b"a"}, {"BS": [b"a", b"b"]}),
    ],
)
def test_attributes_of_values(value, attribute):
    assert to_attribute(value) == attribute


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (float("nan"), "The value"),
        (Decimal("Infinity"), "The value"),
        (int("1" * 39), "The value"),
        (1e126, "The value"),
        (1e-131, "The value"),
        ({"a": [1, {"b": object()}]}, r"The value\['a'\]\[1\]\['b'\]"),
        ({"a": {5: "x"}}, r"The value\['a'\]"),
        ({"a", 1}, "The value"),
        (set(), "The value"),
        ({None}, "The value"),
    ],
)
def test_what_can_not_be_kept_is_named_by_its_place(value, place):
    with pytest.raises(AttributeValueError, match=place):
        to_attribute(value)


def test_items_are_values_by_name():
    assert to_item({"a": 1}) == {"a": {"N": "1"}}
    assert from_item({"a": {"N": "1"}, "b": {"B": b"x"}}) == {"a": 1, "b": b"x"}
    with pytest.raises(AttributeValueError, match=r"record.*keys are texts"):
        to_item({1: "a"})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("-5", -5),
        ("5.0", 5),
        ("1E+3", 1000),
        ("0.1", 0.1),
        ("1e-130", 1e-130),
        ("0.1234567890123456789", Decimal("0.1234567890123456789")),
    ],
)
def test_numbers_of_texts(text, number):
    assert number_of(text) == number
    assert type(number_of(text)) is type(number)


@pytest.mark.parametrize("attribute", [{"X": 1}, {}, {"N": "five"}])
def test_what_is_no_attribute(attribute):
    with pytest.raises(AttributeValueError):
        from_attribute(attribute)


# --- values of streams ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ({"S": "text"}, "text"),
        ({"N": "1.50"}, Decimal("1.50")),
        ({"N": "-3e5"}, Decimal("-3e5")),
        ({"N": "0"}, Decimal(0)),
        ({"N": "1" + "0" * 50}, Decimal("1e50")),
        ({"N": "0" * 50 + "1"}, Decimal(1)),
        ({"N": "9" * 38}, Decimal("9" * 38)),
        ({"BOOL": False}, False),
        ({"NULL": True}, None),
        ({"B": "aGVsbG8="}, "aGVsbG8="),
        ({"SS": ["a"]}, {"a"}),
        ({"NS": ["1", "2"]}, {Decimal(1), Decimal(2)}),
        ({"BS": ["YQ=="]}, {"YQ=="}),
        ({"L": [{"N": "1"}]}, [Decimal(1)]),
        ({"M": {"a": {"L": [{"M": {}}]}}}, {"a": [{}]}),
    ],
)
def test_stream_values(attribute, value):
    found = TypeDeserializer().deserialize(attribute)
    assert found == value
    assert type(found) is type(value)


def test_a_number_that_dynamodb_can_not_have_sent_is_no_other_number():
    with pytest.raises(Inexact):
        TypeDeserializer().deserialize({"N": "9" * 39})


@pytest.mark.parametrize("attribute", [{"X": 1}, {}])
def test_what_is_no_attribute_is_a_type_error_in_streams(attribute):
    with pytest.raises(TypeError):
        TypeDeserializer().deserialize(attribute)
