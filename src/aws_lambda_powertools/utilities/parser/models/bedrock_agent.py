"""Calls of an action group by an agent of Amazon Bedrock.

Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
"""

from __future__ import annotations

from pydantic import Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel


class BedrockAgentModel(EventModel):
    """An agent."""

    name: str = Field(description="Its name.", examples=["test", "hr-assistant-function-def"])
    id_: str = Field(alias="id", description="Its id.", examples=["8ZXY0W8P1H", "1234abcd"])
    alias: str = Field(description="Its alias.", examples=["TSTALIASID", "PROD"])
    version: str = Field(description="Its version, or `DRAFT`.", examples=["DRAFT", "1"])


class BedrockAgentPropertyModel(EventModel):
    """A parameter or a property of a body."""

    name: str = Field(description="Its name.", examples=["claim_id", "startDate"])
    type_: str = Field(alias="type", description="Its type in the API schema.", examples=["string"])
    value: str = Field(description="Its value as text.", examples=["123", "2024-03-15"])


class BedrockAgentRequestMediaModel(EventModel):
    """The properties of a body of one media type."""

    properties: list[BedrockAgentPropertyModel] = Field(description="The properties of the body.")


class BedrockAgentRequestBodyModel(EventModel):
    """A body, by media type."""

    content: dict[str, BedrockAgentRequestMediaModel] = Field(description="The body by content type.")


class BedrockAgentEventModel(EventModel):
    """A call of an operation that an OpenAPI schema describes."""

    message_version: str = Field(
        alias="messageVersion",
        description="The version of the event's and the answer's format, `1.0`.",
        examples=["1.0"],
    )
    input_text: str = Field(
        alias="inputText",
        description="What the user said.",
        examples=["I want to claim my insurance", "Send reminders to all pending documents"],
    )
    session_id: str = Field(
        alias="sessionId", description="The session of the conversation.", examples=["12345678912345"]
    )
    action_group: str = Field(
        alias="actionGroup",
        description="The action group that the function serves.",
        examples=["ClaimManagementActionGroup"],
    )
    api_path: str = Field(
        alias="apiPath",
        description="The path of the operation in the API schema, with its parameters in braces.",
        examples=["/claims", "/claims/<claim_id>"],
    )
    http_method: str = Field(alias="httpMethod", description="The method of the request.", examples=["GET", "POST"])
    session_attributes: dict[str, str] = Field(
        default_factory=dict,
        alias="sessionAttributes",
        description="What the application keeps for the session.",
        examples=[{}],
    )
    prompt_session_attributes: dict[str, str] = Field(
        default_factory=dict,
        alias="promptSessionAttributes",
        description="What the application keeps for this turn.",
        examples=[{}],
    )
    agent: BedrockAgentModel = Field(description="The agent that asks.")
    parameters: list[BedrockAgentPropertyModel] | None = Field(
        default=None, description="The parameters of the operation."
    )
    request_body: BedrockAgentRequestBodyModel | None = Field(
        default=None, alias="requestBody", description="The body, for operations that take one."
    )


class BedrockAgentFunctionEventModel(EventModel):
    """A call of an action that function details describe."""

    message_version: str = Field(
        alias="messageVersion",
        description="The version of the event's and the answer's format, `1.0`.",
        examples=["1.0"],
    )
    agent: BedrockAgentModel = Field(description="The agent that asks.")
    input_text: str = Field(
        alias="inputText",
        description="What the user said.",
        examples=["I want to request vacation from March 15 to March 20"],
    )
    session_id: str = Field(
        alias="sessionId", description="The session of the conversation.", examples=["123456789123458"]
    )
    action_group: str = Field(
        alias="actionGroup", description="The action group that the function serves.", examples=["VacationsActionGroup"]
    )
    function: str = Field(
        description="The name of the function, as the action group knows it.", examples=["submitVacationRequest"]
    )
    parameters: list[BedrockAgentPropertyModel] | None = Field(
        default=None, description="The parameters that the agent found in the conversation."
    )
    session_attributes: dict[str, str] = Field(
        default_factory=dict,
        alias="sessionAttributes",
        description="What the application keeps for the session.",
        examples=[{"employeeId": "EMP123", "department": "Engineering"}],
    )
    prompt_session_attributes: dict[str, str] = Field(
        default_factory=dict, alias="promptSessionAttributes", description="What the application keeps for this turn."
    )
