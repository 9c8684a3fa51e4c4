"""What Bedrock agents ask of a function whose action group has an API schema.

Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field, item_list, item_map, kept_part
from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent, DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class BedrockAgentInfo(DictWrapper):
    """The agent that asks."""

    name: str = field("name")
    """Its name."""
    id: str = field("id")
    """Its id."""
    alias: str = field("alias")
    """Its alias."""
    version: str = field("version")
    """Its version, or `DRAFT`."""


class BedrockAgentProperty(DictWrapper):
    """A parameter, or a property of the request body."""

    name: str = field("name")
    """Its name."""
    type: str = field("type")
    """Its type in the API schema."""
    value: str = field("value")
    """Its value as text."""


class BedrockAgentRequestMedia(DictWrapper):
    """The request body in one content type."""

    properties: list[BedrockAgentProperty] = item_list("properties", BedrockAgentProperty)
    """The properties of the body."""


class BedrockAgentRequestBody(DictWrapper):
    """The request body."""

    content: dict[str, BedrockAgentRequestMedia] = item_map("content", BedrockAgentRequestMedia)
    """The body by content type."""


class BedrockAgentEvent(BaseProxyEvent):
    """An API call that an agent wants to be made."""

    message_version: str = field("messageVersion")
    """The version of the event's and the answer's format, `1.0`."""
    input_text: str = field("inputText")
    """What the user said."""
    session_id: str = field("sessionId")
    """The session of the conversation."""
    action_group: str = field("actionGroup")
    """The action group that the function serves."""
    api_path: str = field("apiPath")
    """The path of the operation in the API schema, with its parameters in braces."""
    parameters: list[BedrockAgentProperty] = item_list("parameters", BedrockAgentProperty, default=None)
    """The parameters of the operation."""

    @property
    def request_body(self) -> BedrockAgentRequestBody | None:
        """The request body; None when there is none."""
        body = self._data.get("requestBody")
        return kept_part(self, "requestBody", body, BedrockAgentRequestBody) if body else None

    agent: BedrockAgentInfo = field("agent", BedrockAgentInfo)
    """The agent that asks."""
    session_attributes: dict[str, str] = field("sessionAttributes")
    """What the application keeps for the session."""
    prompt_session_attributes: dict[str, str] = field("promptSessionAttributes")
    """What the application keeps for this turn."""
    path: str = field("apiPath")
    """The path of the operation, as `api_path`."""

    @property
    def query_string_parameters(self) -> dict[str, str]:  # type: ignore[override]  # computed here
        """The parameters by name, as text."""
        return self._kept("query_string_parameters", self.parameters, _values)

    @property
    def resolved_query_string_parameters(self) -> dict[str, list[str]]:
        """The parameters with a list of one value for each name."""
        return {name: [value] for name, value in self.query_string_parameters.items()}

    @property
    def resolved_headers_field(self) -> dict[str, Any]:
        """Empty: agents send no headers."""
        return {}

    @property
    def json_body(self) -> Any:
        """The properties of a JSON body by name, as text; None when there is no such body."""
        body = self.request_body
        media = body.content.get("application/json") if body is not None else None
        if media is None or media.raw_event.get("properties") is None:
            return None
        return self._kept("json_body", media.properties, _values)


def _values(properties: list[BedrockAgentProperty]) -> dict[str, str]:
    return {prop.name: prop.value for prop in properties}
