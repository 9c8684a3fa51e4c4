"""Values for AppSync's scalar types: ids, dates, times.

Source: https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
"""

from __future__ import annotations

from aws_lambda_powertools._core import clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime


def make_id() -> str:
    """A random id, for `ID` fields."""
    from uuid import uuid4

    return str(uuid4())


def aws_date(timezone_offset: int = 0) -> str:
    """Today as an `AWSDate`, in a time zone that is so many hours before or behind UTC."""
    return f"{_there(timezone_offset):%Y-%m-%d}{_zone(timezone_offset)}"


def aws_time(timezone_offset: int = 0) -> str:
    """The time of day as an `AWSTime` with milliseconds, in a time zone as with `aws_date`."""
    return _time(_there(timezone_offset)) + _zone(timezone_offset)


def aws_datetime(timezone_offset: int = 0) -> str:
    """Now as an `AWSDateTime` with milliseconds, in a time zone as with `aws_date`."""
    there = _there(timezone_offset)
    return f"{there:%Y-%m-%d}T{_time(there)}{_zone(timezone_offset)}"


def aws_timestamp() -> int:
    """Now as an `AWSTimestamp`: seconds since the epoch."""
    return int(clock.seconds())


def _there(offset: float) -> datetime:
    from datetime import timedelta

    return clock.now() + timedelta(hours=offset)


def _time(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}.{moment.microsecond // 1000:03}"


def _zone(offset: float) -> str:
    if not offset:
        return "Z"
    hours, minutes = divmod(round(abs(offset) * 60), 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}:00"
