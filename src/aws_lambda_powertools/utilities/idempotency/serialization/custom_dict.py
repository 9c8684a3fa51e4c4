"""CustomDictSerializer: results by two functions of yours."""

from __future__ import annotations

from aws_lambda_powertools.utilities.idempotency.serialization.base import BaseIdempotencySerializer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class CustomDictSerializer(BaseIdempotencySerializer):
    """Results through `to_dict` on their way to the store and `from_dict` on their way back."""

    def __init__(self, to_dict: Callable[[Any], Any], from_dict: Callable[[Any], Any]) -> None:
        for name, function in (("to_dict", to_dict), ("from_dict", from_dict)):
            if not callable(function):
                raise TypeError(f"{name} is {function!r}; it must be a function")
        self.__to_dict = to_dict
        self.__from_dict = from_dict

    def to_dict(self, data: Any) -> Any:
        """What your `to_dict` makes of the result."""
        return self.__to_dict(data)

    def from_dict(self, data: Any) -> Any:
        """What your `from_dict` makes of the stored data."""
        return self.__from_dict(data)
