"""Small classes that are dataclasses to everybody who asks, without importing `dataclasses` before somebody does."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Fields:
    """`__dataclass_fields__` of a class: made when `dataclasses.fields`, `asdict` or `replace` ask for it."""

    def __init__(self, name: str, fields: tuple[str, ...]) -> None:
        self._name = name
        self._fields = fields
        self._made: Any = None

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        if self._made is None:
            from dataclasses import make_dataclass

            twin = make_dataclass(self._name, self._fields)
            self._made = getattr(twin, "__dataclass_fields__")  # noqa: B009  # no checker knows it
        return self._made


class Value:
    """Compares, prints and matches by its fields, which the class names: `class Point(Value, fields=("x", "y"))`."""

    def __init_subclass__(cls, fields: tuple[str, ...] = ()) -> None:
        setattr(cls, "__match_args__", fields)  # noqa: B010  # checkers take it for final
        setattr(cls, "__dataclass_fields__", _Fields(cls.__name__, fields))  # noqa: B010

    def _values(self) -> tuple[Any, ...]:
        names: tuple[str, ...] = getattr(self, "__match_args__", ())
        return tuple(getattr(self, name) for name in names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        raise TypeError(f"unhashable type: {type(self).__name__!r}")  # as that of a dataclass that can be changed

    def __repr__(self) -> str:
        names: tuple[str, ...] = getattr(self, "__match_args__", ())
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"


class FrozenValue(Value):
    """A value that never changes."""

    def __hash__(self) -> int:
        return hash(self._values())

    def __setattr__(self, name: str, value: Any) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")
