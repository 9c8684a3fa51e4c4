"""How the attributes of a data class are declared.

    class SQSRecord(DictWrapper):
        message_id: str = field("messageId")
        \"\"\"A unique id of the message.\"\"\"
        attributes: SQSRecordAttributes = field("attributes", SQSRecordAttributes)

    class SQSEvent(DictWrapper):
        records: Iterator[SQSRecord] = items("Records", SQSRecord)

- `field`: one value as it is, converted, or as a data class
- `items`: an iterator over data classes; `first`: the first of them; `following`: the next one at each access;
  `item_list` and `item_map`: all of them at once
- `caseless`: a map whose keys match in any case; `json_text`: the value of JSON that stands as text in the event

Each gives a property around a closure, so debuggers, mocks and `dir()` see ordinary properties, and reading costs what
a property written by hand costs. What has to be made (objects, maps, lists, decoded texts) is made when it is first
read, and kept as long as what it was made from is the same object, for maps and lists also with the same content.

A missing key without a default is a KeyError that names the path in the event (`Records[2].attributes.SenderId`);
null where an object or a list should stand counts as an empty one.
"""

# The engine and its one class are friends: the attributes with an underscore are hidden from users, not from it.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false

from __future__ import annotations

from types import FunctionType

from aws_lambda_powertools.utilities.data_classes._caseless import caseless_copy
from aws_lambda_powertools.utilities.data_classes._places import missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

    Part = TypeVar("Part", bound=DictWrapper)
    Read = Callable[[DictWrapper], Any]

REQUIRED: Any = object()
"""Instead of a default: the key must be there."""

_CASTS = (int, float, bool, str)


def field(
    key: str,
    convert: type[DictWrapper] | Callable[[Any], Any] | None = None,
    *,
    inside: str | None = None,
    default: Any = REQUIRED,
    default_factory: Callable[[], Any] | None = None,
    writable: bool = False,
) -> Any:
    """A property that reads one key.

    `convert` is a data class for the object below the key, or a function of its value; null stays null (`bool` gives
    False). A missing key is a KeyError unless there is a `default`; with `default_factory`, null and everything empty
    counts as missing too. A data class takes `default=None`, or `default=dict` for an object without any keys.
    `inside` names the object around a plain value, where that has no class of its own. `writable` lets users set the
    value.
    """
    if convert is not None and hasattr(convert, "raw_event"):
        read = _nested(key, convert, default)
    else:
        read = _plain(key, default, default_factory)
        if inside is not None:
            read = _inside(inside, key, default, default_factory)
        if convert in _CASTS:
            read = _cast(read, convert)
        elif convert is not None:
            read = _converted(f"{key}: {convert}", read, convert)
    return _property(read, _writer(key) if writable else None)


def items(key: str, kind: type[DictWrapper], *, default: Any = REQUIRED) -> Any:
    """A property that iterates over the objects in a list, as data classes of one kind that are made one by one.

    Each access starts anew with new objects, so that a large batch never stands in memory twice. The class must not
    have an `__init__` of its own: that is skipped, which halves what a record costs.
    """
    new: Callable[[type[DictWrapper]], DictWrapper] = kind.__new__

    def iterate(self: DictWrapper) -> Iterator[DictWrapper]:
        listed = self._data.get(key)
        if listed is None:
            listed = several(self, key, default)
        place = (self._place, self._data, key, listed)
        deserializer = self._json_deserializer
        for data in listed:
            item = new(kind)
            item._data = {} if data is None else data
            item._json_deserializer = deserializer
            item._place = place
            item._built = None
            yield item

    return _property(iterate)


def first(key: str, kind: type[DictWrapper]) -> Any:
    """A property for the first object in a list; StopIteration when the list is empty."""
    slot = f"{key}[0]"

    def read_first(self: DictWrapper) -> DictWrapper:
        listed = several(self, key)
        data = next(iter(listed))
        return self._kept(slot, data, lambda data: part(self, key, data, kind, listed))

    return _property(read_first)


def following(attribute: str) -> Any:
    """A property for the next object of an iterator in another attribute, another one at each access.

    StopIteration after the last one. `str()` and `repr()` do not move it.
    """
    slot = f"next of {attribute}"

    def read_next(self: DictWrapper) -> Any:
        return next(self._kept(slot, self._data, lambda _data: getattr(self, attribute)))

    return _property(read_next)


def item_list(key: str, kind: type[DictWrapper], *, default: Any = REQUIRED) -> Any:
    """A property for the objects in a list, as a list of data classes of one kind."""
    slot = f"{key}[]"

    def read_list(self: DictWrapper) -> list[DictWrapper]:
        listed = several(self, key, default)
        return self._kept_copy(slot, listed, lambda listed: [part(self, key, data, kind, listed) for data in listed])

    return _property(read_list)


def item_map(key: str, kind: type[DictWrapper], *, default: Any = REQUIRED) -> Any:
    """A property for the objects in a map, as a dict of data classes of one kind."""
    slot = f"{key}{{}}"

    def read_map(self: DictWrapper) -> dict[str, DictWrapper]:
        def parts(mapped: dict[str, Any]) -> dict[str, DictWrapper]:
            return {name: part(self, key, data, kind, mapped) for name, data in mapped.items()}

        return self._kept_copy(slot, several(self, key, default, dict), parts)

    return _property(read_map)


