"""The examples of the data masking page do what the page says."""

from __future__ import annotations

import datetime
import runpy

import pytest
from source_tree import ROOT


def example(name):
    return runpy.run_path(str(ROOT / "examples" / "data_masking" / f"{name}.py"))["lambda_handler"]


def test_the_masked_event_is_logged(lambda_context, capsys):
    event = {"credit_card": "4111", "customer": {"email": "ann@example.com"}, "items": [{"note": "x"}], "id": 7}
    answer = example("getting_started")(event, lambda_context)
    assert answer == {"credit_card": "*****", "customer": {"email": "*****"}, "items": [{"note": "*****"}], "id": 7}
    assert "ann@example.com" not in capsys.readouterr().out


def test_rules_give_the_masks_of_the_comments(lambda_context):
    event = {"email": "ann@example.com", "phone": "555-0100", "zip": "1010", "cards": [{"number": "4111"}]}
    assert example("rules")(event, lambda_context) == {
        "email": "a****@example.com",
        "phone": "***-****",
        "zip": "XXXX",
        "cards": [{"number": "*****"}],
    }


def test_an_object_becomes_a_dictionary(lambda_context):
    answer = example("objects")({"name": "Ann", "born": "1990-01-02"}, lambda_context)
    assert answer == {"name": "*****", "born": datetime.date(1990, 1, 2)}


def test_pseudonyms_stay_the_same(lambda_context):
    handler = example("pseudonyms")
    first, second = (handler({"customer_id": 7}, lambda_context)["customer_id"] for _ in range(2))
    assert first == second
    assert first.startswith("c-")
    assert len(first) == 18


def test_texts_are_scrubbed(lambda_context):
    assert example("scrubbing")({"note": "ann@example.com"}, lambda_context) == {"note": "*****"}


def test_a_provider_of_ones_own_masks(lambda_context):
    assert example("provider_of_your_own")({"name": "Ann Lee"}, lambda_context) == {"name": "AL"}


def test_the_encrypting_example_can_be_loaded(monkeypatch):
    pytest.importorskip("aws_encryption_sdk")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    assert callable(example("encryption"))
