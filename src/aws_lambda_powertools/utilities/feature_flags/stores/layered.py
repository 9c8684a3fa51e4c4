"""LayeredStore: several stores, of which the first that answers is used; what was good last, if none does."""

# Configurations are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from aws_lambda_powertools._core.notices import warn_once
from aws_lambda_powertools.utilities.feature_flags.base import StoreProvider
from aws_lambda_powertools.utilities.feature_flags.exceptions import ConfigurationStoreError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class LayeredStore(StoreProvider):
    """The first of `stores` that has a configuration answers; the order is yours, the dearest or best first.

        LayeredStore(AppConfigStore(...), FileStore("flags.json"))

    With `merged` the flags of all stores are put together: a flag that stands in several is taken from the first of
    them. If no store answers, the last good configuration is given, with a warning; ConfigurationStoreError if there
    is none.
    """

    def __init__(self, *stores: StoreProvider, merged: bool = False) -> None:
        if not stores:
            raise ValueError("LayeredStore needs at least one store")
        self.stores = stores
        self.merged = merged
        self._last: dict[str, Any] | None = None
        self._parts: tuple[dict[str, Any], ...] = ()

    @property
    def _replaces_what_changed(self) -> bool:  # type: ignore[override]  # read only is enough
        return all(getattr(store, "_replaces_what_changed", False) is True for store in self.stores)

    @property
    def get_raw_configuration(self) -> dict[str, Any]:
        """The whole configuration of the first store that has one."""
        return self._first([lambda store=store: store.get_raw_configuration for store in self.stores])

    def get_configuration(self) -> dict[str, Any]:
        """The flags of the first store that has some, or of all of them."""
        reads = [store.get_configuration for store in self.stores]
        self._last = self._together(reads) if self.merged else self._first(reads)
        return self._last

    def _first(self, reads: list[Any]) -> dict[str, Any]:
        errors: list[Exception] = []
        for read in reads:
            try:
                found = read()
            except Exception as error:  # the next store is there for this
                errors.append(error)
                continue
            if isinstance(found, dict):
                return found
        return self._last_good(errors)

    def _together(self, reads: list[Any]) -> dict[str, Any]:
        errors: list[Exception] = []
        parts: list[dict[str, Any]] = []
        for read in reads:
            try:
                found = read()
            except Exception as error:  # the other stores are there for this
                errors.append(error)
                continue
            if isinstance(found, dict):
                parts.append(found)
        if not parts:
            return self._last_good(errors)
        if self._last is not None and self._is_known(parts):
            return self._last  # the same object as long as no part is another one
        flags: dict[str, Any] = {}
        for part in reversed(parts):
            flags.update(part)
        self._parts = tuple(parts)
        return flags

    def _is_known(self, parts: list[dict[str, Any]]) -> bool:
        return (
            self._replaces_what_changed
            and len(parts) == len(self._parts)
            and all(one is other for one, other in zip(parts, self._parts))  # noqa: B905  # of equal length
        )

    def _last_good(self, errors: list[Exception]) -> dict[str, Any]:
        reasons = "; ".join(str(error) for error in errors) or "none of them has a dictionary of flags"
        if self._last is None:
            raise ConfigurationStoreError(f"No store of feature flags answers: {reasons}") from (
                errors[0] if errors else None
            )
        warn_once(
            ("feature_flags.layered", reasons),
            f"No store of feature flags answers ({reasons}); what was good last is used.",
        )
        return self._last
