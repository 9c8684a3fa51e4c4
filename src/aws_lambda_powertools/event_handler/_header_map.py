"""HeaderMap: the headers of a response, a dict whose names match in any case and keep the spelling they were given."""

# What handlers return and send is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from typing_extensions import Self


class HeaderMap(dict[str, "Any"]):
    """Headers by name; a value is a text or a list of them.

    It is a plain dict to whoever compares or copies it. Reading a name as it is spelt costs what a dict costs.
    Made from a mapping it takes that as it is; `merged` is for mappings that hold a name in two spellings.
    """

    __slots__ = ()

    def _spelt(self, name: str) -> str:
        """The name as it stands here, if it does."""
        if dict.__contains__(self, name):
            return name
        wanted = name.lower()
        return next((key for key in self if key.lower() == wanted), name)

    def __missing__(self, name: str) -> Any:
        spelt = self._spelt(name)
        if spelt == name:
            raise KeyError(name)
        return dict.__getitem__(self, spelt)

    def __setitem__(self, name: str, value: Any) -> None:
        dict.__setitem__(self, self._spelt(name) if self else name, value)

    def __delitem__(self, name: str) -> None:
        dict.__delitem__(self, self._spelt(name))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and dict.__contains__(self, self._spelt(name))

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a header, else the default."""
        return dict.get(self, self._spelt(name), default)

    def setdefault(self, name: str, default: Any = None) -> Any:
        """The value of a header, which becomes the default if there is none."""
        return dict.setdefault(self, self._spelt(name), default)

    def pop(self, name: str, *default: Any) -> Any:
        """Take a header out."""
        return dict.pop(self, self._spelt(name), *default)

    def update(self, headers: Any = (), /, **more: Any) -> None:
        """Set several headers."""
        for name, value in dict(headers, **more).items():
            self[name] = value

    def __ior__(self, headers: Any) -> Self:  # type: ignore[override,misc]  # a dict takes pairs too, and so do we
        self.update(headers)
        return self

    def copy(self) -> HeaderMap:
        """Headers of their own."""
        return HeaderMap(self)


def merged(headers: Mapping[str, Any]) -> HeaderMap:
    """A copy of headers, in which the last spelling of a name has won."""
    made = HeaderMap(headers)
    if len(made) > 1 and len({name.lower() for name in made}) < len(made):
        made.clear()
        made.update(headers)
    return made
