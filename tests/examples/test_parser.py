"""The examples of the parser page do what the page says."""

from __future__ import annotations

import json
import runpy

import pytest
from pydantic import ValidationError
from source_tree import ROOT


def example(name):
    return runpy.run_path(str(ROOT / "examples" / "parser" / f"{name}.py"))["lambda_handler"]


def test_the_first_example_adds_up(lambda_context):
    handler = example("getting_started")
    event = {"id": 1, "items": [{"sku": "tea", "quantity": 2}, {"sku": "cup", "quantity": "3"}]}
    assert handler(event, lambda_context) == 5
    with pytest.raises(ValidationError, match=r"items.0.sku\n  Field required"):
        handler({"id": 1, "items": [{"quantity": 1}]}, lambda_context)


@pytest.mark.parametrize(
    ("event", "status"), [({"id": 1}, 200), ({"refund_of": 1}, 200), ({"price": 1}, 400), ({"id": "x"}, 400)]
)
def test_the_example_with_a_union_answers(event, status, lambda_context):
    assert example("parse_function")(event, lambda_context)["statusCode"] == status


def sqs(event, *bodies):
    record = event("sqsEvent")["Records"][0]
    return {"Records": [{**record, "messageId": f"m{number}", "body": body} for number, body in enumerate(bodies)]}


def test_the_example_with_an_envelope_gets_the_bodies(event, lambda_context):
    assert example("envelopes")(sqs(event, '{"id": 1}', '{"id": 2}'), lambda_context) == [1, 2]


def test_the_example_with_an_envelope_of_its_own(lambda_context):
    assert example("own_envelope")({"orders": [{"id": 1}, {"id": 2}]}, lambda_context) == [1, 2]


def test_the_example_with_an_extended_model(event, lambda_context):
    assert example("extended_model")(sqs(event, '{"id": 1}', '{"id": 2}'), lambda_context) == {"m0": 1, "m1": 2}


def test_the_example_with_wrappers_reports_the_broken_message(event, lambda_context, capsys):
    message = json.dumps({"Type": "Notification", "Message": json.dumps(event("s3Event"))})
    answer = example("unwrap")(sqs(event, message, "broken"), lambda_context)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert capsys.readouterr().out == f"{event('s3Event')['Records'][0]['s3']['object']['key']}\n"
