"""What makes two calls the same, and how results go into a store and come back."""

from __future__ import annotations

import datetime
import enum
import hashlib
import json
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, strategies
from pydantic import BaseModel

from aws_lambda_powertools.utilities.idempotency import (
    IdempotencyConfig,
    InMemoryPersistenceLayer,
    explain,
    idempotent,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyModelTypeError,
    IdempotencyNoSerializationModelError,
    IdempotencyPersistenceLayerError,
)
from aws_lambda_powertools.utilities.idempotency.serialization.custom_dict import CustomDictSerializer
from aws_lambda_powertools.utilities.idempotency.serialization.dataclass import DataclassSerializer
from aws_lambda_powertools.utilities.idempotency.serialization.pydantic import PydanticSerializer

JSON = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.integers() | strategies.floats() | strategies.text(),
    lambda inner: strategies.lists(inner) | strategies.dictionaries(strategies.text(), inner),
    max_leaves=20,
)


class Context:
    @staticmethod
    def get_remaining_time_in_millis():
        return 3000


def function_on(result, **options):
    config = IdempotencyConfig(lambda_context=Context())

    @idempotent_function(
        data_keyword_argument="data", persistence_store=InMemoryPersistenceLayer(), config=config, **options
    )
    def function(data):
        return result

    return function


@given(JSON.filter(bool))
def test_the_key_is_the_hash_of_the_payload_with_sorted_keys(payload):
    function = function_on(None, key_prefix="charge")
    expected = explain(function, payload).key
    digest = hashlib.md5(json.dumps(payload, sort_keys=True).encode()).hexdigest()
    assert expected in (None, f"charge#{digest}")
    assert (expected is None) == (isinstance(payload, (dict, list)) and _holds_only_none(payload))


def _holds_only_none(payload):
    return all(value is None for value in (payload.values() if isinstance(payload, dict) else payload))


@given(strategies.dictionaries(strategies.text(), JSON, min_size=2), strategies.randoms())
def test_the_order_of_keys_does_not_matter(payload, random):
    items = list(payload.items())
    random.shuffle(items)
    function = function_on(None, key_prefix="charge")
    if not _holds_only_none(payload):
        assert explain(function, payload).key == explain(function, dict(items)).key


@given(JSON)
def test_results_come_back_equal(result):
    function = function_on(result)
    function(data=1)
    assert json.dumps(function(data=1), sort_keys=True) == json.dumps(result, sort_keys=True)


class Color(enum.Enum):
    RED = 1


@dataclass
class Line:
    sku: str
    price: Decimal


class Model(BaseModel):
    day: datetime.date


@pytest.mark.parametrize(
    ("payload", "same_as"),
    [
        ({"c": Color.RED}, {"c": 1}),
        ({"d": datetime.date(2026, 1, 2)}, {"d": "2026-01-02"}),
        ({"u": uuid.UUID(int=1)}, {"u": str(uuid.UUID(int=1))}),
        ({"p": Path("/tmp")}, {"p": "/tmp"}),
        ({"n": Decimal("1.10")}, {"n": "1.10"}),
        (Line("a", Decimal("1.10")), {"sku": "a", "price": "1.10"}),
        (Model(day=datetime.date(2026, 1, 2)), {"day": "2026-01-02"}),
        ((1, 2), [1, 2]),
    ],
)
def test_payloads_that_are_no_json_have_the_key_of_their_natural_form(payload, same_as):
    function = function_on(None)
    assert explain(function, payload).key == explain(function, same_as).key


def test_the_key_names_the_lambda_function_and_the_python_function(monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "orders")
    key = explain(function_on(None), 1).key
    assert key.startswith(f"orders.{__name__}.function_on.<locals>.function#")


@pytest.mark.parametrize("name", ["sha256", "blake2b", "sha1"])
def test_the_hash_can_be_chosen(name):
    config = IdempotencyConfig(hash_function=name)
    store = InMemoryPersistenceLayer()
    function = idempotent_function(
        lambda data: data, data_keyword_argument="data", persistence_store=store, config=config
    )
    assert explain(function, 1).key.endswith("#" + hashlib.new(name, b"1").hexdigest())


def test_an_unknown_hash_is_named():
    config = IdempotencyConfig(hash_function="crc32", lambda_context=Context())
    function = idempotent_function(
        lambda data: data, data_keyword_argument="data", persistence_store=InMemoryPersistenceLayer(), config=config
    )
    with pytest.raises(ValueError, match="hash_function is 'crc32'; hashlib has blake2b"):
        function(1)


def test_a_wrong_expression_is_found_when_the_function_is_decorated():
    with pytest.raises(ValueError, match="a\\["):
        idempotent(persistence_store=InMemoryPersistenceLayer(), config=IdempotencyConfig(event_key_jmespath="a["))(
            lambda event, context: None
        )


