"""What the stores of records have in common: keys, conditions, errors.

A store keeps records, each a mapping of names to plain Python values, under a key. All stores have the same four
methods (`Store`); a change can be made to depend on the record that is there:

    store.put("order-1", {"owner": "me", "until": now + 30}, only_if=absent() | less("until", now))

Either the condition holds and the change is made, in one step that nobody else can come between, or
ConditionFailed tells which record is there instead.
"""

from __future__ import annotations

import operator

from aws_lambda_powertools._core.attributes import from_attribute, to_attribute
from aws_lambda_powertools._core.errors import PowertoolsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any, Protocol

    Key = str | tuple[str, str]
    Values = Mapping[str, Any]

    class Store(Protocol):
        """Records under keys. A key is a text, or two: those of a partition and of a record in it."""

        def get(self, key: Key, *, consistent: bool = False) -> dict[str, Any] | None:
            """The record, or None; `consistent` sees every change that was made before."""
            ...

        def put(self, key: Key, values: Values, *, only_if: Condition | None = None) -> None:
            """Keep a record, in place of the one that may be there."""
            ...

        def update(
            self, key: Key, values: Values, *, remove: Iterable[str] = (), only_if: Condition | None = None
        ) -> None:
            """Change some values of a record and remove others; without the record, make it."""
            ...

        def delete(self, key: Key, *, only_if: Condition | None = None) -> None:
            """Remove a record; without it, do nothing."""
            ...

    class Names(Protocol):
        """Gives out the placeholders of a DynamoDB expression."""

        def key(self) -> str:
            """The placeholder of an attribute that every record has."""
            ...

        def name(self, attribute: str) -> str:
            """The placeholder of an attribute."""
            ...

        def value(self, name: str, value: Any) -> str:
            """The placeholder of a value."""
            ...


class StoreError(PowertoolsError):
    """A store can't be reached or used."""


class ConditionFailed(PowertoolsError):  # noqa: N818  # not an error of anybody: somebody else was first
    """A change was not made because its condition does not hold; `current` is the record, None if there is none."""

    def __init__(self, current: dict[str, Any] | None = None) -> None:
        super().__init__("The record is not as the condition wants it")
        self.current = current


class Condition:
    """What must be so for a change to be made; join several with `&` and `|`."""

    __slots__ = ()

    def holds(self, record: Values | None) -> bool:
        """Whether it is so for this record; None is no record."""
        raise NotImplementedError

    def expression(self, names: Names) -> str:
        """The same in DynamoDB's language."""
        raise NotImplementedError

    def __and__(self, other: Condition) -> Condition:
        return _Joined("AND", self, other)

    def __or__(self, other: Condition) -> Condition:
        return _Joined("OR", self, other)


def absent() -> Condition:
    """There is no record."""
    return _Existence(wanted=False)


def present() -> Condition:
    """There is a record."""
    return _Existence(wanted=True)


def missing(attribute: str) -> Condition:
    """The record has no value of this name, or there is no record."""
    return _Existence(attribute, wanted=False)


def has(attribute: str) -> Condition:
    """The record has a value of this name, even if it is None."""
    return _Existence(attribute, wanted=True)


def equals(attribute: str, value: Any, name: str = "") -> Condition:
    """The record's value is this one. `name` is that of the value in expressions, by default the attribute's."""
    return _Comparison(attribute, "=", value, name)


def less(attribute: str, value: Any, name: str = "") -> Condition:
    """The record's value is less than this one."""
    return _Comparison(attribute, "<", value, name)


def at_most(attribute: str, value: Any, name: str = "") -> Condition:
    """The record's value is this one or less."""
    return _Comparison(attribute, "<=", value, name)


def greater(attribute: str, value: Any, name: str = "") -> Condition:
    """The record's value is greater than this one."""
    return _Comparison(attribute, ">", value, name)


def at_least(attribute: str, value: Any, name: str = "") -> Condition:
    """The record's value is this one or greater."""
    return _Comparison(attribute, ">=", value, name)


class _Existence(Condition):
    __slots__ = ("_attribute", "_wanted")

    def __init__(self, attribute: str | None = None, *, wanted: bool) -> None:
        self._attribute = attribute
        self._wanted = wanted

    def holds(self, record: Values | None) -> bool:
        exists = record is not None and (self._attribute is None or self._attribute in record)
        return exists is self._wanted

    def expression(self, names: Names) -> str:
        function = "attribute_exists" if self._wanted else "attribute_not_exists"
        return f"{function}({names.key() if self._attribute is None else names.name(self._attribute)})"


_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

_ORDERED = ("S", "N", "B")
"""Types of DynamoDB whose values are less or greater than each other."""


class _Comparison(Condition):
    __slots__ = ("_attribute", "_name", "_sign", "_value")

    def __init__(self, attribute: str, sign: str, value: Any, name: str) -> None:
        self._attribute = attribute
        self._sign = sign
        self._value = value
        self._name = name or attribute

    def holds(self, record: Values | None) -> bool:
        if record is None or self._attribute not in record:
            return False
        ((kind, content),) = to_attribute(record[self._attribute]).items()
        ((wanted_kind, wanted),) = to_attribute(self._value).items()
        if kind != wanted_kind or (self._sign != "=" and kind not in _ORDERED):
            return False
        known, value = from_attribute({kind: content}), from_attribute({kind: wanted})
        return bool(_COMPARISONS[self._sign](known, value))

    def expression(self, names: Names) -> str:
        return f"{names.name(self._attribute)} {self._sign} {names.value(self._name, self._value)}"


class _Joined(Condition):
    __slots__ = ("parts", "word")

    def __init__(self, word: str, *parts: Condition) -> None:
        self.word = word
        self.parts: list[Condition] = []
        for part in parts:
            if isinstance(part, _Joined) and part.word == word:
                self.parts += part.parts
            else:
                self.parts.append(part)

    def holds(self, record: Values | None) -> bool:
        combine = all if self.word == "AND" else any
        return combine(part.holds(record) for part in self.parts)

    def expression(self, names: Names) -> str:
        texts = [(part, part.expression(names)) for part in self.parts]
        return f" {self.word} ".join(f"({text})" if isinstance(part, _Joined) else text for part, text in texts)


def partition_and_sort(key: Key) -> tuple[str, str]:
    """Both parts of a key; the second one of a simple key is empty."""
    return (key, "") if isinstance(key, str) else key


def changed(record: Values | None, values: Values, remove: Iterable[str]) -> dict[str, Any]:
    """A record after an update."""
    result = {**(record or {}), **values}
    for name in remove:
        result.pop(name, None)
    return result
