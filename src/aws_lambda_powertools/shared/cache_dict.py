"""A dictionary that forgets what was not used for longest."""

from __future__ import annotations

from collections import OrderedDict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Base = OrderedDict[Any, Any]
else:
    Base = OrderedDict


class LRUDict(Base):
    """A dictionary of at most `max_items`; reading or writing an item makes it the youngest."""

    def __init__(self, max_items: int = 1024, *args: Any, **kwargs: Any) -> None:
        self.max_items = max_items
        super().__init__(*args, **kwargs)

    def __getitem__(self, key: Any) -> Any:
        value = super().__getitem__(key)
        self.move_to_end(key)
        return value

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        while len(self) > self.max_items:
            del self[next(iter(self))]  # on Python 3.10, popitem reads the item, which would make it the youngest

    def get(self, key: Any, default: Any = None) -> Any:
        """The item, which becomes the youngest; the default when there is none."""
        if key not in self:
            return default
        return self[key]
