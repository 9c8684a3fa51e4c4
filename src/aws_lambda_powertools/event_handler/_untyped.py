"""Handlers that say nothing about what they take or return: validation has nothing to do for them.

Their routes need no pydantic as long as they answer with plain data, which keeps it out of the cold start.
"""

# The app and the parts it is made of are friends: names with an underscore are hidden from users, not from them.
# pyright: reportPrivateUsage=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from types import FunctionType

from aws_lambda_powertools.event_handler._chain import Endpoint
from aws_lambda_powertools.event_handler._response import BedrockResponse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.event_handler._state import RequestState

_SCALARS = frozenset((str, int, float, bool, type(None)))

_MAPPINGS = ("dict", "dict[str, Any]", "Dict", "Dict[str, Any]")

_VARIABLE = 0x04 | 0x08
"""Flags of code that takes `*args` or `**kwargs`."""


def is_untyped(function: Any) -> bool:
    """Whether a function has no parameters, and returns anything or a dict of anything."""
    if type(function) is not FunctionType or hasattr(function, "__wrapped__"):
        return False
    code = function.__code__
    if code.co_argcount or code.co_kwonlyargcount or code.co_flags & _VARIABLE:
        return False
    try:
        annotation = function.__annotations__.get("return", dict)
    except NameError:  # Python 3.14 resolves them now, and something is not there
        return False
    return annotation is dict or annotation in _MAPPINGS or str(annotation) == "dict[str, typing.Any]"


def is_plain(value: Any) -> bool:
    """Whether a value is what JSON has, down to its last part."""
    kind = type(value)
    if kind in _SCALARS:
        return True
    if kind is dict:
        for name, item in value.items():
            if type(name) is not str or (type(item) not in _SCALARS and not is_plain(item)):
                return False
        return True
    if kind is not list:
        return False
    return all(type(item) in _SCALARS or is_plain(item) for item in value)


class UntypedEndpoint(Endpoint):
    """Calls such a handler; what it returns is validated only if that could change it."""

    def __init__(self, route: Route, name: str, validated: Callable[[Any], Any]) -> None:
        super().__init__(route.func, name, route.plan)
        self._validated = validated
        self._returns_dict = bool(route.func.__annotations__.get("return"))

    def arguments(self, state: RequestState) -> dict[str, Any]:  # noqa: ARG002  # the handler takes nothing
        """None at all."""
        return {}

    def run(self, state: RequestState) -> Any:
        """What the handler returns, as plain data."""
        return self._checked(super().run(state))

    async def run_async(self, state: RequestState) -> Any:
        """The same on the caller's loop."""
        return self._checked(await super().run_async(state))

    def _checked(self, result: Any) -> Any:
        body = result.body if type(result) is BedrockResponse else result
        fits = type(body) is dict if self._returns_dict else True
        return result if fits and is_plain(body) else self._validated(result)
