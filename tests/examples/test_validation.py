"""The examples of the validation page do what the page says."""

from __future__ import annotations

import json
import runpy

import pytest
from source_tree import ROOT

from aws_lambda_powertools.utilities.validation import SchemaValidationError


def example(name):
    return runpy.run_path(str(ROOT / "examples" / "validation" / f"{name}.py"))["lambda_handler"]


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        ({"order_id": "o-1", "amount": 5}, {"statusCode": 200, "body": "o-1"}),
        ({"order_id": "o-1"}, {"statusCode": 400, "body": "data must contain ['amount'] properties"}),
    ],
)
def test_the_first_example_answers_by_what_it_finds(order, answer, lambda_context):
    assert example("getting_started")({"body": json.dumps(order)}, lambda_context) == answer


def test_the_decorated_example_refuses_a_wrong_event(lambda_context):
    handler = example("event_and_answer")
    assert handler({"user_id": 1}, lambda_context) == {"status": "active"}
    with pytest.raises(SchemaValidationError):
        handler({"user_id": "one"}, lambda_context)


def test_the_example_with_formats_and_references_uses_both(lambda_context):
    handler = example("formats_and_references")
    assert handler({"table": "12"}, lambda_context) == {"table": "12"}
    with pytest.raises(SchemaValidationError):
        handler({"table": "13"}, lambda_context)
