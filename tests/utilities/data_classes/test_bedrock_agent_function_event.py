"""Functions that Bedrock agents call."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes import BedrockAgentFunctionEvent


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("action_group", "VacationsActionGroup"),
        ("agent.alias", "PROD"),
        ("agent.id", "1234abcd"),
        ("agent.name", "hr-assistant-function-def"),
        ("agent.version", "1"),
        ("function", "submitVacationRequest"),
        ("input_text", "I want to request vacation from March 15 to March 20"),
        ("message_version", "1.0"),
        ("session_id", "123456789123458"),
    ],
)
def test_a_function_to_call(event, attribute, value):
    assert attrgetter(attribute)(BedrockAgentFunctionEvent(event("bedrockAgentFunctionEvent"))) == value


def test_parameters_and_attributes(event):
    call = BedrockAgentFunctionEvent(event("bedrockAgentFunctionEvent"))
    assert [(one.name, one.type, one.value) for one in call.parameters] == [
        ("startDate", "string", "2024-03-15"),
        ("endDate", "string", "2024-03-20"),
    ]
    assert call.session_attributes == {"employeeId": "EMP123", "department": "Engineering"}
    assert call.prompt_session_attributes["requestType"] == "vacation"


@pytest.mark.parametrize(
    "raw", [{}, {"parameters": None, "sessionAttributes": None, "promptSessionAttributes": None}, {"parameters": []}]
)
def test_a_call_without_parameters(raw):
    call = BedrockAgentFunctionEvent(raw)
    assert call.parameters == []
    assert call.session_attributes == call.prompt_session_attributes == {}
