"""validate and validator: events and answers against JSON schemas."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json

import pytest

from aws_lambda_powertools.utilities.validation import (
    InvalidEnvelopeExpressionError,
    InvalidSchemaFormatError,
    SchemaValidationError,
    base,
    envelopes,
    validate,
    validator,
)

ORDER = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "items": {"type": "array", "items": {"type": "object", "properties": {"price": {"type": "number"}}}},
        "currency": {"type": "string", "default": "EUR"},
    },
    "required": ["id"],
}
ANSWER = {"type": "object", "properties": {"status": {"enum": ["paid", "open"]}}, "required": ["status"]}


def test_valid_data_comes_back_with_the_schemas_defaults():
    assert validate({"id": 7}, ORDER) == {"id": 7, "currency": "EUR"}


def test_defaults_are_left_alone_when_asked():
    assert validate({"id": 7}, ORDER, provider_options={"use_default": False}) == {"id": 7}


def test_an_error_says_what_is_wrong_and_where():
    with pytest.raises(SchemaValidationError, match="must be number") as raised:
        validate({"id": 7, "items": [{"price": "free"}]}, ORDER)
    error = raised.value
    assert error.path == ["data", "items", "0", "price"]
    assert error.name == "data.items[0].price"
    assert error.value == "free"
    assert error.rule == "type"
    assert error.rule_definition == "number"
    assert error.definition == {"type": "number"}
    assert error.validation_message == "data.items[0].price must be number"
    assert error.message == str(error)
    assert "free" in str(error)


def test_the_offending_data_can_be_left_out():
    with pytest.raises(SchemaValidationError) as raised:
        validate({"id": "123-45-6789"}, ORDER, redact_data=True)
    assert "123-45-6789" not in str(raised.value)
    assert raised.value.value is None


def test_the_offending_data_is_left_out_under_strict(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    with pytest.raises(SchemaValidationError) as raised:
        validate({"id": "123-45-6789"}, ORDER)
    assert "123-45-6789" not in str(raised.value)


@pytest.mark.parametrize("schema", [{"type": "nope"}, "text", {"properties": 5}])
def test_what_is_no_schema_is_refused(schema):
    with pytest.raises(InvalidSchemaFormatError, match="not a JSON schema"):
        validate({}, schema)


def in_sqs(body):
    return {"Records": [{"body": json.dumps(body)}]}


@pytest.mark.parametrize(
    ("event", "envelope", "expected"),
    [
        ({"detail": {"id": 1}}, envelopes.EVENTBRIDGE, {"id": 1}),
        ({"body": '{"id": 1}'}, envelopes.API_GATEWAY_REST, {"id": 1}),
        ({"body": '{"id": 1}'}, envelopes.API_GATEWAY_HTTP, {"id": 1}),
        (in_sqs({"id": 1}), envelopes.SQS, [{"id": 1}]),
        ({"Records": [{"Sns": {"Message": '{"id": 1}'}}]}, envelopes.SNS, {"id": 1}),
        (
            {"Records": [{"kinesis": {"data": base64.b64encode(b'{"id": 1}').decode()}}]},
            envelopes.KINESIS_DATA_STREAM,
            [{"id": 1}],
        ),
        (
            {"awslogs": {"data": base64.b64encode(gzip.compress(b'{"logEvents": [{"id": 1}]}')).decode()}},
            envelopes.CLOUDWATCH_LOGS,
            [{"id": 1}],
        ),
    ],
)
def test_envelopes_unwrap_the_usual_events(event, envelope, expected):
    schema = {"type": "array"} if isinstance(expected, list) else {"type": "object"}
    assert validate(event, schema, envelope=envelope) == expected


def test_an_envelope_that_can_not_be_applied_is_refused():
    with pytest.raises(InvalidEnvelopeExpressionError, match="5"):
        validate({}, ORDER, envelope=5)


def test_formats_of_ones_own():
    schema = {"type": "string", "format": "positive"}
    assert validate("5", schema, formats={"positive": lambda text: int(text) > 0}) == "5"
    with pytest.raises(SchemaValidationError, match="positive"):
        validate("-5", schema, formats={"positive": lambda text: int(text) > 0})


def test_references_are_fetched_by_handlers_of_ones_own():
    handlers = {"shop": lambda uri: {"definitions": {"id": {"type": "integer"}}}}
    schema = {"$ref": "shop://order#/definitions/id"}
    assert validate(7, schema, handlers=handlers) == 7
    with pytest.raises(SchemaValidationError):
        validate("x", schema, handlers=handlers)


def test_a_schema_is_compiled_once(monkeypatch):
    compiled = []
    compile_schema = base._compile
    monkeypatch.setattr(base, "_compile", lambda *sources: compiled.append(sources) or compile_schema(*sources))
    schema = {"type": "integer"}
    for number in range(10):
        validate(number, schema)
    assert len(compiled) == 1


def test_a_schema_that_was_changed_is_compiled_anew():
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}}
    validate({"a": 1}, schema)
    schema["properties"]["a"]["type"] = "string"
    with pytest.raises(SchemaValidationError):
        validate({"a": 1}, schema)
    assert validate({"a": "x"}, schema) == {"a": "x"}


def test_kept_schemas_are_bounded():
    for number in range(base.MOST_SCHEMAS + 20):
        validate(number, {"const": number})
    assert len(base._compiled) <= base.MOST_SCHEMAS


def test_an_error_of_a_users_format_function_passes_unchanged():
    def broken(text):
        raise RuntimeError("no such service")

    with pytest.raises(RuntimeError, match="no such service"):
        validate("x", {"type": "string", "format": "f"}, formats={"f": broken})


def test_validator_checks_the_event_and_the_answer():
    @validator(inbound_schema=ORDER, outbound_schema=ANSWER)
    def handler(event, context):
        return {"status": event.get("status", "paid")}

    assert handler({"id": 1}, None) == {"status": "paid"}
    with pytest.raises(SchemaValidationError, match="must contain"):
        handler({}, None)
    with pytest.raises(SchemaValidationError, match="one of"):
        handler({"id": 1, "status": "lost"}, None)


def test_validator_gives_the_handler_what_the_envelope_finds():
    @validator(inbound_schema=ORDER, envelope=envelopes.EVENTBRIDGE)
    def handler(event, context):
        return event["id"]

    assert handler({"detail": {"id": 5}}, None) == 5


def test_validator_without_schemas_changes_nothing():
    @validator
    def handler(event, context):
        return event

    assert handler(5, None) == 5


def test_validator_waits_for_the_answer_of_an_async_handler():
    @validator(inbound_schema=ORDER, outbound_schema=ANSWER)
    async def handler(event, context):
        return {"status": event.get("status", "open")}

    assert asyncio.run(handler({"id": 1}, None)) == {"status": "open"}
    with pytest.raises(SchemaValidationError):
        asyncio.run(handler({"id": 1, "status": "lost"}, None))


def test_keyword_arguments_reach_the_handler():
    @validator(inbound_schema=ORDER)
    def handler(event, context, extra=None):
        return extra

    assert handler({"id": 1}, None, extra="x") == "x"
