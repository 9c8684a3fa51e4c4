"""HandlerPlan: what a function's signature asks for, worked out once, then only followed.

Most functions ask for nothing but parameters of the path. That is seen at a glance, without loading what injects.
"""

# The app and the parts it is made of are friends: names with an underscore are hidden from users, not from them.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false

from __future__ import annotations

from types import FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.event_handler._state import RequestState
    from aws_lambda_powertools.event_handler.depends import DependencyTree, Solved

PLAIN_TEXTS = frozenset(("str", "int", "float", "bool", "bytes", "dict", "list", "None", "Any", "object", "UUID"))
"""Annotations that ask for nothing, as texts."""

_PLAIN_TYPES = (str, int, float, bool, bytes, dict, list, type(None), None)


class HandlerPlan:
    """How to call one handler or middleware."""

    __slots__ = ("_tree", "function", "injected")

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self._tree: DependencyTree | None = None
        self.injected: frozenset[str] = frozenset() if _asks_for_nothing(function) else self._injected()
        """Names of the parameters that come from us: neither the path nor validation has to do with them."""

    def _injected(self) -> frozenset[str]:
        tree = self.tree
        return frozenset((*tree.request_parameters, *(param.param_name for param in tree.dependencies)))

    @property
    def tree(self) -> DependencyTree:
        """The dependencies, the parameters that take the Request, and all others."""
        if self._tree is None:
            from aws_lambda_powertools.event_handler.depends import build_dependency_tree

            self._tree = build_dependency_tree(self.function)
        return self._tree

    @property
    def parameters(self) -> list[str]:
        """Names of the parameters that do not come from us."""
        return self.tree.others

    @property
    def has_dependencies(self) -> bool:
        """Whether the function asks for dependencies."""
        return bool(self.injected and self.tree.dependencies)

    @property
    def request_parameter(self) -> str | None:
        """The parameter that takes the Request, if there is one."""
        return next(iter(self.tree.request_parameters), None) if self.injected else None

    @property
    def is_async(self) -> bool:
        """Whether the function, or a dependency of it, has to be awaited."""
        from aws_lambda_powertools._core.decorators import is_async

        return is_async(self.function) or (bool(self.injected) and self.tree.has_async)

    def injecting(self, state: RequestState) -> Any:
        """Steps that give the injected parameters of one request by name."""
        if not self.tree.dependencies:
            return _given(dict.fromkeys(self.tree.request_parameters, state.app._request_of(state)))
        from aws_lambda_powertools.event_handler.depends import solving

        return solving(self.tree, _solved_of(state))


def _solved_of(state: RequestState) -> Solved:
    """What the dependencies of this request have come to so far."""
    solved: Solved | None = state.dependencies
    if solved is None:
        from aws_lambda_powertools.event_handler.depends import Solved

        app = state.app
        solved = Solved(lambda: app._request_of(state), app.dependency_overrides, None, state.path_arguments, None)
        state.dependencies = solved
    solved.own_arguments = state.dependency_arguments
    return solved


def _given(values: dict[str, Any]) -> Any:
    return values
    yield


def _asks_for_nothing(function: Any) -> bool:
    """Whether a glance at a function tells that it asks for neither Request nor dependencies."""
    if type(function) is not FunctionType or hasattr(function, "__wrapped__"):
        return False
    if function.__defaults__ or function.__kwdefaults__:
        return False
    try:
        annotations = function.__annotations__
    except NameError:  # Python 3.14 resolves them now, and something is not there
        return False
    for name, annotation in annotations.items():
        known = PLAIN_TEXTS if isinstance(annotation, str) else _PLAIN_TYPES
        if name != "return" and annotation not in known:
            return False
    return True


def plan_of(function: Callable[..., Any]) -> HandlerPlan:
    """The plan of a function."""
    return HandlerPlan(function)
