"""What a user said to a Bedrock agent."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfOne
from aws_lambda_powertools.utilities.parser.models.bedrock_agent import (
    BedrockAgentEventModel,
    BedrockAgentFunctionEventModel,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class BedrockAgentEnvelope(EnvelopeOfOne):
    """What the user said, in an event of an agent's action group with an API schema; it has to be JSON."""

    def _held(self, data: Any) -> Any:
        event = BedrockAgentEventModel.model_validate(data)
        return event.input_text


class BedrockAgentFunctionEnvelope(EnvelopeOfOne):
    """What the user said, in an event of an agent's action group with function details; it has to be JSON."""

    def _held(self, data: Any) -> Any:
        event = BedrockAgentFunctionEventModel.model_validate(data)
        return event.input_text
