"""Formatters: how a log record becomes a line of JSON, and what a formatter of one's own must have.

logger = Logger(logger_formatter=LambdaPowertoolsFormatter(utc=True, datefmt="%Y-%m-%d"))
"""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# Messages, arguments and keys are whatever users pass.

from __future__ import annotations

import json
import logging
import sys
import time
from abc import ABCMeta, abstractmethod
from contextlib import contextmanager

from aws_lambda_powertools._core import clock, environment
from aws_lambda_powertools._core.invocation import current
from aws_lambda_powertools.logging._keys import Keys, above
from aws_lambda_powertools.logging._line import (
    BEGINS_LIKE_JSON,
    HELD,
    RESERVED_LOG_ATTRS,
    STANDARD_KEYS,
    TRACE_IDS,
    Plan,
    arguments,
    message_of,
    more_json,
    text_json,
    text_of,
    trace_context,
    xray_trace_id,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Mapping
    from re import Pattern
    from typing import Any

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools._core.redaction import Redaction
    from aws_lambda_powertools.logging._keys import KeySet
    from aws_lambda_powertools.logging._records import Caught, Place
    from aws_lambda_powertools.logging.types import LogRecord

__all__ = [
    "RESERVED_FORMATTER_CUSTOM_KEYS",
    "RESERVED_LOG_ATTRS",
    "BasePowertoolsFormatter",
    "JsonFormatter",
    "LambdaPowertoolsFormatter",
    "clear_context_keys",
    "remove_context_keys",
    "set_context_keys",
]

RESERVED_FORMATTER_CUSTOM_KEYS = [
    "json_serializer",
    "json_deserializer",
    "json_default",
    "datefmt",
    "use_datetime_directive",
    "log_record_order",
    "utc",
    "use_rfc3339",
    "serialize_stacktrace",
]
"""Options of LambdaPowertoolsFormatter; every other keyword is a key of all lines."""


NO_KEYS: Mapping[str, Any] = {}


class BasePowertoolsFormatter(logging.Formatter, metaclass=ABCMeta):
    """What Logger asks of a formatter. Subclasses write `append_keys`, `clear_state` and `format`."""

    @abstractmethod
    def append_keys(self, **additional_keys: Any) -> None:
        """Add keys to the lines that follow."""
        raise NotImplementedError

    @abstractmethod
    def clear_state(self) -> None:
        """Forget all keys that were appended."""
        raise NotImplementedError

    def get_current_keys(self) -> dict[str, Any]:
        """The keys that a line has now."""
        return {}

    def remove_keys(self, keys: Iterable[str]) -> None:
        """Take keys away."""
        raise NotImplementedError

    @contextmanager
    def append_context_keys(self, **additional_keys: Any) -> Generator[None, None, None]:  # noqa: ARG002  # for subclasses
        """Add keys for the time of a `with` block."""
        yield

    def thread_safe_append_keys(self, **additional_keys: Any) -> None:
        """Add keys to the lines of this context."""
        raise NotImplementedError

    def thread_safe_get_current_keys(self) -> dict[str, Any]:
        """The keys of this context."""
        return {}

    def thread_safe_remove_keys(self, keys: Iterable[str]) -> None:
        """Take keys of this context away."""
        raise NotImplementedError

    def thread_safe_clear_keys(self) -> None:
        """Take all keys of this context away."""
        raise NotImplementedError


class KeyedFormatter(BasePowertoolsFormatter):
    """A formatter whose keys belong to where they are set: to all lines, an invocation, a thread, a block."""

    _keys: Keys

    def append_keys(self, **additional_keys: Any) -> None:
        """Add keys to the lines that follow, in this invocation or, outside of any, in all later ones."""
        self._keys.update(additional_keys)

    def get_current_keys(self) -> dict[str, Any]:
        """The keys of a line that is logged here, with their values or what they are made from."""
        return self._keys.visible()

    def remove_keys(self, keys: Iterable[str]) -> None:
        """Take keys away; unknown ones are ignored."""
        self._keys.remove(keys)

    def clear_state(self) -> None:
        """Forget all keys but those given to the constructor."""
        self._keys.reset()

    @contextmanager
    def append_context_keys(self, **additional_keys: Any) -> Generator[None, None, None]:
        """Add keys for the time of a `with` block, in this task or thread; then they have their old values again."""
        from aws_lambda_powertools.logging import _layers

        with _layers.block(self._keys, additional_keys):
            yield

    def thread_safe_append_keys(self, **additional_keys: Any) -> None:
        """Add keys to what this task or thread logs, by whatever logger."""
        from aws_lambda_powertools.logging import _layers

        _layers.add_thread_safe_keys(additional_keys)

    def thread_safe_get_current_keys(self) -> dict[str, Any]:
        """The keys that were added by `thread_safe_append_keys` here."""
        from aws_lambda_powertools.logging import _layers

        return _layers.thread_safe_keys()

    def thread_safe_remove_keys(self, keys: Iterable[str]) -> None:
        """Take keys away that were added by `thread_safe_append_keys` here."""
        from aws_lambda_powertools.logging import _layers

        _layers.remove_thread_safe_keys(keys)

    def thread_safe_clear_keys(self) -> None:
        """Take all keys away that were added by `thread_safe_append_keys` here."""
        from aws_lambda_powertools.logging import _layers

        _layers.clear_thread_safe_keys()

    def keep_keys(self, keys: Mapping[str, Any]) -> None:
        """Add keys that `clear_state` leaves in place."""
        self._keys.initial.update(keys)
        self._keys.update(keys)

    @property
    def direct_keys(self) -> Keys | None:
        """The keys, for Logger to change without the detour; None if a subclass has ways of its own to change them."""
        kind = type(self)
        own_ways = (
            kind.append_keys is not KeyedFormatter.append_keys or kind.remove_keys is not KeyedFormatter.remove_keys
        )
        return None if own_ways else self._keys


class LambdaPowertoolsFormatter(KeyedFormatter):
    """Lines as JSON objects: level, location, message, timestamp, then all keys."""

    default_time_format = "%Y-%m-%d %H:%M:%S,%F%z"
    custom_ms_time_directive = "%F"
    RFC3339_ISO8601_FORMAT = "%Y-%m-%dT%H:%M:%S.%F%z"

    def __init__(
        self,
        json_serializer: Callable[[dict[str, Any]], str] | None = None,
        json_deserializer: Callable[[str], Any] | None = None,
        json_default: Callable[[Any], Any] | None = None,
        datefmt: str | None = None,
        use_datetime_directive: bool = False,
        log_record_order: list[str] | None = None,
        utc: bool = False,
        use_rfc3339: bool = False,
        serialize_stacktrace: bool = True,
        **kwargs: Any,
    ) -> None:
        """Parameters:

        - `json_serializer`: turns the dictionary of a line into text (bytes are taken as UTF-8)
        - `json_deserializer`: reads a text message as JSON; objects and arrays stand decoded in the line
        - `json_default`: the form of values that JSON has no word for; their text by default
        - `datefmt`: format of `time.strftime`, with `%F` for milliseconds
        - `use_datetime_directive`: `datefmt` is one of `datetime.strftime`, with `%f` for microseconds
        - `log_record_order`: keys that stand first, in this order
        - `utc`: times in UTC, not in local time
        - `use_rfc3339`: times like `2026-01-15T10:30:00.000+01:00`
        - `serialize_stacktrace`: exceptions also have the key `stack_trace`, with frames as data
        - `kwargs`: keys of every line; one of the standard keys is left out when it is None

        Without any option about time, a timestamp is in UTC and looks like `2026-01-15T10:30:00.000Z`.
        """
        super().__init__(datefmt=datefmt)
        self.json_default: Callable[[Any], Any] = json_default or text_of
        self.json_indent = 4 if _in_development() else None
        self.encode = self._encoder()
        self.json_serializer: Callable[[Any], str] = json_serializer or self.encode  # bytes are taken too: `format`
        self.json_deserializer = json_deserializer
        self.datefmt = datefmt
        self.use_datetime_directive = use_datetime_directive
        self.log_record_order = log_record_order or list(STANDARD_KEYS)
        self.utc = utc
        self.use_rfc3339_iso8601 = use_rfc3339
        self.converter = time.gmtime if utc else time.localtime
        self.serialize_stacktrace = serialize_stacktrace
        self._plain_times = type(self) is LambdaPowertoolsFormatter and not (
            datefmt or use_datetime_directive or utc or use_rfc3339
        )
        kind, base = type(self), LambdaPowertoolsFormatter
        self._takes_short_cut = not json_serializer and not self.json_indent and kind.serialize is base.serialize
        self._takes_calls = self._plain_times and kind.format is base.format and kind.formatTime is base.formatTime
        self.redaction: Redaction | None = None
        self._hidden_keys: tuple[str, ...] = ()
        self._hidden_patterns: tuple[str | Pattern[str], ...] = ()
        hidden = environment.LOGGER_REDACT_KEYS.get()
        if hidden is not None:
            self.redact(name.strip() for name in hidden.split(","))
        self.max_line_bytes = environment.LOGGER_MAX_LINE_BYTES.get() or sys.maxsize
        self._trace_context = environment.LOGGER_TRACE_CONTEXT.get()
        self._stamp = (0, "")
        first = {key: STANDARD_KEYS.get(key) for key in self.log_record_order}
        self._keys = Keys({**first, **STANDARD_KEYS, **kwargs}, strict=environment.STRICT.get())

    # --- From a record to a line -------------------------------------------------------------------------------

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record. It never raises: what can't be shown is replaced by what can."""
        held = record.__dict__.get(HELD)
        if type(held) is str:
            return held
        try:
            from aws_lambda_powertools.logging import _from_record

            text = _from_record.text_of_line(self, record, held) if self._takes_short_cut else None
            if text is None:
                text = self.serialize(log=_from_record.line_of(self, record, held))
            if len(text) <= self.max_line_bytes and text.isascii():
                return text if type(text) is str else text.decode()  # type: ignore[attr-defined]  # as orjson gives it
        except Exception:  # the caller is protected: a log call must not raise, and its line must not be lost
            text = None
        from aws_lambda_powertools.logging._rescue import repaired

        return repaired(text, self, record)

    def line_without_record(
        self,
        level: int,
        message: object,
        args: Any,
        place: Place,
        keys: Mapping[str, Any] | None,
        caught: Caught | None,
    ) -> str | None:
        """The line of a log call as it happens now; None if it takes a record, or care, to make it."""
        try:
            call = current()
            plan, trace_id = self.plan_and_trace(call)
            if plan.rest is None or not self._takes_calls:
                return None
            if args or type(message) is not str or message[:1] in BEGINS_LIKE_JSON or self.json_deserializer:
                message = message_of(message, arguments(args), self.json_deserializer)
            span = self.keys_of_span(call)
            if span:
                keys = {**span, **(keys or {})}
            created = clock.seconds()
            time_text = f'"{self._iso_time(int(created))}{str(1000 + int(created * 1000 % 1000))[1:]}Z"'
            name = logging.getLevelName(level)
            text = self.put_together(plan, trace_id, name, f"{place[2]}:{place[1]}", message, time_text, keys, caught)
            if text is None:
                return None
            size = len(text) if text.isascii() else len(text.encode())
        except Exception:  # the caller is protected; made from a record, the line gets more care
            return None
        return text if size <= self.max_line_bytes else None

    def put_together(
        self,
        plan: Plan,
        trace_id: str,
        level: str,
        place: str,
        message: Any,
        time_text: str,
        keys: Mapping[str, Any] | None,
        caught: Any,
    ) -> str | None:
        """The text of a line from its parts; None if one of its own keys has a meaning, or hides another."""
        encode = self.encode
        more: str | None = ""
        if keys:
            if not plan.keys.keys().isdisjoint(keys):
                return None
            more, _ = more_json(keys.items(), encode)
        rest = plan.rest_now(encode)
        if more is None or rest is None:
            return None
        if caught:
            from aws_lambda_powertools.logging._traceback import exception_json

            more += exception_json(caught, self)
        if trace_id:
            more += f',"xray_trace_id":{text_json(trace_id)}'
        start = f'{{"level":{text_json(level)},"location":{text_json(place)},"message":'
        text = text_json(message) if type(message) is str else encode(message)
        return f'{start}{text},"timestamp":{time_text}{rest}{more}}}'

    def serialize(self, log: LogRecord) -> str:
        """The text of a line."""
        return self.json_serializer(log)

    def line_of(self, record: logging.LogRecord) -> dict[str, Any]:
        """The line of a record as a dictionary, before it is serialised."""
        from aws_lambda_powertools.logging import _from_record

        return _from_record.line_of(self, record)

    def plan_and_trace(self, call: Invocation | None) -> tuple[Plan, str]:
        """How to make lines with the keys of here and now, and the trace id of now."""
        keyset = self._keys.of(call)
        plan = keyset.plan
        if plan is None:
            plan = keyset.plan = Plan(keyset.values, self.encode if self._takes_short_cut else None)
        layers = above.get()
        if layers is not None:
            plan = self._layered_plan(keyset, layers)
        if call is None:
            return plan, xray_trace_id()
        trace_id = keyset.trace_id
        if trace_id is None:
            trace_id = keyset.trace_id = xray_trace_id()
        return plan, trace_id

    def _layered_plan(self, keyset: KeySet, layers: Mapping[object, Any]) -> Plan:
        if keyset.plan_with_layers is not None and keyset.plan_with_layers[0] is layers:
            return keyset.plan_with_layers[1]
        from aws_lambda_powertools.logging import _layers

        keys = _layers.merged(self._keys, keyset.values, layers)
        plan = Plan(keys, self.encode if self._takes_short_cut else None)
        if _layers.are_lasting(self._keys, layers):
            keyset.plan_with_layers = (layers, plan)
        return plan

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """The time of a record as text."""
        if datefmt is not None or not self._plain_times:
            from aws_lambda_powertools.logging._times import time_text

            return time_text(record, datefmt, self)
        return f"{self._iso_time(int(record.created))}{str(1000 + int(record.msecs))[1:]}Z"

    def _iso_time(self, second: int) -> str:
        """A second of UTC as text, up to the point before its fraction; most lines share theirs with the one before."""
        stamped, text = self._stamp
        if second != stamped:
            text = time.strftime("%Y-%m-%dT%H:%M:%S.", time.gmtime(second))
            self._stamp = (second, text)
        return text

    def keys_of_span(self, call: Invocation | None) -> Mapping[str, Any]:
        """The ids of the current span, where they are to be shown."""
        ids_of = None if call is None or self._trace_context is False else call.state.get(TRACE_IDS)
        if ids_of is None or not (self._trace_context or getattr(ids_of, "shown_in_logs", False)):
            return NO_KEYS
        ids = ids_of()
        return NO_KEYS if ids is None else trace_context(ids)

    def _encoder(self) -> Callable[[Any], str]:
        # A cycle ends in a RecursionError, which is as good as looking for cycles all the time.
        return json.JSONEncoder(
            default=self.json_default,
            separators=(",", ": " if self.json_indent else ":"),
            indent=self.json_indent,
            ensure_ascii=False,
            allow_nan=False,
            check_circular=False,
        ).encode

    @property
    def log_format(self) -> dict[str, Any]:
        """The keys of a line that is logged here, with their values or what they are made from."""
        return self.get_current_keys()

    def redact(self, keys: Iterable[str], patterns: Iterable[str | Pattern[str]] = ()) -> None:
        """Hide the values of keys with these names, and what these patterns find in texts, from now on."""
        from aws_lambda_powertools._core.redaction import Redaction

        for option, given in (("redact_keys", keys), ("redact_patterns", patterns)):
            if isinstance(given, str):
                raise TypeError(f"{option} takes a list of texts, not the single text {given!r}; write [{given!r}].")
        hidden_keys, hidden_patterns = (*self._hidden_keys, *keys), (*self._hidden_patterns, *patterns)
        self.redaction = Redaction(hidden_keys, hidden_patterns)
        self._hidden_keys, self._hidden_patterns = hidden_keys, hidden_patterns
        self._takes_short_cut = False


JsonFormatter = LambdaPowertoolsFormatter


def set_context_keys(**kwargs: Any) -> None:
    """Add keys to what this task or thread logs, by whatever logger."""
    from aws_lambda_powertools.logging import _layers

    _layers.add_thread_safe_keys(kwargs)


def clear_context_keys() -> None:
    """Take all keys away that were added by `set_context_keys` here."""
    from aws_lambda_powertools.logging import _layers

    _layers.clear_thread_safe_keys()


def remove_context_keys(keys: Iterable[str]) -> None:
    """Take keys away that were added by `set_context_keys` here."""
    from aws_lambda_powertools.logging import _layers

    _layers.remove_thread_safe_keys(keys)


def _in_development() -> bool:
    if not environment.DEV.get():
        return False
    from aws_lambda_powertools._core.notices import warn

    warn("POWERTOOLS_DEV environment variable is enabled: log lines are indented for people, not for CloudWatch.")
    return True
