"""The line of a log record: its text where that does without a dictionary, else the dictionary.

Imported at the first record; a log call whose only reader is our handler needs none.
"""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# Messages, arguments and keys are whatever users pass.

from __future__ import annotations

import logging

from aws_lambda_powertools._core.invocation import current
from aws_lambda_powertools.logging._line import (
    LEVEL,
    LOCATION,
    MADE_BY_LINE,
    RESERVED_LOG_ATTRS,
    TIME,
    message_of,
)
from aws_lambda_powertools.logging._records import keys_of, text_of_record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from aws_lambda_powertools.logging._line import Plan
    from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

    Step: TypeAlias = Callable[[logging.LogRecord], Any]
    Held: TypeAlias = tuple[Plan, str] | None

_RESERVED = frozenset(RESERVED_LOG_ATTRS)


def text_of_line(formatter: LambdaPowertoolsFormatter, record: logging.LogRecord, held: Held) -> str | None:
    """The line of a record as text; None if it takes a dictionary to make it."""
    call = current()
    plan, trace_id = held or formatter.plan_and_trace(call)
    if plan.rest is None:
        return None
    keys = {**formatter.keys_of_span(call), **keys_of(record)}
    place = f"{record.funcName}:{record.lineno}"
    message = _message_of(formatter, record)
    time_text = formatter.encode(formatter.formatTime(record, formatter.datefmt))
    return formatter.put_together(plan, trace_id, record.levelname, place, message, time_text, keys, record.exc_info)


def line_of(formatter: LambdaPowertoolsFormatter, record: logging.LogRecord, held: Held = None) -> dict[str, Any]:
    """The line of a record as a dictionary, before it is serialised."""
    call = current()
    plan, trace_id = held or formatter.plan_and_trace(call)
    template, steps = plan.made or prepare(plan, formatter)
    line = template.copy()
    for key, value_of in steps:
        line[key] = value_of(record)
    line["message"] = _message_of(formatter, record)
    line.update(_shown(keys_of(record)))
    if record.exc_info:
        from aws_lambda_powertools.logging._traceback import exception_keys

        line.update(exception_keys(record.exc_info, formatter))
    if trace_id:
        line["xray_trace_id"] = trace_id
    for key, value in formatter.keys_of_span(call).items():
        line.setdefault(key, value)
    return line if formatter.redaction is None else _redacted(line, formatter)


def keys_to_hold(formatter: LambdaPowertoolsFormatter) -> tuple[Plan, str] | None:
    """What a line needs of this moment besides its message, to be written later; None if it can't be kept so."""
    call = current()
    held = formatter.plan_and_trace(call)
    plan = held[0]
    if plan.rest is None or not plan.is_constant or formatter.keys_of_span(call):
        return None
    if plan.made is None:  # stay as it is when the keys change
        plan.keys = dict(plan.keys)
        prepare(plan, formatter)
    return held


# --- The message and the keys of one record ----------------------------------------------------------------------


def _message_of(formatter: LambdaPowertoolsFormatter, record: logging.LogRecord) -> Any:
    if type(record) is logging.LogRecord or isinstance(record.msg, (dict, list, tuple)):
        return message_of(record.msg, record.args, formatter.json_deserializer)
    # A record class of the user's own may fill in arguments in its own way.
    return message_of(text_of_record(record), None, None if record.args else formatter.json_deserializer)


def _shown(extra: dict[str, Any]) -> dict[str, Any]:
    """The keys of one call as they stand in its line: None is left out, and nothing hides the standard keys."""
    shown = {key: value for key, value in extra.items() if value is not None and key not in MADE_BY_LINE}
    if extra.get("message") is not None:
        shown["extra_message"] = extra["message"]
    return shown


def _redacted(line: dict[str, Any], formatter: LambdaPowertoolsFormatter) -> dict[str, Any]:
    """Without what must not be shown. Objects take their natural form first, so that keys inside are found."""
    from aws_lambda_powertools._core.plain import tamed

    return formatter.redaction.apply(tamed(line))  # type: ignore[no-any-return, union-attr]  # a dictionary stays one


# --- The keys of all records of a plan ---------------------------------------------------------------------------


def prepare(plan: Plan, formatter: LambdaPowertoolsFormatter) -> tuple[dict[str, Any], list[tuple[str, Step]]]:
    """What is the same in all lines of a plan, and what is made from the record, by key."""
    template: dict[str, Any] = {}
    steps = []
    for key, value in plan.keys.items():
        if key == "message":
            template[key] = None
        elif value is not None:
            template[key] = value
            if key in _RESERVED and type(value) is str and "%" in value:
                steps.append((key, _step(value, formatter)))
    plan.made = template, steps
    return plan.made


def _step(form: str, formatter: LambdaPowertoolsFormatter) -> Step:
    def time_text(record: logging.LogRecord) -> str:
        return formatter.formatTime(record, formatter.datefmt)

    def filled_in(record: logging.LogRecord) -> str:
        try:
            return form % {**record.__dict__, "asctime": time_text(record)}
        except (KeyError, TypeError, ValueError):
            return form  # it is no form after all, but a text with a per cent sign

    return {LEVEL: _level, LOCATION: _location, TIME: time_text}.get(form, filled_in)


def _level(record: logging.LogRecord) -> str:
    return record.levelname


def _location(record: logging.LogRecord) -> str:
    return f"{record.funcName}:{record.lineno}"
