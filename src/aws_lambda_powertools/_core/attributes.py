"""DynamoDB's attribute values, `{"S": "text"}`, as Python values, and back.

    to_attribute({"count": 5, "at": 1.5})       # {"M": {"count": {"N": "5"}, "at": {"N": "1.5"}}}

DynamoDB has one kind of number. A whole one comes back as int; another one as float, if a float holds exactly its
digits, else as Decimal.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
"""

# What is looked into here is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Mapping, Set
from decimal import Context, Decimal, InvalidOperation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Attribute = Mapping[str, Any]

MOST_DIGITS = 38
"""DynamoDB keeps no more; it would refuse the rest, and so do we."""

LARGEST_EXPONENT = 125
SMALLEST_EXPONENT = -130

NUMBER = Context(prec=MOST_DIGITS)


class AttributeValueError(ValueError):
    """A value can't be kept in DynamoDB, or an attribute is not one of DynamoDB's."""


def to_attribute(value: Any, where: str = "The value") -> dict[str, Any]:
    """A Python value as an attribute; AttributeValueError says `where` something stands that can't be kept."""
    if isinstance(value, str):
        return {"S": str.__str__(value)}  # an enum that is text as the text
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, (int, float, Decimal)):
        return {"N": number_text(value, where)}
    if isinstance(value, (bytes, bytearray, memoryview)):
        return {"B": bytes(value)}
    if isinstance(value, Mapping):
        return {"M": to_item(value, where)}
    if isinstance(value, (list, tuple)):
        return {"L": [to_attribute(element, f"{where}[{index}]") for index, element in enumerate(value)]}
    if isinstance(value, Set):
        return _to_set_attribute(value, where)
    raise AttributeValueError(f"{where} is of type {type(value).__name__}, which can't be kept; convert it first")


def to_item(values: Mapping[Any, Any], where: str = "The record") -> dict[str, dict[str, Any]]:
    """Python values by name as an item, which is what DynamoDB calls a record."""
    item: dict[str, dict[str, Any]] = {}
    for name, value in values.items():
        if not isinstance(name, str):
            raise AttributeValueError(f"{where} has the key {name!r}; keys are texts")
        item[name] = to_attribute(value, f"{where}[{name!r}]")
    return item


def _to_set_attribute(values: Iterable[Any], where: str) -> dict[str, Any]:
    members = [to_attribute(value, where) for value in values]
    kinds = {kind for member in members for kind in member}
    if len(kinds) != 1 or not kinds <= {"S", "N", "B"}:
        raise AttributeValueError(f"{where} is a set that is empty or mixed; sets hold texts, numbers or bytes")
    kind = kinds.pop()
    return {kind + "S": sorted(member[kind] for member in members)}


def number_text(number: float | Decimal, where: str = "The value") -> str:
    """A number as DynamoDB writes it; AttributeValueError for one that it would refuse."""
    if isinstance(number, int) and -(10**MOST_DIGITS) < number < 10**MOST_DIGITS:
        return int.__repr__(number)
    exact = Decimal(float.__repr__(number)) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite():
        raise AttributeValueError(f"{where} is {number!r}, which is no number for DynamoDB")
    if not exact:
        return "0"
    if len(_digits(exact)) > MOST_DIGITS or not SMALLEST_EXPONENT <= exact.adjusted() <= LARGEST_EXPONENT:
        raise AttributeValueError(
            f"{where} is {number!r}; numbers have at most {MOST_DIGITS} digits and lie between 1E{SMALLEST_EXPONENT} "
            f"and 1E+{LARGEST_EXPONENT + 1}"
        )
    return format(exact.normalize(NUMBER), "f")


def _digits(number: Decimal) -> str:
    return "".join(map(str, number.as_tuple().digits)).strip("0")


def number_of(text: str) -> int | float | Decimal:
    """The number in DynamoDB's text."""
    if text.lstrip("-").isdecimal():
        return int(text)
    exact = decimal_of(text)
    if exact == exact.to_integral_value():
        return int(exact)
    nearest = float(exact)
    return nearest if Decimal(repr(nearest)) == exact else exact


def decimal_of(text: str) -> Decimal:
    """The number in DynamoDB's text, always as Decimal."""
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise AttributeValueError(f"{text!r} is not a number") from error


def from_attribute(
    attribute: Attribute, number: Callable[[str], Any] = number_of, binary: Callable[[Any], Any] = bytes
) -> Any:
    """The Python value of an attribute; `number` and `binary` say what becomes of these two."""
    for kind, content in attribute.items():
        if kind == "M":
            return {name: from_attribute(value, number, binary) for name, value in content.items()}
        if kind == "L":
            return [from_attribute(value, number, binary) for value in content]
        read = _READERS.get(kind)
        if read is not None:
            return read(content, number, binary)
        raise AttributeValueError(f"{kind!r} is not a type of DynamoDB's; it has {', '.join((*_READERS, 'L', 'M'))}")
    raise AttributeValueError("An attribute names its type, as in {'S': 'text'}; this one is empty")


_READERS: dict[str, Callable[[Any, Callable[[str], Any], Callable[[Any], Any]], Any]] = {
    "S": lambda content, _number, _binary: content,
    "N": lambda content, number, _binary: number(content),
    "B": lambda content, _number, binary: binary(content),
    "BOOL": lambda content, _number, _binary: content,
    "NULL": lambda _content, _number, _binary: None,
    "SS": lambda content, _number, _binary: set(content),
    "NS": lambda content, number, _binary: set(map(number, content)),
    "BS": lambda content, _number, binary: set(map(binary, content)),
}


def from_item(item: Mapping[str, Attribute], binary: Callable[[Any], Any] = bytes) -> dict[str, Any]:
    """The Python values of an item, by name."""
    return {name: from_attribute(value, binary=binary) for name, value in item.items()}
