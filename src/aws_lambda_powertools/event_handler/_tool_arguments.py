"""Parameters of an agent's call as the arguments of a tool, by the tool's annotations."""

# Annotations are looked into here, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

import json
from enum import Enum
from inspect import Parameter, signature
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from aws_lambda_powertools._core.errors import PowertoolsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NOTHING: Any = object()


class InvalidParameterError(PowertoolsError, TypeError):
    """An agent's parameters are not what a tool takes: one is missing, or has a wrong value."""


_VARIABLE = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)


class ToolArguments:
    """What one tool takes; its signature is read once."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._name = getattr(function, "__qualname__", type(function).__name__)
        parameters = signature(function).parameters.values()
        self._takes_all = any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters)
        named = [parameter for parameter in parameters if parameter.kind not in _VARIABLE]
        self._names = {parameter.name: None for parameter in named}
        self._required = {parameter.name for parameter in named if parameter.default is Parameter.empty}
        self._hints = hints_of(function)

    def of(self, parameters: list[dict[str, Any]]) -> dict[str, Any]:
        """The arguments of one call: parameters that the tool knows, converted."""
        arguments: dict[str, Any] = {}
        for parameter in parameters:
            name = parameter["name"]
            if name not in self._names and not self._takes_all:
                continue
            hint = self._hints.get(name, NOTHING)
            if hint is str:
                arguments[name] = parameter.get("value")
            elif hint is NOTHING:
                arguments[name] = as_declared(parameter.get("value"), parameter.get("type", "string"))
            else:
                arguments[name] = self._converted(parameter, hint)
        if len(arguments) < len(self._required) or not self._required <= arguments.keys():
            missing = [repr(name) for name in self._names if name in self._required and name not in arguments]
            raise InvalidParameterError(
                f"{self._name}() missing {len(missing)} required positional "
                f"argument{'s' if len(missing) > 1 else ''}: {' and '.join(missing)}"
            )
        return arguments

    def _converted(self, parameter: dict[str, Any], hint: Any) -> Any:
        value, name = parameter.get("value"), parameter["name"]
        if hint is not Any:
            try:
                found = as_hinted(value, hint)
            except ValueError as error:  # pydantic's are ValueErrors, too
                raise InvalidParameterError(f"the parameter {name!r} has a wrong value: {error}") from error
            if found is not NOTHING:
                return found
        return as_declared(value, parameter.get("type", "string"))


def hints_of(function: Callable[..., Any], *, with_extras: bool = False) -> dict[str, Any]:
    """The annotations of a function; none if they name what exists only for type checkers."""
    try:
        return get_type_hints(function, include_extras=with_extras)
    except Exception:
        return {}


def as_declared(value: Any, kind: str) -> Any:
    """The value by the type in the agent's schema; as it came, if it is not of that type."""
    try:
        if kind == "integer":
            return int(value)
        if kind == "number":
            return float(value)
        if kind == "boolean":
            return value.lower() == "true"
    except (TypeError, ValueError, AttributeError):
        return value
    return value


def as_hinted(value: Any, hint: Any) -> Any:
    """The value by an annotation; NOTHING if the annotation says nothing about it."""
    if hint is int or hint is float:
        return _number(value, hint)
    if hint is bool:
        return str(value).lower() == "true"
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _as_one_of(value, get_args(hint))
    if hint is str:
        return value
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _member(value, hint)
    if origin in (list, dict, tuple, set) or hint in (list, dict, tuple, set):
        return _collection(value, origin or hint, hint)
    if isinstance(hint, type) and (hasattr(hint, "model_validate") or hasattr(hint, "__dataclass_fields__")):
        return _model(value, hint)
    return NOTHING


def _as_one_of(value: Any, hints: tuple[Any, ...]) -> Any:
    for hint in hints:
        if hint is type(None):
            if value is None:
                return None
            continue
        try:
            found = as_hinted(value, hint)
        except ValueError:
            continue
        if found is not NOTHING:
            return found
    return NOTHING


def _number(value: Any, kind: Any) -> Any:
    try:
        return kind(value)
    except (TypeError, ValueError):
        return NOTHING  # what the schema makes of it; as it came


def _member(value: Any, kind: type[Enum]) -> Enum:
    for member in kind:
        if str(value) in (str(member.value), member.name):
            return member
    raise ValueError(f"{value!r} is none of {', '.join(str(member.value) for member in kind)}")


def _collection(value: Any, kind: Any, hint: Any) -> Any:
    data = _data(value)
    if isinstance(data, str):  # how agents write lists: [a, b]
        data = [part.strip() for part in data.strip("[]").split(",")] if kind is not dict else data
    if kind is not dict and isinstance(data, list):
        inner = get_args(hint)
        items: Any = [_or_itself(item, inner[0]) for item in data] if inner else data
        return kind(items)
    if kind is dict and isinstance(data, dict):
        return data
    raise ValueError(f"{value!r} is no {kind.__name__}")


def _or_itself(value: Any, hint: Any) -> Any:
    found = as_hinted(value, hint)
    return value if found is NOTHING else found


def _model(value: Any, kind: Any) -> Any:
    data = _data(value)
    if hasattr(kind, "model_validate"):
        return kind.model_validate(data)
    if not isinstance(data, dict):
        raise ValueError(f"{value!r} is no {kind.__name__}")  # noqa: TRY004  # the agent gave a wrong value
    return kind(**data)


def _data(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
