"""API calls of Bedrock agents."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes import BedrockAgentEvent


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("action_group", "ClaimManagementActionGroup"),
        ("agent.alias", "TSTALIASID"),
        ("agent.id", "8ZXY0W8P1H"),
        ("agent.name", "test"),
        ("agent.version", "DRAFT"),
        ("api_path", "/send-reminders"),
        ("body", None),
        ("decoded_body", None),
        ("http_method", "POST"),
        ("input_text", "Send reminders to all pending documents"),
        ("is_base64_encoded", None),
        ("message_version", "1.0"),
        ("path", "/send-reminders"),
        ("session_id", "12345678912345"),
    ],
)
def test_a_call_with_a_body(event, attribute, value):
    assert attrgetter(attribute)(BedrockAgentEvent(event("bedrockAgentPostEvent"))) == value


def test_the_body(event):
    call = BedrockAgentEvent(event("bedrockAgentPostEvent"))
    (claim, documents) = call.request_body.content["application/json"].properties
    assert (claim.name, claim.type, claim.value) == ("claimId", "string", "20")
    assert documents.name == "pendingDocuments"
    assert call.json_body == {"claimId": "20", "pendingDocuments": "social number and vat"}
    assert call.json_body is call.json_body
    assert call.request_body is call.request_body
    assert call.session_attributes == call.prompt_session_attributes == {}


def test_a_call_without_body_and_parameters(event):
    call = BedrockAgentEvent(event("bedrockAgentEvent"))
    assert call.request_body is call.json_body is None
    assert call.parameters == []
    assert call.query_string_parameters == call.resolved_query_string_parameters == call.resolved_headers_field == {}


def test_parameters(event):
    call = BedrockAgentEvent(event("bedrockAgentEventWithPathParams"))
    assert [(one.name, one.type, one.value) for one in call.parameters] == [("claim_id", "string", "123")]
    assert call.query_string_parameters == {"claim_id": "123"}
    assert call.resolved_query_string_parameters == {"claim_id": ["123"]}
    assert call.parameters is call.parameters
    assert call.get_query_string_value("claim_id") == "123"


def test_values_stay_as_the_agent_writes_them():
    properties = [{"name": "n", "type": "array", "value": "[1,2]"}, {"name": "b", "type": "boolean", "value": "true"}]
    raw = {
        "parameters": [{"name": "ids", "type": "array", "value": "1,2"}],
        "requestBody": {"content": {"application/json": {"properties": properties}}},
    }
    assert BedrockAgentEvent(raw).json_body == {"n": "[1,2]", "b": "true"}
    assert BedrockAgentEvent(raw).resolved_query_string_parameters == {"ids": ["1,2"]}


@pytest.mark.parametrize(
    ("body", "json_body"),
    [
        (None, None),
        ({}, None),
        ({"content": None}, None),
        ({"content": {"text/plain": {"properties": []}}}, None),
        ({"content": {"application/json": None}}, None),
        ({"content": {"application/json": {}}}, None),
        ({"content": {"application/json": {"properties": None}}}, None),
        ({"content": {"application/json": {"properties": []}}}, {}),
    ],
)
def test_a_body_without_properties(body, json_body):
    assert BedrockAgentEvent({"requestBody": body}).json_body == json_body


def test_a_missing_value_is_named():
    raw = {"requestBody": {"content": {"application/json": {"properties": [{"name": "a", "value": 1}, {"name": "b"}]}}}}
    with pytest.raises(KeyError) as raised:
        _ = BedrockAgentEvent(raw).json_body
    assert raised.value.args == ("requestBody.content[application/json].properties[1].value",)
