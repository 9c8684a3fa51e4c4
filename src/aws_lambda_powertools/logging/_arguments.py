"""Wrong arguments of Logger: an error that names the argument, its value and what is allowed.

Imported when an argument is not of the usual type, so that nobody else pays for it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_yes_or_no(value: object) -> bool:
    return isinstance(value, (bool, int))


def _is_list(value: object) -> bool:
    return hasattr(value, "__iter__") and not isinstance(value, (str, bytes))


def _is_formatter(value: object) -> bool:
    return hasattr(value, "format") and not isinstance(value, str)


def _has(*names: str) -> Callable[[object], bool]:
    """Whether a value has these attributes: whatever has them will do, a mock as well."""
    return lambda value: all(hasattr(value, name) for name in names)


YES_OR_NO = (_is_yes_or_no, "True or False")
FUNCTION = (callable, "a function")

ALLOWED: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "service": (_is_text, "the service's name as text"),
    "child": YES_OR_NO,
    "stream": (_has("write"), "an object with write(), such as sys.stdout"),
    "logger_formatter": (_is_formatter, "a logging.Formatter"),
    "logger_handler": (_has("handle", "setFormatter"), "a logging.Handler"),
    "json_serializer": FUNCTION,
    "json_deserializer": FUNCTION,
    "json_default": FUNCTION,
    "datefmt": (_is_text, "a format of time.strftime as text"),
    "use_datetime_directive": YES_OR_NO,
    "log_record_order": (_is_list, "a list of keys"),
    "utc": YES_OR_NO,
    "use_rfc3339": YES_OR_NO,
    "serialize_stacktrace": YES_OR_NO,
    "buffer_config": (_has("max_bytes", "buffer_at_verbosity", "flush_on_error_log"), "a LoggerBufferConfig"),
    "correlation_id_path": (_is_text, "a JMESPath expression as text"),
    "lambda_handler": (callable, "a function that takes event and context"),
    "extra": (_has("keys", "__getitem__"), "a mapping of keys"),
    "exclude": (_is_list, "a set of names of loggers"),
    "include": (_is_list, "a set of names of loggers"),
    "source_logger": (_has("registered_formatter", "handlers"), "a Logger"),
}
"""What each argument may be, besides None: the test, and its words."""


def check(arguments: Mapping[str, Any]) -> None:
    """Raise TypeError for the first argument that can't do what it is for."""
    for name, value in arguments.items():
        is_right, allowed = ALLOWED[name]
        if value is not None and not is_right(value):
            raise TypeError(f"{name}={value!r} can't be used by Logger; it takes {allowed}.")


def check_level(level: object) -> None:
    """Raise TypeError for what is no level of a single line."""
    if not isinstance(level, int):
        raise TypeError(f"level={level!r} is no level of a line; use a number, such as logging.INFO (20).")
