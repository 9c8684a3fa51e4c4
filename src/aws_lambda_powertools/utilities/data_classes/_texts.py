"""Texts in events that mean something else: JSON behind an encoding, and names of enum members.

    decoded_data: str = field("data", base64_decode)
    json_data: Any = json_of("decoded_data")
    channel: Channel = member("Channel", Channel)

Both give a property, as all that declares attributes does.
"""

# The engine and its one class are friends: the attributes with an underscore are hidden from users, not from it.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import REQUIRED
from aws_lambda_powertools.utilities.data_classes._places import missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from enum import Enum
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.common import DictWrapper


def json_of(attribute: str) -> Any:
    """A property for the value of the JSON in another attribute; ValueError when it is no JSON. Null stays null."""

    def read_json(self: DictWrapper) -> Any:
        text = getattr(self, attribute)
        return None if text is None else self._kept(f"{attribute} as JSON", text, self._json_deserializer)

    return property(read_json)


def member(key: str, kind: type[Enum], *, default: Any = REQUIRED) -> Any:
    """A property for the member of an enum whose name stands below a key; KeyError says which names there are.

    Finding it costs less than keeping it. Null stays null.
    """
    members = dict(kind.__members__)

    def read_member(self: DictWrapper) -> Enum | None:
        name = self._data.get(key, default)
        if name is REQUIRED:
            raise missing(self, key)
        found = members.get(name)
        if found is None and name is not None:
            raise KeyError(f"{name!r} is no {kind.__name__}; there are {', '.join(members)}")
        return found

    return property(read_member)
