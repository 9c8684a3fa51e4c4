"""Items in DynamoDB streams, `{"Id": {"N": "101"}}`, as Python values.

Numbers become Decimal with all their digits, sets become sets, and binary values stay the base64 text that they are
in a stream. That is what boto3 gives, not what `_core/attributes.py` gives. One plain table reads them, for images are
read with every record of a stream.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_AttributeValue.html
"""

from __future__ import annotations

from decimal import Decimal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class NoAttributeError(ValueError, TypeError):
    """What stands in an item is no attribute that DynamoDB could have sent."""


_WRONG = (TypeError, KeyError, ValueError, AttributeError, ArithmeticError)


def values_of(item: dict[str, Any]) -> dict[str, Any]:
    """The Python values of an item, by name; NoAttributeError names the one that has none."""
    try:
        return _map(item)
    except _WRONG as error:
        wrong = next(name for name, attribute in item.items() if not _is_readable(attribute))
        raise NoAttributeError(
            f"{wrong!r} is no attribute of DynamoDB's: {{type: value}}, with one of the types {', '.join(_READERS)}, "
            "and with the digits of a number as text"
        ) from error


def _is_readable(attribute: Any) -> bool:
    try:
        _value(attribute)
    except _WRONG:
        return False
    return True


def _map(item: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(attribute) for name, attribute in item.items()}


def _list(attributes: list[Any]) -> list[Any]:
    return [_value(attribute) for attribute in attributes]


def _value(attribute: dict[str, Any]) -> Any:
    (kind,) = attribute
    return _READERS[kind](attribute[kind])


def _as_it_is(content: Any) -> Any:
    return content


_READERS: dict[str, Callable[[Any], Any]] = {
    "S": _as_it_is,
    "N": Decimal,
    "B": _as_it_is,
    "BOOL": _as_it_is,
    "NULL": lambda _content: None,
    "M": _map,
    "L": _list,
    "SS": set,
    "NS": lambda numbers: set(map(Decimal, numbers)),
    "BS": set,
}
