"""HandlerPlan: what a function's signature asks for, worked out once, then only followed."""

# The app and the parts it is made of are friends: names with an underscore are hidden from users, not from them.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false

from __future__ import annotations

from aws_lambda_powertools._core.cache import LRUCache
from aws_lambda_powertools._core.decorators import is_async
from aws_lambda_powertools.event_handler import depends

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.event_handler._state import RequestState


class HandlerPlan:
    """How to call one handler or middleware."""

    __slots__ = ("function", "has_dependencies", "injected", "is_async", "parameters", "request_parameter", "tree")

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.tree = depends.build_dependency_tree(function)
        self.is_async = is_async(function) or self.tree.has_async
        self.has_dependencies = bool(self.tree.dependencies)
        self.request_parameter: str | None = next(iter(self.tree.request_parameters), None)
        self.injected = frozenset(
            (*self.tree.request_parameters, *(param.param_name for param in self.tree.dependencies))
        )
        """Names of the parameters that come from us: neither the path nor validation has to do with them."""
        self.parameters = self.tree.others
        """Names of all others."""

    def injecting(self, state: RequestState) -> Any:
        """Steps that give the injected parameters of one request by name."""
        if not self.has_dependencies:
            app = state.app
            request = app._request_of(state)
            return _given(dict.fromkeys(self.tree.request_parameters, request))
        return depends.solving(self.tree, solved_of(state))


def solved_of(state: RequestState) -> depends.Solved:
    """What the dependencies of this request have come to so far."""
    solved: depends.Solved | None = state.dependencies
    if solved is None:
        app = state.app
        solved = depends.Solved(
            lambda: app._request_of(state), app.dependency_overrides, None, state.path_arguments, None
        )
        state.dependencies = solved
    solved.own_arguments = state.dependency_arguments
    return solved


def _given(values: dict[str, Any]) -> Any:
    return values
    yield


_plans: LRUCache[Any, HandlerPlan] = LRUCache(4096)


def plan_of(function: Callable[..., Any]) -> HandlerPlan:
    """The plan of a function; the same one for the same function."""
    try:
        plan = _plans.get(function)
    except TypeError:  # a callable object that can't be a key
        return HandlerPlan(function)
    if plan is None:
        plan = HandlerPlan(function)
        _plans.put(function, plan)
    return plan
