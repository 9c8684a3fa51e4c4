"""Flags through the OpenFeature SDK."""

from __future__ import annotations

import pytest

api = pytest.importorskip("openfeature.api")
from openfeature.evaluation_context import EvaluationContext  # noqa: E402
from openfeature.exception import ErrorCode  # noqa: E402
from openfeature.flag_evaluation import Reason  # noqa: E402

from aws_lambda_powertools.utilities.feature_flags import FeatureFlags, InMemoryFeatureFlagStore  # noqa: E402
from aws_lambda_powertools.utilities.feature_flags.openfeature import PowertoolsProvider  # noqa: E402

FLAGS = {
    "premium": {
        "default": False,
        "rules": {"gold": {"when_match": True, "conditions": [{"action": "EQUALS", "key": "tier", "value": "gold"}]}},
    },
    "split": {
        "default": False,
        "rules": {"all": {"when_match": True, "rollout": {"key": "targetingKey", "percentage": 100}}},
    },
    "text": {"default": "a", "boolean_type": False},
    "number": {"default": 7, "boolean_type": False},
    "map": {"default": {"a": 1}, "boolean_type": False},
}


@pytest.fixture
def client():
    api.set_provider(PowertoolsProvider(FeatureFlags(InMemoryFeatureFlagStore(FLAGS))))
    yield api.get_client()
    api.clear_providers()


def test_values_have_their_types(client):
    gold = EvaluationContext(attributes={"tier": "gold"})
    assert client.get_boolean_value("premium", False, gold) is True
    assert client.get_string_value("text", "") == "a"
    assert client.get_integer_value("number", 0) == 7
    assert client.get_float_value("number", 0.0) == 7.0
    assert client.get_object_value("map", {}) == {"a": 1}


def test_details_say_why(client):
    gold = EvaluationContext(attributes={"tier": "gold"})
    assert client.get_boolean_details("premium", False, gold).reason == Reason.TARGETING_MATCH
    assert client.get_boolean_details("premium", True).reason == Reason.DEFAULT
    assert client.get_boolean_details("split", False, EvaluationContext("u-1")).reason == Reason.SPLIT
    assert client.get_string_details("text", "").reason == Reason.STATIC


def test_what_goes_wrong_is_the_default_with_an_error_code(client):
    missing = client.get_boolean_details("nope", True)
    assert (missing.value, missing.error_code) == (True, ErrorCode.FLAG_NOT_FOUND)
    other = client.get_boolean_details("text", True)
    assert (other.value, other.error_code) == (True, ErrorCode.TYPE_MISMATCH)
