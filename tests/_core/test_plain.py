"""Any object as JSON-ready data."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import json
import pathlib
import uuid
from collections import OrderedDict, UserDict, deque
from decimal import Decimal
from typing import NamedTuple

import pydantic
import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools._core.plain import NotPlainError, dumps, safe_dumps, to_plain


class Colour(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


class Word(str, enum.Enum):
    YES = "yes"


@dataclasses.dataclass
class Order:
    id: int
    items: list


class Model(pydantic.BaseModel):
    day: datetime.date


class Event:
    @property
    def raw_event(self):
        return {"a": 1}


class Exploding:
    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


class Point(NamedTuple):
    x: int
    y: int


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text", "text"),
        (True, True),
        (None, None),
        (1.5, 1.5),
        (OrderedDict(a=1), {"a": 1}),
        (UserDict(a=1), {"a": 1}),
        ((1, 2), [1, 2]),
        (Point(1, 2), [1, 2]),
        (deque([1]), [1]),
        ({3, 1, 2}, [1, 2, 3]),
        (frozenset(["b", "a"]), ["a", "b"]),
        (Order(1, [Order(2, [])]), {"id": 1, "items": [{"id": 2, "items": []}]}),
        (Model(day="2026-01-15"), {"day": "2026-01-15"}),
        (Event(), {"a": 1}),
        (Colour.RED, "red"),
        (Level.HIGH, 3),
        (Word.YES, "yes"),
        (datetime.datetime(2026, 1, 15, 10, 30), "2026-01-15T10:30:00"),
        (datetime.time(10, 30), "10:30:00"),
        (Decimal("1.10"), "1.10"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (pathlib.PurePosixPath("/a/b"), "/a/b"),
        (b"text", "text"),
        (b"\xff\xfe", "//4="),
    ],
)
def test_known_types_have_their_natural_form(value, expected):
    plain = to_plain(value)
    assert plain == expected
    assert type(plain) is type(expected)
    assert json.loads(dumps(value)) == expected


def test_keys_become_text_as_json_writes_them():
    assert to_plain({1: "a", None: "b", False: "c", Colour.RED: "d", (1, 2): "e", Word.YES: "f"}) == {
        "1": "a",
        "null": "b",
        "false": "c",
        "red": "d",
        "(1, 2)": "e",
        "yes": "f",
    }


def test_the_result_shares_nothing_with_the_value():
    value = {"list": [1]}
    plain = to_plain(value)
    plain["list"].append(2)
    assert value == {"list": [1]}


def test_an_unknown_type_is_named():
    with pytest.raises(NotPlainError, match=r"type builtins\.object "):
        to_plain(object())
    with pytest.raises(NotPlainError):
        dumps({"a": object()})


def test_unknown_types_may_be_given_a_form():
    assert to_plain([object()], unknown=lambda value: type(value).__name__) == ["object"]


def test_strict_json_has_no_word_for_nan():
    with pytest.raises(ValueError, match=r"[Oo]ut of range"):
        dumps(float("nan"))


def circular():
    value = {"name": "loop"}
    value["self"] = value
    return value


def deep(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (circular(), {"name": "loop", "self": "<circular reference to dict>"}),
        ([float("nan"), float("inf"), -float("inf")], ["NaN", "Infinity", "-Infinity"]),
        ({Exploding(): Exploding()}, {"<Exploding>": "<Exploding>"}),
        ({1: object}, {"1": "<class 'object'>"}),
        ("\ud800", "\ud800"),
    ],
)
def test_what_json_can_not_say_becomes_text(value, expected):
    assert json.loads(safe_dumps(value)) == expected


def test_data_too_deep_for_the_encoder_is_cut_not_lost():
    assert "too deep" in safe_dumps(deep(100_000))


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.binary()
    | st.decimals()
    | st.datetimes()
    | st.uuids()
    | st.builds(object)
    | st.builds(Exploding),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers() | st.none() | st.floats(), inner),
    max_leaves=20,
)


def refuse(word):
    raise AssertionError(f"{word} is not JSON")


@given(anything)
def test_any_object_gives_valid_json_on_one_line(value):
    text = safe_dumps(value)
    json.loads(text, parse_constant=refuse)
    assert "\n" not in text
    text.encode("ascii")
