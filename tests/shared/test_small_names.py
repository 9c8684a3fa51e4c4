"""Names that code written for earlier versions imports from `shared`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pydantic
import pytest

from aws_lambda_powertools import __version__
from aws_lambda_powertools.shared import constants
from aws_lambda_powertools.shared.cache_dict import LRUDict
from aws_lambda_powertools.shared.json_encoder import Encoder
from aws_lambda_powertools.shared.lazy_import import LazyLoader
from aws_lambda_powertools.shared.types import AnyCallableT, LambdaHandler
from aws_lambda_powertools.shared.version import VERSION


def test_the_version():
    assert __version__ == VERSION


def test_types_can_be_imported():
    assert AnyCallableT.__name__ == "AnyCallableT"
    assert LambdaHandler.__name__ == "LambdaHandler"


def test_constants_are_names_of_variables():
    assert constants.POWERTOOLS_DEV_ENV == "POWERTOOLS_DEV"
    assert constants.SERVICE_NAME_ENV == "POWERTOOLS_SERVICE_NAME"


def test_a_dictionary_forgets_what_was_not_used_for_longest():
    cache = LRUDict(max_items=2, first=1)
    cache["second"] = 2
    assert cache.get("first") == 1
    cache["third"] = 3
    assert list(cache) == ["first", "third"]
    assert cache["first"] == 1
    cache["fourth"] = 4
    assert list(cache) == ["first", "fourth"]
    cache["first"] = 0
    cache["fifth"] = 5
    assert list(cache.items()) == [("first", 0), ("fifth", 5)]


def test_a_dictionary_that_forgets_has_defaults():
    """The public package raises KeyError for a default."""
    cache = LRUDict()
    assert cache.max_items == 1024
    assert cache.get("nothing") is None
    assert cache.get("nothing", 5) == 5


@dataclass
class Line:
    sku: str


class Model(pydantic.BaseModel):
    day: date


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.10"), '"1.10"'),
        (Decimal("NaN"), "NaN"),
        (Line("a"), '{"sku": "a"}'),
        (Model(day=date(2026, 1, 15)), '{"day": "2026-01-15"}'),
        (date(2026, 1, 15), '"2026-01-15"'),
        ({2, 1}, "[1, 2]"),
    ],
)
def test_the_encoder_knows_what_users_put_into_responses(value, text):
    assert json.dumps(value, cls=Encoder) == text


def test_the_encoder_names_what_it_does_not_know():
    with pytest.raises(TypeError, match="object"):
        json.dumps(object(), cls=Encoder)


def test_a_module_is_imported_when_a_name_is_used():
    namespace = {}
    lazy = LazyLoader("later", namespace, "json.tool")
    assert namespace == {}
    assert callable(lazy.main)
    assert namespace["later"].main is lazy.main
    assert "main" in dir(LazyLoader("later", {}, "json.tool"))
