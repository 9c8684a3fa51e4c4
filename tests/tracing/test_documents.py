"""What users hand to a trace, as X-Ray takes it: annotations, metadata of any kind, secrets."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import json
import pathlib
import uuid
from typing import Any

import pytest
from hypothesis import given, strategies as st
from xray_daemon import ANNOTATION_KEY

from aws_lambda_powertools._core.redaction import Redaction
from aws_lambda_powertools.tracing import _documents
from aws_lambda_powertools.warnings import PowertoolsUserWarning


class Colour(enum.Enum):
    RED = "red"
    FIVE = 5
    ODD = object()


class Number(enum.IntEnum):
    FOUR = 4


# --- Annotations -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "cleaned"),
    [
        ("order_id", "order_id"),
        ("order.id", "order.id"),
        ("order id", "order_id"),
        ("größe", "gr__e"),
        ("a-b/c", "a_b_c"),
        ("1st", "1st"),
        ("", ""),
        ("k" * 600, "k" * 500),
    ],
)
def test_keys_of_annotations_are_cleaned(key, cleaned):
    """TR-19; tracing.md 9.5. The public package drops them."""
    assert _documents.annotation_key(key) == cleaned


@given(st.text())
def test_any_text_becomes_a_key_that_xray_takes(text):
    cleaned = _documents.annotation_key(text)
    assert cleaned == "" or ANNOTATION_KEY.fullmatch(cleaned)


@pytest.mark.parametrize("key", [5, None, b"key"])
def test_a_key_that_is_no_text_is_told(tracer, daemon, key):
    told = pytest.warns(PowertoolsUserWarning, match="is no text and can't be the key of an annotation")
    with told, tracer.provider.in_subsegment("work") as segment:
        segment.put_annotation(key, 1)
    assert "annotations" not in daemon.documents[0]


@pytest.mark.parametrize(
    ("value", "natural"),
    [
        ("text", "text"),
        (5, 5),
        (-1.5, -1.5),
        (True, True),
        (10**30, 10**30),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        ("x" * 2000, "x" * 1000),
        (decimal.Decimal("1.50"), 1.5),
        (decimal.Decimal(3), 3),
        (decimal.Decimal("NaN"), "NaN"),
        (Colour.RED, "red"),
        (Colour.FIVE, 5),
        (Number.FOUR, 4),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime.date(2026, 1, 15), "2026-01-15"),
        (datetime.datetime(2026, 1, 15, 10, 30, tzinfo=datetime.timezone.utc), "2026-01-15T10:30:00+00:00"),
    ],
)
def test_values_of_annotations_have_a_natural_form(tracer, daemon, value, natural):
    """TR-19."""
    with tracer.provider.in_subsegment("work") as segment:
        segment.put_annotation("key", value)
    [document] = daemon.documents
    assert document["annotations"] == {"key": natural}
    assert type(document["annotations"]["key"]) is type(natural)


@pytest.mark.parametrize("value", [None, [1], {"a": 1}, b"bytes", object(), Colour.ODD])
def test_a_value_that_can_not_be_searched_is_told_once_a_key(tracer, daemon, value):
    """TR-19."""
    with tracer.provider.in_subsegment("work") as segment:
        with pytest.warns(PowertoolsUserWarning, match="The annotation 'key' is dropped: .* Use put_metadata"):
            segment.put_annotation("key", value)
        segment.put_annotation("key", value)  # told once: another warning would be an error
    assert "annotations" not in daemon.documents[0]


def test_a_segment_has_no_more_than_fifty_annotations(tracer, daemon):
    """TR-19."""
    with tracer.provider.in_subsegment("work") as segment:
        for number in range(60):
            segment.put_annotation(f"key{number}", number)
        segment.put_annotation("key0", "changed")
    annotations = daemon.named("work")["annotations"]
    assert len(annotations) == 50
    assert annotations["key0"] == "changed"


# --- Metadata ----------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Order:
    id: int = 1
    customer: Any = None
    _secret: int = 3


@dataclasses.dataclass
class SlottedOrder:
    __slots__ = ("id",)
    id: int


class Shop:
    in_class = 5

    def __init__(self):
        self.name = "shop"
        self.opened = datetime.date(2020, 1, 1)
        self._secret = 2


class Slotted:
    __slots__ = ("name",)

    def __str__(self):
        return "slotted"


class OutOfStockError(Exception):
    def __init__(self, item):
        super().__init__(f"no {item}")
        self.item = item


Pair = collections.namedtuple("Pair", "left right")  # noqa: PYI024


class TextOfOurOwn(str):
    __slots__ = ()


class NumberOfOurOwn(int):
    pass


SHOWN: list[tuple[Any, Any]] = [
    (None, None),
    (True, True),
    (1.5, 1.5),
    (10**30, 10**30),
    ((1, 2), [1, 2]),
    ({2, 1}, [1, 2]),
    (frozenset([1]), [1]),
    (collections.deque([1, 2]), [1, 2]),
    (range(3), [0, 1, 2]),
    ({"a": 1}.keys(), ["a"]),
    (Pair(1, 2), [1, 2]),
    (collections.OrderedDict(a=1), {"a": 1}),
    (collections.Counter("aab"), {"a": 2, "b": 1}),
    (collections.UserDict(a=1), {"a": 1}),
    (TextOfOurOwn("text"), "text"),
    (NumberOfOurOwn(5), 5),
    (Colour.RED, "red"),
    (Number.FOUR, 4),
    (decimal.Decimal("1.10"), "1.10"),
    (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    (datetime.datetime(2020, 1, 1, 1, 2, 3), "2020-01-01 01:02:03"),
    (datetime.date(2020, 1, 1), "2020-01-01"),
    (datetime.timedelta(1), "1 day, 0:00:00"),
    (pathlib.PurePosixPath("/a"), "/a"),
    (b"abc", "abc"),
    (b"\xff\x00", "<2 bytes>"),
    (bytearray(b"ab"), "ab"),
    (memoryview(b"ab"), "ab"),
    (Order(customer=Order(2)), {"id": 1, "customer": {"id": 2, "customer": None}}),
    (SlottedOrder(1), {"id": 1}),
    (Shop(), {"name": "shop", "opened": "2020-01-01"}),
    (Slotted(), "slotted"),
    (ValueError("v"), {"type": "ValueError", "message": "v"}),
    (OutOfStockError("shoe"), {"type": "OutOfStockError", "message": "no shoe", "item": "shoe"}),
    (int, "<class 'int'>"),
    (Colour, "<enum 'Colour'>"),
    (len, "<built-in function len>"),
    (1j, "1j"),
    ({1, "a"}, ["a", 1]),
]


@pytest.mark.parametrize(("value", "shown"), SHOWN, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("way", ["encoder", "plain"])
def test_metadata_show_what_objects_hold(tracer, daemon, value, shown, way):
    """TR-20: the same whether the encoder finds its way, or odd values beside it make us convert everything."""
    with tracer.provider.in_subsegment("work") as segment:
        segment.put_metadata("key", value)
        if way == "plain":
            segment.put_metadata("odd", float("nan"))
    result = daemon.documents[0]["metadata"]["default"]["key"]
    assert sorted(result, key=str) == sorted(shown, key=str) if value == {1, "a"} else result == shown


def test_pydantic_models_show_their_fields(tracer, daemon):
    pydantic = pytest.importorskip("pydantic")
    model = pydantic.create_model("Model", id=(int, ...), inner=(dict, ...))
    with tracer.provider.in_subsegment("work") as segment:
        segment.put_metadata("key", model(id=1, inner={"a": b"x"}))
    assert daemon.documents[0]["metadata"] == {"default": {"key": {"id": 1, "inner": {"a": "x"}}}}


def test_iterators_are_left_to_their_owner(tracer, daemon):
    """TR-20."""
    numbers, generator = iter([1, 2]), (number for number in (1, 2))
    with tracer.provider.in_subsegment("work") as segment:
        segment.put_metadata("numbers", numbers)
        segment.put_metadata("generator", generator)
    assert list(numbers) == list(generator) == [1, 2]
    assert "generator object" in daemon.documents[0]["metadata"]["default"]["generator"]


def test_an_object_that_refers_to_itself_is_cut(tracer, daemon):
    """TR-20."""
    shop = Shop()
    shop.me = shop  # type: ignore[attr-defined]
    with tracer.provider.in_subsegment("work") as segment:
        segment.put_metadata("key", shop)
    value = daemon.documents[0]["metadata"]["default"]["key"]
    assert value["name"] == "shop"
    assert "circular" in json.dumps(value)


def test_depth_is_limited_to_32_levels():
    """TR-20."""
    value: Any = "bottom"
    for _ in range(40):
        value = [value]
    plain = _documents.plain(value)
    levels = 0
    while isinstance(plain, list):
        plain, levels = plain[0], levels + 1
    assert levels == 32
    assert plain == "<list too deep>"


# --- Secrets -----------------------------------------------------------------------------------------------------


def test_secrets_are_hidden_in_whatever_holds_them():
    rules = Redaction(keys=["password"], patterns=[r"\d{4}"])
    assert _documents.redacted([Order(customer={"password": "x", "pin": "is 1234"})], rules) == [
        {"id": 1, "customer": {"password": "[REDACTED]", "pin": "is [REDACTED]"}}
    ]
    assert _documents.redacted(ValueError("pin 1234"), rules) == {"type": "ValueError", "message": "pin [REDACTED]"}
