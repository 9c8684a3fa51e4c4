"""Where a part stands in its event, for messages such as `Records[2].attributes.SentTimestamp`.

A part knows the place of what is above it, the data above it, the key it was read from, and, when several parts stand
below that key, all of them. That is cheap to keep; the text is made when something is missing. The index of a record
is looked up then, so that all records of a batch share one place.
"""

# The engine and its one class are friends: the attributes with an underscore are hidden from users, not from it.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

    Place: TypeAlias = "tuple[Place | None, Any, str, Any]"


def path_to(part: DictWrapper, key: str = "") -> str:
    """The path in the whole event of a part, or of a key of it."""
    steps = [key] if key else []
    place, data = part._place, part._data
    while place is not None:
        above, data_above, name, siblings = place
        steps.append(name if siblings is None else f"{name}[{_position(data, siblings)}]")
        place, data = above, data_above
    return ".".join(reversed(steps))


def missing(part: DictWrapper, key: str) -> KeyError:
    """The error for a key of a part that should be there."""
    return KeyError(path_to(part, key))


def _position(data: Any, siblings: dict[str, Any] | list[Any]) -> Any:
    pairs = siblings.items() if isinstance(siblings, dict) else enumerate(siblings)
    return next((position for position, sibling in pairs if sibling is data), "")
