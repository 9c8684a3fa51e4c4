"""Which of a call's arguments is the payload: by keyword, by position, or left to its default."""

# Functions are looked into here, whose types nobody knows.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Argument:
    """One argument of a function, by the name that it has there."""

    def __init__(self, function: Callable[..., Any], name: str) -> None:
        self.function = function
        self.name = name
        self._signature: Any = None

    def of(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """The argument in a call; RuntimeError when the call has none of this name."""
        if self.name in kwargs:
            return kwargs[self.name]
        arguments = bound(self._known_signature(), args, kwargs)
        if self.name not in arguments:
            raise RuntimeError(
                f"Unable to extract {self.name!r} from keyword arguments. "
                "Ensure this exists in your function's signature as well as the caller passed it"
            )
        return arguments[self.name]

    def _known_signature(self) -> Any:
        if self._signature is None:
            from inspect import signature

            self._signature = signature(self.function)
        return self._signature


def bound(signature: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """All arguments of a call by name, defaults included. A call that does not fit fails in the function itself."""
    try:
        call = signature.bind_partial(*args, **kwargs)
    except TypeError:
        return dict(kwargs)
    call.apply_defaults()
    arguments: dict[str, Any] = call.arguments
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            arguments.update(arguments.pop(parameter.name, {}))
    return arguments
