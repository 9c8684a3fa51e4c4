"""The examples of the data classes page do what the page says."""

from __future__ import annotations

import json
import runpy

import pytest
from source_tree import ROOT


def example(name):
    return runpy.run_path(str(ROOT / "examples" / "data_classes" / f"{name}.py"))["lambda_handler"]


def test_the_first_example_reads_body_and_headers(lambda_context):
    event = {"path": "/orders", "body": '{"id": 7}', "headers": {"accept-language": "de"}}
    assert example("getting_started")(event, lambda_context) == {"statusCode": 200, "body": "/orders 7 de"}


def test_the_example_with_records_reads_all(lambda_context):
    event = {"Records": [{"messageId": "a", "body": '{"id": 1}'}, {"messageId": "b", "body": '{"id": 2}'}]}
    assert example("records")(event, lambda_context) == ["a: 1", "b: 2"]


def test_the_nested_example_reports_the_broken_message(lambda_context):
    notification = json.dumps({"Records": [{"s3": {"object": {"key": "photo.jpg"}}}]})
    bodies = [json.dumps({"Message": notification}), "broken"]
    event = {"Records": [{"messageId": f"m{number}", "body": body} for number, body in enumerate(bodies)]}
    assert example("events_in_events")(event, lambda_context) == {
        "keys": ["photo.jpg"],
        "batchItemFailures": [{"itemIdentifier": "m1"}],
    }


@pytest.mark.parametrize(("token", "effect"), [("token-of-jane", "Allow"), ("another", "Deny")])
def test_the_authorizer_allows_whom_it_knows(token, effect, lambda_context):
    arn = "arn:aws:execute-api:eu-west-1:123456789012:abcdef123/prod/GET/orders/1"
    answer = example("authorizer")({"authorizationToken": token, "methodArn": arn}, lambda_context)
    assert [statement["Effect"] for statement in answer["policyDocument"]["Statement"]] == [effect]


@pytest.mark.parametrize(("email", "response"), [("a@example.com", {"autoConfirmUser": True}), ("a@example.org", {})])
def test_the_trigger_confirms_some_users(email, response, lambda_context):
    event = {"request": {"userAttributes": {"email": email}}, "response": {}}
    assert example("cognito")(event, lambda_context)["response"] == response
