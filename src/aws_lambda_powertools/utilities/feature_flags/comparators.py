"""What the actions of conditions compare, as a table: name of the action, comparison.

Each takes the value of the context and the value of the condition, in this order. A comparison that is not possible
raises, and the condition is not met.
"""

from __future__ import annotations

import operator
from functools import lru_cache

from aws_lambda_powertools.utilities.feature_flags.constants import HOUR_MIN_SEPARATOR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo
    from typing import Any

__all__ = [
    "COMPARE",
    "HOUR_MIN_SEPARATOR",
    "compare_all_in_list",
    "compare_any_in_list",
    "compare_datetime_range",
    "compare_days_of_week",
    "compare_modulo_range",
    "compare_none_in_list",
    "compare_time_range",
]

DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


# --- Time ------------------------------------------------------------------------------------------------------------


def compare_time_range(context_value: Any, condition_value: dict[str, Any]) -> bool:  # noqa: ARG001  # one shape for all
    """Whether it is between START and END (HH:MM, both included) now; a START after the END means over night."""
    now = _now_of(condition_value)
    minute = now.hour * 60 + now.minute
    start, end = _minutes(condition_value.get("START", "")), _minutes(condition_value.get("END", ""))
    if start <= end:
        return start <= minute <= end
    return minute >= start or minute <= end


def compare_datetime_range(context_value: Any, condition_value: dict[str, Any]) -> bool:  # noqa: ARG001
    """Whether now is between START and END, which are ISO 8601 in the time zone of the condition."""
    now = _now_of(condition_value)
    zone = zone_of(condition_value.get("TIMEZONE"))
    start, end = (moment(condition_value.get(edge, "")).replace(tzinfo=zone) for edge in ("START", "END"))
    return start <= now <= end


def compare_days_of_week(context_value: Any, condition_value: dict[str, Any]) -> bool:  # noqa: ARG001
    """Whether today is one of DAYS."""
    return DAYS[_now_of(condition_value).weekday()] in condition_value.get("DAYS", ())


def _now_of(condition_value: dict[str, Any]) -> datetime:
    return _get_now_from_timezone(zone_of(condition_value.get("TIMEZONE")))


def _get_now_from_timezone(timezone: tzinfo | None) -> datetime:
    """The present moment in a time zone; the one thing that tests of schedules replace."""
    from aws_lambda_powertools._core import clock

    now = clock.now()
    return now if timezone is None else now.astimezone(timezone)


@lru_cache(maxsize=64)
def zone_of(name: str | None) -> tzinfo:
    """The time zone of an IANA name; UTC without one. ValueError if there is none of that name."""
    from datetime import timezone

    if not name or name == "UTC":
        return timezone.utc
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _zone_beside_boto3(name)


def _zone_beside_boto3(name: str) -> tzinfo:
    """Lambda's images have no time zones of their own; the package that comes with boto3 brings them."""
    try:
        from dateutil.tz import gettz  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        zone = None
    else:
        zone = gettz(name)
    if zone is None:
        raise ValueError(f"There is no time zone {name!r}, or no data about time zones; install the package tzdata.")
    found: tzinfo = zone
    return found


def _minutes(time: str) -> int:
    hour, minute = time.split(HOUR_MIN_SEPARATOR)
    return int(hour) * 60 + int(minute)


def moment(text: str) -> datetime:
    """A moment written in ISO 8601; ValueError if it is not."""
    from datetime import datetime

    return datetime.fromisoformat(f"{text[:-1]}+00:00" if text.endswith(("Z", "z")) else text)


# --- Numbers and lists -----------------------------------------------------------------------------------------------


def compare_modulo_range(context_value: int, condition_value: dict[str, int]) -> bool:
    """Whether the remainder of a division by BASE is between START and END, both included."""
    base, start, end = condition_value.get("BASE", 1), condition_value.get("START", 1), condition_value.get("END", 1)
    remainder: float = operator.mod(_number(context_value), base)
    return start <= remainder <= end


def _number(value: Any) -> Any:
    if isinstance(value, (str, bytes)):
        raise TypeError("a text has no remainder")  # `%` would format it
    return value


def compare_any_in_list(context_value: list[Any], condition_value: list[Any]) -> bool:
    """Whether at least one of the context's values is in the condition's list."""
    return any(item in condition_value for item in _listed(context_value, "ANY_IN_VALUE"))


def compare_all_in_list(context_value: list[Any], condition_value: list[Any]) -> bool:
    """Whether all of the context's values are in the condition's list."""
    return all(item in condition_value for item in _listed(context_value, "ALL_IN_VALUE"))


def compare_none_in_list(context_value: list[Any], condition_value: list[Any]) -> bool:
    """Whether none of the context's values is in the condition's list."""
    return not any(item in condition_value for item in _listed(context_value, "NONE_IN_VALUE"))


def _listed(value: Any, action: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(  # noqa: TRY004  # the class that handlers of such errors know
            f"{action} compares lists; the context holds {type(value).__name__}"
        )
    return value  # pyright: ignore[reportUnknownVariableType]  # the user's own data


def _is_in(value: Any, expected: Any) -> bool:
    return value in expected


def _is_not_in(value: Any, expected: Any) -> bool:
    return value not in expected


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "EQUALS": operator.eq,
    "NOT_EQUALS": operator.ne,
    "KEY_GREATER_THAN_VALUE": operator.gt,
    "KEY_GREATER_THAN_OR_EQUAL_VALUE": operator.ge,
    "KEY_LESS_THAN_VALUE": operator.lt,
    "KEY_LESS_THAN_OR_EQUAL_VALUE": operator.le,
    "STARTSWITH": lambda value, expected: value.startswith(expected),
    "ENDSWITH": lambda value, expected: value.endswith(expected),
    "IN": _is_in,
    "NOT_IN": _is_not_in,
    "KEY_IN_VALUE": _is_in,
    "KEY_NOT_IN_VALUE": _is_not_in,
    "VALUE_IN_KEY": operator.contains,
    "VALUE_NOT_IN_KEY": lambda value, expected: expected not in value,
    "ALL_IN_VALUE": compare_all_in_list,
    "ANY_IN_VALUE": compare_any_in_list,
    "NONE_IN_VALUE": compare_none_in_list,
    "SCHEDULE_BETWEEN_TIME_RANGE": compare_time_range,
    "SCHEDULE_BETWEEN_DATETIME_RANGE": compare_datetime_range,
    "SCHEDULE_BETWEEN_DAYS_OF_WEEK": compare_days_of_week,
    "MODULO_RANGE": compare_modulo_range,
}

SCHEDULES = {
    "SCHEDULE_BETWEEN_TIME_RANGE": "CURRENT_TIME",
    "SCHEDULE_BETWEEN_DATETIME_RANGE": "CURRENT_DATETIME",
    "SCHEDULE_BETWEEN_DAYS_OF_WEEK": "CURRENT_DAY_OF_WEEK",
}
"""Actions that look at the clock, not at the context, and the key that says so."""
