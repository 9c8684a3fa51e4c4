"""The parts of a line that are the same whoever asks: its keys as text, the message, the trace."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# Messages, arguments and keys are whatever users pass.

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from json.encoder import encode_basestring

from aws_lambda_powertools._core import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Iterable
    from typing import Any, TypeAlias

    Step: TypeAlias = Callable[[logging.LogRecord], Any]

text_json = encode_basestring
"""A text as JSON: what our encoder makes of it in the end, without its detours."""

LEVEL = "%(levelname)s"
LOCATION = "%(funcName)s:%(lineno)d"
TIME = "%(asctime)s"

HELD = "_powertools_held"
"""Attribute of a record that waits in a buffer: its finished line, or the keys it was logged with."""

STANDARD_KEYS = {"level": LEVEL, "location": LOCATION, "message": None, "timestamp": TIME}
"""The keys of every line, and what they are made from."""

RESERVED_LOG_ATTRS = (
    "name",
    "msg",
    "args",
    "level",
    "levelname",
    "levelno",
    "pathname",
    "filename",
    "module",
    "exc_info",
    "exc_text",
    "stack_info",
    "lineno",
    "funcName",
    "created",
    "msecs",
    "relativeCreated",
    "thread",
    "threadName",
    "processName",
    "process",
    "asctime",
    "location",
    "timestamp",
)
"""Keys whose text may hold placeholders for attributes of the record, as in `location="%(module)s:%(lineno)d"`."""

MADE_BY_LINE = frozenset(STANDARD_KEYS)
"""Keys that a single call can't replace: what it gives under these names would hide what happened where and when."""


MADE_FROM_RECORD = frozenset(("exception", "exception_name", "exception_notes", "stack_trace", "xray_trace_id"))
"""Further keys that a line may have from its record and its trace."""

_SPECIAL = frozenset((*RESERVED_LOG_ATTRS, *MADE_BY_LINE, *MADE_FROM_RECORD))
_STANDARD = tuple(STANDARD_KEYS.items())

TYPICAL_START = 120
"""Bytes of level, location, message and time, with their names, in a line with a short message."""


class Plan:
    """How to make lines with the same keys from records.

    Most lines need no dictionary: after level, location, message and time, in this order, their text goes on with
    `rest`, the JSON of all other keys. It is None where that would not give the same line; then it takes a dictionary,
    which is `made` from the keys by `_from_record`.
    """

    __slots__ = ("is_constant", "keys", "made", "rest", "typical_bytes")

    def __init__(self, keys: Mapping[str, Any], encode: Callable[[Any], str] | None) -> None:
        self.keys = keys
        self.rest: str | None = None
        self.is_constant = False
        if encode is not None and tuple(islice(keys.items(), 4)) == _STANDARD:
            try:
                self.rest, self.is_constant = more_json(islice(keys.items(), 4, None), encode)
            except Exception:  # values that JSON refuses: they need the care that a dictionary gets
                self.rest = None
        self.typical_bytes = TYPICAL_START + len(self.rest or "")
        self.made: tuple[dict[str, Any], list[tuple[str, Step]]] | None = None

    def rest_now(self, encode: Callable[[Any], str]) -> str | None:
        """`rest`, with values that may have changed since."""
        return self.rest if self.is_constant else more_json(islice(self.keys.items(), 4, None), encode)[0]


def more_json(keys: Iterable[tuple[str, Any]], encode: Callable[[Any], str]) -> tuple[str | None, bool]:
    """Keys as they go on in the JSON of an object that has the standard ones already, and whether that never changes.

    The text is None if one of the keys has a meaning of its own or is no text. Encoding a dictionary takes longer
    than putting together what is known of the usual keys and values.
    """
    text = ""
    is_constant = True
    for key, value in keys:
        name = _names.get(key) or _name(key)
        if name is None:
            return None, False
        kind = type(value)
        if kind is str:
            text += name + text_json(value)
        elif kind is int:
            text += name + repr(value)
        elif kind is bool:
            text += name + ("true" if value else "false")
        elif value is not None:
            text += name + encode(value)
            is_constant = is_constant and kind is float
    return text, is_constant


MOST_NAMES = 1024
_names: dict[str, str] = {}


def _name(key: object) -> str | None:
    """The JSON of an ordinary key, with what stands around it."""
    if type(key) is not str or key in _SPECIAL:
        return None
    if len(_names) >= MOST_NAMES:
        _names.clear()
    found = _names[key] = f",{text_json(key)}:"
    return found


# --- The message -------------------------------------------------------------------------------------------------

BEGINS_LIKE_JSON = frozenset("{[ \t\r\n")
ENDS_LIKE_JSON = frozenset("}] \t\r\n")


def message_of(message: object, args: Any, decode: Callable[[str], Any] | None) -> Any:
    """The message of a line: a text with its arguments filled in, or data as they are.

    A text without arguments that is a JSON object or array becomes that. `decode` is the user's own way to read
    JSON, which then gets every text.
    """
    if args and not isinstance(message, (dict, list, tuple)):
        return filled_in(message, args)
    if not isinstance(message, str):
        return message
    if decode is not None:
        return _decoded(message, decode)
    if message[:1] in BEGINS_LIKE_JSON and message[-1:] in ENDS_LIKE_JSON:
        return _decoded(message, json.loads)
    return message


def arguments(args: Any) -> Any:
    """The arguments of a message; a single mapping serves `%(name)s`, as in the standard library."""
    return args[0] if len(args) == 1 and isinstance(args[0], Mapping) and args[0] else args


def filled_in(message: object, args: Any) -> str:
    """A text with its arguments; both side by side where they don't fit each other."""
    text: str
    try:
        text = str(message) % args
    except Exception:  # the caller is protected from what its arguments do when they are asked for their text
        text = f"{text_of(message)} {text_of(args)}"
    return text


def _decoded(text: str, decode: Callable[[str], Any]) -> Any:
    try:
        found = decode(text)
    except Exception:  # the caller is protected: not JSON, or nested too deep, or whatever the user's own way raises
        return text
    return found if isinstance(found, (dict, list)) else text


def text_of(value: object) -> str:
    """The text of any object whatever; it never raises."""
    from aws_lambda_powertools._core import plain

    return plain.text_of(value)


# --- The trace ---------------------------------------------------------------------------------------------------

TRACE_IDS = "tracing.current_ids"
"""Key in an invocation's state: a function of Tracer that gives `(trace_id, span_id, is_sampled)`, or None."""


def xray_trace_id() -> str:
    """The trace id in the header that Lambda sets for each invocation; empty when there is none."""
    global _last_header

    header = environment.XRAY_TRACE_ID.get()
    if not header:
        return ""
    known, trace_id = _last_header
    if header != known:
        fields = header.split(";")
        trace_id = next((field[5:] for field in fields if field[:5] == "Root="), fields[0])
        _last_header = (header, trace_id)
    return trace_id


_last_header = ("", "")


def trace_context(ids: tuple[str, str, bool]) -> dict[str, str]:
    """The keys by which logs and traces find each other in OpenTelemetry."""
    trace_id, span_id, is_sampled = ids
    return {"trace_id": trace_id, "span_id": span_id, "trace_flags": "01" if is_sampled else "00"}
