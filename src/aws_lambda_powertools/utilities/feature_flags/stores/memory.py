"""InMemoryFeatureFlagStore: flags that a test or a program sets itself."""

# Configurations are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from aws_lambda_powertools._core.copies import copied
from aws_lambda_powertools.utilities.feature_flags.base import StoreProvider

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class InMemoryFeatureFlagStore(StoreProvider):
    """Flags of a dictionary. `put` changes a whole flag, `turn` makes a flag one constant value.

    store = InMemoryFeatureFlagStore()
    store.turn("premium_features", True)
    """

    _replaces_what_changed = True

    def __init__(self, configuration: Mapping[str, Any] | None = None) -> None:
        self._configuration: dict[str, Any] = copied(dict(configuration or {}))

    @property
    def get_raw_configuration(self) -> dict[str, Any]:
        """The flags; do not change them, `put` does."""
        return self._configuration

    def get_configuration(self) -> dict[str, Any]:
        """The flags; do not change them, `put` does."""
        return self._configuration

    def put(self, name: str, feature: Mapping[str, Any]) -> None:
        """Set a flag, as it stands in a configuration."""
        self._configuration = {**self._configuration, name: copied(dict(feature))}

    def turn(self, name: str, value: Any) -> None:
        """Let a flag be one value for everybody."""
        is_boolean = isinstance(value, bool)
        self.put(name, {"default": value} if is_boolean else {"default": value, "boolean_type": False})

    def remove(self, name: str) -> None:
        """Take a flag away."""
        self._configuration = {key: value for key, value in self._configuration.items() if key != name}
