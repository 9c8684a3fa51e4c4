"""What a store is, and what a validator is."""

from __future__ import annotations

from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class StoreProvider(ABC):
    """Where a configuration comes from. Derive from it for a store of your own.

    Both names give the configuration: `get_raw_configuration` all that is stored, `get_configuration` the flags in it.
    Raise ConfigurationStoreError when there is none; flags then have the defaults of those who ask.
    """

    _replaces_what_changed = False
    """Whether a changed configuration is another object; otherwise the one object may be changed in place."""

    @property
    @abstractmethod
    def get_raw_configuration(self) -> dict[str, Any]:
        """Everything that is stored."""

    @abstractmethod
    def get_configuration(self) -> dict[str, Any]:
        """The flags by name."""


class BaseValidator(ABC):
    """Something that can say whether a part of a configuration is well-formed."""

    @abstractmethod
    def validate(self) -> None:
        """Raise SchemaValidationError if it is not."""
