"""Texts in events that mean something else: JSON behind an encoding, and names of enum members.

decoded_data: str = field("data", base64_decode)
json_data: Any = json_of("decoded_data")
channel: Channel = field("Channel", member_of(Channel))
"""

# The engine and its one class are friends: the attributes with an underscore are hidden from users, not from it.
# pyright: reportPrivateUsage=false

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import Enum
    from typing import Any, TypeVar

    from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

    Member = TypeVar("Member", bound=Enum)


def json_of(attribute: str) -> Any:
    """A property for the value of the JSON in another attribute; ValueError when it is no JSON. Null stays null."""

    def read_json(self: DictWrapper) -> Any:
        text = getattr(self, attribute)
        return None if text is None else self._kept(f"{attribute} as JSON", text, self._json_deserializer)

    return property(read_json)


def member_of(kind: type[Member]) -> Callable[[str], Member]:
    """A function that finds the member of an enum by its name; KeyError says which names there are."""
    members = kind.__members__

    def member(name: str) -> Member:
        found = members.get(name)
        if found is None:
            raise KeyError(f"{name!r} is no {kind.__name__}; there are {', '.join(members)}")
        return found

    return member
