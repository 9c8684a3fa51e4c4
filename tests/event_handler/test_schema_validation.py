"""JSON schemas for requests and responses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fronts import FRONTS, Front, rest

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.middlewares.schema_validation import SchemaValidationMiddleware

NUMBER = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
NO_SCHEMA = {"type": "nonsense"}
VALID = '{"a": 1}'


def ask(body: str | None, answer: Any = None, **schemas: Any) -> tuple[int, Any]:
    app = APIGatewayRestResolver()
    app.post("/x", middlewares=[SchemaValidationMiddleware(**{"inbound_schema": NUMBER, **schemas})])(
        lambda: answer or {"a": 1}
    )
    response = app.resolve(rest("POST", "/x", body=body), None)
    return response["statusCode"], json.loads(response["body"])


@pytest.mark.parametrize("front", FRONTS, ids=str)
def test_requests_are_checked_on_every_front(front: Front) -> None:
    app = front.resolver()
    app.use([SchemaValidationMiddleware(NUMBER)])
    app.post("/x")(lambda: {"ok": True})

    assert app.resolve(front.request("POST", "/x", body=VALID), None)["statusCode"] == 200
    assert app.resolve(front.request("POST", "/x", body='{"a": "x"}'), None)["statusCode"] == 400


@pytest.mark.parametrize("body", ['{"a": "x"}', "{}", None, "[]"])
def test_a_request_that_does_not_fit_is_told_why(body: str | None) -> None:
    status, answer = ask(body)

    assert status == 400
    assert answer["message"].startswith("Bad Request: Failed schema validation. Error: data")


def test_a_body_that_is_no_json_is_the_clients_fault() -> None:
    assert ask("{") == (400, {"statusCode": 400, "message": "The body is not valid JSON"})


@pytest.mark.parametrize("schemas", [{"inbound_schema": NO_SCHEMA}, {"outbound_schema": NO_SCHEMA}])
def test_a_schema_that_is_none_is_our_fault(schemas: dict[str, Any]) -> None:
    assert ask(VALID, **schemas) == (500, {"statusCode": 500, "message": "Internal Server Error"})


@pytest.mark.parametrize(
    "answer", [{"a": 1}, Response(200, "application/json", VALID), Response(200, "application/json", {"a": 1})]
)
def test_responses_that_fit_pass(answer: Any) -> None:
    assert ask(VALID, answer, outbound_schema=NUMBER) == (200, {"a": 1})


@pytest.mark.parametrize("answer", [{"b": 1}, Response(200, "application/json", '{"b": 1}')])
def test_responses_that_do_not_fit_do_not_pass(answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    status, body = ask(VALID, answer, outbound_schema=NUMBER)
    assert status == 400
    assert body["message"].startswith("Bad Response: Failed schema validation")

    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    assert ask(VALID, answer, outbound_schema=NUMBER)[0] == 500


def test_formats_of_the_users_own() -> None:
    schema = {"type": "string", "format": "even"}
    formats = {"even": lambda text: len(text) % 2 == 0}

    assert ask('"ab"', inbound_schema=schema, inbound_formats=formats)[0] == 200
    assert ask('"abc"', inbound_schema=schema, inbound_formats=formats)[0] == 400
