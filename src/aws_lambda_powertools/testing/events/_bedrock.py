"""What an agent of Amazon Bedrock asks of an action group.

Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.testing.events._values import text

_AGENT = {"name": "orders-agent", "id": "ABCDEFGHIJ", "alias": "TSTALIASID", "version": "DRAFT"}
_SESSION = "123456789012345"


def bedrock_agent(
    method: str = "GET",
    path: str = "/orders",
    *,
    parameters: Mapping[str, Any] | None = None,
    body: Mapping[str, Any] | None = None,
    content_type: str = "application/json",
    input_text: str = "Which orders are there?",
    action_group: str = "OrderActions",
    session_attributes: Mapping[str, str] | None = None,
    prompt_session_attributes: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A call of an operation that an OpenAPI schema describes.

    `path` is the one of the schema, with braces (`/orders/{id}`); `parameters` are those of path and query, `body` are
    the properties of the body.
    """
    event = {
        **_conversation(input_text, action_group, session_attributes, prompt_session_attributes),
        "apiPath": path,
        "httpMethod": method.upper(),
        "parameters": _properties(parameters or {}),
    }
    if body is not None:
        event["requestBody"] = {"content": {content_type: {"properties": _properties(body)}}}
    return event


def bedrock_agent_function(
    function: str = "getOrder",
    *,
    parameters: Mapping[str, Any] | None = None,
    input_text: str = "Where is my order?",
    action_group: str = "OrderActions",
    session_attributes: Mapping[str, str] | None = None,
    prompt_session_attributes: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A call of an action that function details describe."""
    return {
        **_conversation(input_text, action_group, session_attributes, prompt_session_attributes),
        "function": function,
        "parameters": _properties(parameters or {}),
    }


def _conversation(
    input_text: str,
    action_group: str,
    session_attributes: Mapping[str, str] | None,
    prompt_session_attributes: Mapping[str, str] | None,
) -> dict[str, Any]:
    return {
        "messageVersion": "1.0",
        "agent": dict(_AGENT),
        "inputText": input_text,
        "sessionId": _SESSION,
        "actionGroup": action_group,
        "sessionAttributes": dict(session_attributes or {}),
        "promptSessionAttributes": dict(prompt_session_attributes or {}),
    }


def _properties(values: Mapping[str, Any]) -> list[dict[str, str]]:
    """Names, types of the schema, and values, which come as text."""
    return [{"name": name, "type": _type_of(value), "value": text(value)} for name, value in values.items()]


_TYPES: dict[type, str] = {bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}


def _type_of(value: object) -> str:
    return _TYPES.get(type(value), "string")