def caseless(key: str, *, inside: str | None = None, default: Any = REQUIRED) -> Any:
    """A property for a map whose keys match in any case; null gives an empty one."""
    slot = f"{key}~"
    read = _plain(key, default, None) if inside is None else _inside(inside, key, default, None)

    def read_map(self: DictWrapper) -> Any:
        found: dict[str, Any] = (self._data.get(key) if inside is None else None) or read(self) or {}
        built = self._built
        if built is None:
            built = self._built = {}
        else:
            kept = built.get(slot)
            if kept is not None and kept[0] == found:
                return kept[1]
        made = caseless_copy(found)
        built[slot] = (found.copy(), made)
        return made

    return _property(read_map)


def json_text(key: str, *, default: Any = REQUIRED) -> Any:
    """A property for the value of JSON that stands as text below a key; ValueError when it is no JSON."""
    slot = f"{key} as JSON"
    read = _plain(key, default, None)

    def read_json(self: DictWrapper) -> Any:
        text = read(self)
        return self._kept(slot, text, self._json_deserializer) if text else None

    return _property(read_json)


def several(above: DictWrapper, key: str, default: Any = REQUIRED, empty: Callable[[], Any] = list) -> Any:
    """The list or map below a key; an empty one for null."""
    found = above._data.get(key, default)
    if found is REQUIRED:
        raise missing(above, key)
    return empty() if found is None else found


def part(above: DictWrapper, key: str, data: Any, kind: type[Part], siblings: Any = None) -> Part:
    """A data class for data that was found below a key; `siblings` is the list or map in which it stands there."""
    made = kind.__new__(kind)
    made._data = {} if data is None else data
    made._json_deserializer = above._json_deserializer
    made._place = (above._place, above._data, key, siblings)
    made._built = None
    return made


def kept_part(above: DictWrapper, key: str, data: Any, kind: type[Part]) -> Part:
    """The same, made anew only for other data."""
    return above._kept(key, data, lambda data: part(above, key, data, kind))


def _property(read: Read, write: Callable[[DictWrapper, Any], None] | None = None) -> property:
    """A property whose getter has a copy of the code for itself.

    The interpreter learns for each piece of code which class it meets there. Code that all fields share meets all
    classes, and reading through it takes a third more.
    """
    own = FunctionType(read.__code__.replace(), read.__globals__, read.__name__, read.__defaults__, read.__closure__)
    return property(own, write)


def _plain(key: str, default: Any, factory: Callable[[], Any] | None) -> Read:
    def required(self: DictWrapper) -> Any:
        try:
            return self._data[key]
        except KeyError:
            raise missing(self, key) from None

    def optional(self: DictWrapper) -> Any:
        return self._data.get(key, default)

    def filled(self: DictWrapper) -> Any:
        return self._data.get(key) or factory()  # type: ignore[misc]  # this one is used with a factory only

    if factory is not None:
        return filled
    return required if default is REQUIRED else optional


def _inside(outer: str, key: str, default: Any, factory: Callable[[], Any] | None) -> Read:
    def read(self: DictWrapper) -> Any:
        around: Any = self._data.get(outer)
        if not hasattr(around, "get"):  # null, or "None" in events that somebody wrote by hand
            around = {}
        if factory is not None:
            return around.get(key) or factory()
        found = around.get(key, default)
        if found is REQUIRED:
            raise missing(self, f"{outer}.{key}")
        return found

    return read


def _cast(read: Read, convert: Callable[[Any], Any]) -> Read:
    """For conversions that cost less than keeping their result."""

    def read_cast(self: DictWrapper) -> Any:
        value = read(self)
        return convert(value) if value is not None or convert is bool else None

    return read_cast


def _converted(slot: str, read: Read, convert: Callable[[Any], Any]) -> Read:
    def read_converted(self: DictWrapper) -> Any:
        value = read(self)
        if value is None:
            return None
        built = self._built
        if built is None:
            built = self._built = {}
        else:
            kept = built.get(slot)
            if kept is not None and kept[0] == value:
                return kept[1]
        made = convert(value)
        built[slot] = (value.copy() if isinstance(value, (dict, list)) else value, made)
        return made

    return read_converted


def _nested(key: str, kind: Any, default: Any) -> Read:
    slot = f"{key}: {kind.__name__}"
    new: Callable[[type[DictWrapper]], DictWrapper] = kind.__new__

    def read_nested(self: DictWrapper) -> Any:
        try:
            data = self._data[key]
        except KeyError:
            return absent(self)
        made = self._part
        if made is not None and made._data is data:
            return made
        if data is None:
            return absent(self)
        made = new(kind)  # as `part` does, but every attribute counts here
        made._data = data
        made._json_deserializer = self._json_deserializer
        made._place = (self._place, self._data, key, None)
        made._built = None
        self._part = made
        return made

    def absent(self: DictWrapper) -> Any:
        if default is None:
            return None
        if default is REQUIRED and key not in self._data:
            raise missing(self, key)
        return self._kept(f"no {slot}", None, lambda data: part(self, key, data, kind))

    return _keeping_in(f"_{slot}", read_nested, kind)


def _keeping_in(name: str, read: Read, kind: type[DictWrapper]) -> Read:
    """The same getter with an attribute of this name in the place of `_part`.

    An attribute is the quickest place to keep something in. The class that all data classes have above gets it as None.
    """
    wrapper = next(base for base in kind.__mro__ if "_part" in vars(base))
    setattr(wrapper, name, None)
    code = read.__code__
    code = code.replace(co_names=tuple(name if used == "_part" else used for used in code.co_names))
    return FunctionType(code, read.__globals__, read.__name__, read.__defaults__, read.__closure__)


def _writer(key: str) -> Callable[[DictWrapper, Any], None]:
    def write(self: DictWrapper, value: Any) -> None:
        self._data[key] = value

    return write