# --- Types of results -------------------------------------------------------------------------------------------


class Point(NamedTuple):
    x: int
    y: Decimal


@dataclass(frozen=True)
class Receipt:
    at: datetime.datetime
    day: datetime.date
    lines: list[Line]
    color: Color
    reference: uuid.UUID
    tags: set[str]
    pair: tuple[int, Decimal]
    many: tuple[Decimal, ...]
    totals: dict[int, Decimal]
    point: Point
    note: str | None = None
    line: Line | None = None
    version: int = field(init=False, default=7)


RECEIPT = Receipt(
    at=datetime.datetime(2026, 1, 2, 3, 4, 5),
    day=datetime.date(2026, 1, 2),
    lines=[Line("a", Decimal("1.10"))],
    color=Color.RED,
    reference=uuid.UUID(int=1),
    tags={"x"},
    pair=(1, Decimal("2.20")),
    many=(Decimal(1), Decimal(2)),
    totals={1: Decimal("3.30")},
    point=Point(1, Decimal(4)),
    line=Line("b", Decimal(5)),
)


def twice(function, annotation, **options):
    function.__annotations__["return"] = annotation
    config = IdempotencyConfig(lambda_context=Context())
    decorated = idempotent_function(
        function,
        data_keyword_argument="data",
        persistence_store=InMemoryPersistenceLayer(),
        config=config,
        **options,
    )
    return [decorated(data=1), decorated(data=1)]


@pytest.mark.parametrize(
    ("annotation", "result"),
    [
        (Receipt, RECEIPT),
        (Receipt | None, RECEIPT),
        (Receipt | None, None),
        ("Receipt", RECEIPT),
        (Model, Model(day=datetime.date(2026, 1, 2))),
        ("Model | None", Model(day=datetime.date(2026, 1, 2))),
        (Receipt, {"no": "receipt"}),
        (Receipt, "no receipt"),
        (dict, {"a": [1]}),
        ("NotDefinedAnywhere", {"a": 1}),
    ],
)
def test_what_the_annotation_promises_is_what_replays_return(annotation, result):
    def function(data):
        return result

    first, replayed = twice(function, annotation)
    assert first == replayed == result
    assert type(first) is type(replayed)


@pytest.mark.parametrize(
    ("serializer", "annotation", "result"),
    [
        (PydanticSerializer, Model, Model(day=datetime.date(2026, 1, 2))),
        (PydanticSerializer, Model | None, Model(day=datetime.date(2026, 1, 2))),
        (PydanticSerializer(Model), None, Model(day=datetime.date(2026, 1, 2))),
        (DataclassSerializer, Line, Line("a", "1.10")),
        (DataclassSerializer(Line), None, Line("a", "1.10")),
        (CustomDictSerializer(to_dict=lambda value: {"v": str(value)}, from_dict=lambda data: int(data["v"])), int, 5),
    ],
)
def test_serializers_bring_results_back(serializer, annotation, result):
    def function(data):
        return result

    assert twice(function, annotation, output_serializer=serializer) == [result, result]


@pytest.mark.parametrize("serializer", [PydanticSerializer, DataclassSerializer])
@pytest.mark.parametrize(
    ("annotation", "error"),
    [
        (None, IdempotencyNoSerializationModelError),
        (int, IdempotencyModelTypeError),
        (Model | Line, IdempotencyModelTypeError),
    ],
)
def test_serializers_need_a_type_they_can_make(serializer, annotation, error):
    def function(data):
        return None

    with pytest.raises(error):
        twice(function, annotation, output_serializer=serializer)


def test_a_serializer_that_fails_locks_nothing():
    results = [5, {"fine": True}]
    serializer = CustomDictSerializer(to_dict=dict, from_dict=lambda data: data)
    store = InMemoryPersistenceLayer()

    @idempotent_function(
        data_keyword_argument="data",
        persistence_store=store,
        config=IdempotencyConfig(lambda_context=Context()),
        output_serializer=serializer,
    )
    def function(data):
        return results.pop(0)

    with pytest.raises(IdempotencyPersistenceLayerError):
        function(data=1)
    assert function(data=1) == {"fine": True}


@pytest.mark.parametrize("result", [{1, 2}, b"bytes", Line("a", Decimal(1)), Color.RED, Decimal("NaN")])
def test_results_with_a_natural_form_are_stored(result):
    function = function_on(result)
    assert function(data=1) is result
    function(data=1)


def test_serializers_are_checked_when_they_are_made():
    with pytest.raises(TypeError, match="to_dict is None; it must be a function"):
        CustomDictSerializer(to_dict=None, from_dict=dict)
