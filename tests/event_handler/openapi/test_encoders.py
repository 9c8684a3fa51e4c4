"""Whatever a handler returns, as plain JSON data."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import enum
import json
import pathlib
import re
import uuid
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, Field, SecretStr

from aws_lambda_powertools.event_handler.openapi.encoders import jsonable_encoder
from aws_lambda_powertools.event_handler.openapi.exceptions import SerializationError
from aws_lambda_powertools.utilities.data_classes import SQSEvent


class Color(enum.Enum):
    red = "red"


class Item(BaseModel):
    a: int = 1
    b: Decimal = Decimal("1.5")
    c: SecretStr = SecretStr("x")
    d: int = Field(2, alias="dd")


@dataclasses.dataclass
class Order:
    item: Item
    at: datetime.date


class Bag:
    def __init__(self):
        self.x = 1


ITEM = {"a": 1, "b": "1.5", "c": "**********", "dd": 2}


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Color.red, "red"),
        (Item(), ITEM),
        (Order(Item(), datetime.date(2026, 1, 15)), {"item": ITEM, "at": "2026-01-15"}),
        (Bag(), {"x": 1}),
        ((number for number in (1, 2)), [1, 2]),
        (b"ab", "ab"),
        (Decimal("1.0"), 1.0),
        (Decimal(7), 7),
        (Decimal("NaN"), None),
        (datetime.datetime(2026, 1, 15, tzinfo=datetime.timezone.utc), "2026-01-15T00:00:00+00:00"),
        (datetime.timedelta(seconds=3.5), 3.5),
        (datetime.time(1, 2), "01:02:00"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ({1}, [1]),
        (collections.deque([1]), [1]),
        ((1, 2), [1, 2]),
        ({Color.red: 1, None: 2}, {"red": 1, None: 2}),
        (pathlib.PurePosixPath("a/b"), "a/b"),
        (re.compile("a+"), "a+"),
        (SecretStr("x"), "**********"),
        (SQSEvent({"Records": []}), {"Records": []}),
        ({"k": [Item()]}, {"k": [ITEM]}),
    ],
)
def test_values_become_plain(value, plain):
    assert jsonable_encoder(value) == plain


@pytest.mark.parametrize(
    ("value", "options", "plain"),
    [
        (Item(), {"exclude": {"a", "c"}}, {"b": "1.5", "dd": 2}),
        (Item(), {"include": {"a"}}, {"a": 1}),
        (Item(), {"by_alias": False, "include": {"d"}}, {"d": 2}),
        (Item(), {"exclude_unset": True}, {}),
        (Item(), {"exclude_defaults": True}, {}),
        ({"a": None, "b": 1}, {"exclude_none": True}, {"b": 1}),
        ([{"a": None}], {"exclude_none": True}, [{}]),
        ({"a": 1, "b": 1}, {"exclude": {"b"}}, {"a": 1}),
        ({"a": Bag()}, {"custom_serializer": lambda _: "bag"}, {"a": "bag"}),
    ],
)
def test_options_choose_what_is_kept(value, options, plain):
    assert jsonable_encoder(value, **options) == plain


def endless():
    value: list = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    "value", [object(), b"\xff", 1 + 2j, int, print, endless()], ids=lambda value: type(value).__name__
)
def test_what_has_no_json_form_is_named(value):
    with pytest.raises(SerializationError, match="no JSON form"):
        jsonable_encoder(value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.dates() | st.decimals() | st.uuids(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner),
    )
)
def test_plain_data_is_json(value):
    json.dumps(jsonable_encoder(value), allow_nan=False)
