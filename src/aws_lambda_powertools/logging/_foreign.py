"""Formatters and handlers that are not ours: how they take part in what Logger does with keys."""

from __future__ import annotations

from aws_lambda_powertools._core import environment
from aws_lambda_powertools.logging import _layers
from aws_lambda_powertools.logging._keys import Keys, keys_of_context
from aws_lambda_powertools.logging._line import xray_trace_id
from aws_lambda_powertools.logging._records import OWN_ATTRIBUTES
from aws_lambda_powertools.logging.formatter import KeyedFormatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from collections.abc import Iterable, Mapping
    from typing import Any

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.logging.logger import Logger


class KeysOfFormatter:
    """Changes keys by the public methods of whatever formatter a Logger's handler has at the moment."""

    def __init__(self, logger: Logger) -> None:
        self._logger = logger

    def update(self, new: Mapping[str, Any]) -> None:
        """Add keys."""
        self._logger.registered_formatter.append_keys(**new)

    def remove(self, names: Iterable[str]) -> None:
        """Take keys away."""
        self._logger.registered_formatter.remove_keys(names)

    def begin(self, call: Invocation, cold: bool, fresh: bool, more: Mapping[str, Any] | None) -> None:
        """Add the keys of an invocation's Lambda context and more, after forgetting others if it is to begin afresh."""
        if fresh:
            self._logger.clear_state()
        self.update({**keys_of_context({}, call.context, cold), **(more or {})})


class ForeignFormatter(KeyedFormatter):
    """Gives each record its keys as attributes, then lets the other formatter write it: `%(order_id)s` works."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.formatter = formatter
        self._keys = Keys({}, strict=environment.STRICT.get())

    def format(self, record: logging.LogRecord) -> str:
        """The line as the other formatter writes it."""
        fields = record.__dict__
        for key, value in self._all_keys().items():
            if key not in OWN_ATTRIBUTES:
                fields.setdefault(key, value)
        return self.formatter.format(record)

    def _all_keys(self) -> dict[str, Any]:
        return {"xray_trace_id": xray_trace_id(), **self._keys.visible(), **_layers.thread_safe_keys()}

    def __getattr__(self, name: str) -> Any:
        if name in ("formatter", "_keys"):
            raise AttributeError(name)
        return getattr(self.formatter, name)
