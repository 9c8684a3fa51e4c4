"""TextStore: a store whose configuration is one JSON text, read again when it is too old and parsed when it changed."""

# Configurations are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

import json
from abc import abstractmethod

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.cache import SingleFlight
from aws_lambda_powertools.utilities.feature_flags.base import StoreProvider
from aws_lambda_powertools.utilities.feature_flags.exceptions import ConfigurationStoreError, StoreClientError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DENIED = ("AccessDenied", "AccessDeniedException")


class TextStore(StoreProvider):
    """Derive from it with `_read`, which gives the text, and `_place`, which names it in messages.

    The text is read at most every `max_age` seconds. `envelope` is a JMESPath expression that says where in the
    configuration the flags stand.
    """

    _replaces_what_changed = True

    def __init__(
        self, *, max_age: float = 5, envelope: str = "", jmespath_options: dict[str, Any] | None = None
    ) -> None:
        self.max_age = max_age
        self.envelope = envelope
        self.jmespath_options = jmespath_options
        self._until = float("-inf")
        self._text: str | bytes | None = None
        self._raw: Any = None
        self._flags: Any = None
        self._flights: SingleFlight[str, None] = SingleFlight()

    @property
    def get_raw_configuration(self) -> dict[str, Any]:
        """The whole configuration; do not change it, it is kept. Raises ConfigurationStoreError, StoreClientError."""
        self._refresh()
        raw: dict[str, Any] = self._raw
        return raw

    def get_configuration(self) -> dict[str, Any]:
        """The flags; do not change them, they are kept. Raises ConfigurationStoreError, StoreClientError."""
        if clock.monotonic() >= self._until:
            self._refresh()
        flags: dict[str, Any] = self._flags
        return flags

    def _refresh(self) -> None:
        if clock.monotonic() >= self._until:
            self._flights.do("read", self._read_again)

    def _read_again(self) -> None:
        try:
            text = self._read()
        except (ConfigurationStoreError, StoreClientError):
            raise
        except Exception as error:
            answer: Any = getattr(error, "response", None)
            code = answer.get("Error", {}).get("Code") if isinstance(answer, dict) else None
            kind = StoreClientError if code in DENIED else ConfigurationStoreError
            raise kind(f"The feature flags of {self._place()} can't be read: {error}") from error
        if text != self._text or self._text is None:
            self._raw = self._parsed(text)
            self._flags = self._unwrapped(self._raw)
            self._text = text
        self._until = clock.monotonic() + self.max_age

    def _parsed(self, text: str | bytes) -> Any:
        try:
            return json.loads(text)
        except ValueError as error:
            raise ConfigurationStoreError(f"The feature flags of {self._place()} are no JSON: {error}") from error

    def _unwrapped(self, raw: Any) -> Any:
        if not self.envelope:
            return raw
        from aws_lambda_powertools.utilities import jmespath_utils

        return jmespath_utils.query(data=raw, envelope=self.envelope, jmespath_options=self.jmespath_options)

    @abstractmethod
    def _read(self) -> str | bytes:
        """The JSON text; whatever this raises becomes ConfigurationStoreError."""

    @abstractmethod
    def _place(self) -> str:
        """What to call the place in messages."""
