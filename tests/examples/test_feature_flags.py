"""The examples of the feature flags page do what the page says."""

from __future__ import annotations

import json
import runpy

import pytest
from source_tree import ROOT

from aws_lambda_powertools._core import clock
from aws_lambda_powertools.local.cli import main
from aws_lambda_powertools.utilities.feature_flags import FeatureFlags, FileStore
from aws_lambda_powertools.utilities.parameters import AppConfigProvider

FILE = ROOT / "examples" / "feature_flags" / "flags.json"


@pytest.fixture(autouse=True)
def _app_config(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setattr(AppConfigProvider, "get", lambda *_, **__: json.loads(FILE.read_text()))
    yield
    clock.unfreeze()


def example(name):
    return runpy.run_path(str(ROOT / "examples" / "feature_flags" / f"{name}.py"))["lambda_handler"]


@pytest.mark.parametrize(("tier", "count"), [("premium", 2), ("basic", 1)])
def test_premium_customers_have_more_features(lambda_context, tier, count):
    answer = example("getting_started")({"tier": tier, "customer_id": "c-1"}, lambda_context)
    assert len(answer["features"]) == count


def test_the_configuration_of_the_page_is_well_formed():
    assert main(["flags", "check", str(FILE)]) == 0


@pytest.mark.parametrize(("at", "is_on"), [(1_782_835_200, True), (1_782_820_800, False), (1_783_180_800, False)])
def test_the_happy_hour_is_on_weekday_evenings(at, is_on):
    clock.freeze(at)  # a Tuesday at 18:00 and at 14:00, a Saturday at 18:00 in Vienna
    assert FeatureFlags(FileStore(FILE)).evaluate(name="happy_hour", default=None) is is_on


def test_staff_have_the_wallet(lambda_context):
    answer = example("reasons_and_types")({"customer_id": "c-1", "email": "ann@example.com"}, lambda_context)
    assert answer["steps"] == 1


def test_layers_answer(lambda_context):
    assert example("layered_stores")({"tier": "premium"}, lambda_context)[0] == "premium_features"


def test_a_store_of_ones_own_answers(lambda_context):
    handler = example("store_of_your_own")
    assert handler({"tenant": "acme"}, lambda_context) is True
    assert handler({"tenant": "other"}, lambda_context) is False


def test_open_feature_answers(lambda_context):
    pytest.importorskip("openfeature")
    assert example("open_feature")({"customer_id": "c-1"}, lambda_context) is True


def test_the_example_of_a_test_passes():
    module = runpy.run_path(str(ROOT / "examples" / "feature_flags" / "test_handler.py"))
    module["test_the_greeting_goes_by_the_flag"]()
