"""A dict that ignores the case of its keys, for headers and their kin."""

from __future__ import annotations

from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self


class CaseInsensitiveDict(dict[str, "Any"]):
    """A dict whose text keys match in any case; it keeps them in lower case."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(_lowered(data))
        if more:
            super().update(_lowered(more))

    def __contains__(self, key: object) -> bool:
        return super().__contains__(_lower(key))

    def __getitem__(self, key: str) -> Any:
        return super().__getitem__(_lower(key))

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(_lower(key), value)

    def __delitem__(self, key: str) -> None:
        super().__delitem__(_lower(key))

    def get(self, k: str, default: Any = None) -> Any:
        """The value of a key in any case, else the default."""
        return super().get(_lower(k), default)

    def pop(self, k: str, *args: Any) -> Any:
        """Take out the value of a key in any case."""
        return super().pop(_lower(k), *args)

    def setdefault(self, k: str, default: Any = None) -> Any:
        """The value of a key; the default is put there first if it is missing."""
        return super().setdefault(_lower(k), default)

    def update(self, data: Any = None, **kwargs: Any) -> None:  # type: ignore[override]  # None is allowed too
        """Take over keys and values of a mapping, of pairs, or given by name."""
        super().update(_lowered(data))
        if kwargs:
            super().update(_lowered(kwargs))

    def copy(self) -> CaseInsensitiveDict:
        """A copy that ignores case as well."""
        return type(self)(self)

    def __or__(self, other: Any) -> CaseInsensitiveDict:  # type: ignore[override]  # the kind stays
        if not isinstance(other, Mapping):
            return NotImplemented
        joined = self.copy()
        joined.update(other)
        return joined

    def __ror__(self, other: Any) -> CaseInsensitiveDict:  # type: ignore[override]  # the kind stays
        if not isinstance(other, Mapping):
            return NotImplemented
        joined = type(self)(other)
        joined.update(self)
        return joined

    def __ior__(self, other: Any) -> Self:  # type: ignore[override]  # pairs are allowed too
        self.update(other)
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return super().__eq__(other if isinstance(other, CaseInsensitiveDict) else _lowered(other))

    def __ne__(self, other: object) -> bool:
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None  # as of any dict


def _lowered(data: Any) -> dict[Any, Any]:
    """The items of a mapping or of pairs, with keys in lower case."""
    if isinstance(data, CaseInsensitiveDict):
        return data
    items: dict[Any, Any] = dict(data or ())
    try:
        return {key.lower(): value for key, value in items.items()}
    except AttributeError:  # keys that are no texts
        return {_lower(key): value for key, value in items.items()}


def _lower(key: Any) -> Any:
    return key.lower() if isinstance(key, str) else key
