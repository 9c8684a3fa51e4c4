"""Values for AppSync's scalar types; the clock stands at 2026-01-15T10:30:00Z."""

from __future__ import annotations

import uuid

import pytest

from aws_lambda_powertools.utilities.data_classes.appsync.scalar_types_utils import (
    aws_date,
    aws_datetime,
    aws_time,
    aws_timestamp,
    make_id,
)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("offset", "date", "time"),
    [
        (0, "2026-01-15Z", "10:30:00.000Z"),
        (1, "2026-01-15+01:00:00", "11:30:00.000+01:00:00"),
        (-7, "2026-01-15-07:00:00", "03:30:00.000-07:00:00"),
        (14, "2026-01-16+14:00:00", "00:30:00.000+14:00:00"),
        (-12, "2026-01-14-12:00:00", "22:30:00.000-12:00:00"),
        (5.5, "2026-01-15+05:30:00", "16:00:00.000+05:30:00"),
    ],
)
def test_dates_and_times_of_a_zone(offset, date, time):
    assert aws_date(offset) == date
    assert aws_time(offset) == time
    assert aws_datetime(offset) == f"{date[:10]}T{time}"


def test_milliseconds_are_cut_not_rounded(clock):
    clock.advance(0.9996)
    assert aws_time() == "10:30:00.999Z"


def test_a_timestamp_is_in_seconds(clock):
    clock.advance(0.9)
    assert aws_timestamp() == 1_768_473_000


def test_ids_are_random():
    assert make_id() != make_id()
    assert uuid.UUID(make_id()).version == 4
