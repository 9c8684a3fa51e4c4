"""The tools of an agent as the function schema of an action group.

Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_FunctionSchema.html
"""

# Annotations are looked into here, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from enum import Enum
from inspect import Parameter, cleandoc, signature
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from aws_lambda_powertools.event_handler._tool_arguments import hints_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}

_VARIABLE = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


def function_schema(tools: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """All tools, with what their parameters are."""
    return {"functions": [_function(name, tool) for name, tool in tools.items()]}


def _function(name: str, tool: Mapping[str, Any]) -> dict[str, Any]:
    function = tool["function"]
    hints = hints_of(function, with_extras=True)
    told: dict[str, Any] = {"name": name}
    if tool.get("description"):
        told["description"] = cleandoc(tool["description"])
    told["parameters"] = {
        parameter.name: _parameter(hints.get(parameter.name, str), parameter.default is Parameter.empty)
        for parameter in signature(function).parameters.values()
        if parameter.kind not in _VARIABLE
    }
    return told


def _parameter(hint: Any, required: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"type": _type_of(hint), "required": required}
    description = _description_of(hint)
    if description:
        told["description"] = description
    return told


def _description_of(hint: Any) -> str | None:
    """What stands in `Annotated`: a text, or the description of a pydantic field."""
    if get_origin(hint) is not Annotated:
        return None
    for extra in get_args(hint)[1:]:
        said = extra if isinstance(extra, str) else getattr(extra, "description", None)
        if isinstance(said, str):
            return said
    return None


def _type_of(hint: Any) -> str:
    origin = get_origin(hint)
    if origin is Annotated:
        return _type_of(get_args(hint)[0])
    if origin in (Union, UnionType):
        return next((_type_of(each) for each in get_args(hint) if each is not type(None)), "string")
    if (origin or hint) in (list, tuple, set):
        return "array"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _TYPES.get(type(next(iter(hint)).value), "string")
    return _TYPES.get(hint, "string")
