"""What annotations need while a module runs, without importing `typing` (2 ms that the Lambda runtime has not paid).

A module imports `overload` and `Generic` from `typing` under TYPE_CHECKING, and from here otherwise.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Function = TypeVar("Function")


def overload(function: Function) -> Function:
    """Stand in for `typing.overload`: the real definition follows and replaces it."""
    return function


class Generic:
    """Stand in for `typing.Generic`: subscribing gives the class itself."""

    __slots__ = ()

    def __class_getitem__(cls, _item: Any) -> type[Generic]:
        return cls
