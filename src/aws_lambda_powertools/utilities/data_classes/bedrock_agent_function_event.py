"""What Bedrock agents ask of a function whose action group has function details.

Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field, item_list
from aws_lambda_powertools.utilities.data_classes.bedrock_agent_event import BedrockAgentInfo, BedrockAgentProperty
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper


class BedrockAgentFunctionParameter(BedrockAgentProperty):
    """A parameter of the function."""


class BedrockAgentFunctionEvent(DictWrapper):
    """A function that an agent wants to be called."""

    message_version: str = field("messageVersion")
    """The version of the event's and the answer's format, `1.0`."""
    input_text: str = field("inputText")
    """What the user said."""
    session_id: str = field("sessionId")
    """The session of the conversation."""
    action_group: str = field("actionGroup")
    """The action group that the function serves."""
    function: str = field("function")
    """The name of the function, as the action group knows it."""
    parameters: list[BedrockAgentFunctionParameter] = item_list(
        "parameters", BedrockAgentFunctionParameter, default=None
    )
    """The parameters that the agent found in the conversation."""
    agent: BedrockAgentInfo = field("agent", BedrockAgentInfo)
    """The agent that asks."""
    session_attributes: dict[str, str] = field("sessionAttributes", default_factory=dict)
    """What the application keeps for the session."""
    prompt_session_attributes: dict[str, str] = field("promptSessionAttributes", default_factory=dict)
    """What the application keeps for this turn."""
