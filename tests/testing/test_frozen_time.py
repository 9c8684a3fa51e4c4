"""freeze_time and advance: the toolkit's clock obeys."""

from __future__ import annotations

import asyncio
import math
import time
from datetime import datetime, timedelta, timezone

import pytest

from aws_lambda_powertools._core import clock as toolkit_clock
from aws_lambda_powertools.testing import (
    InMemoryFeatureFlagStore,
    InMemoryParametersProvider,
    InMemoryPersistenceLayer,
    advance,
    freeze_time,
    lambda_context,
)
from aws_lambda_powertools.utilities.feature_flags import FeatureFlags
from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent

HALF_PAST_TEN = 1_768_473_000.0


@pytest.mark.parametrize(
    "at",
    [
        "2026-01-15T10:30:00Z",
        "2026-01-15T10:30:00",
        "2026-01-15T11:30:00+01:00",
        datetime(2026, 1, 15, 10, 30),
        datetime(2026, 1, 15, 12, 30, tzinfo=timezone(timedelta(hours=2))),
        HALF_PAST_TEN,
        int(HALF_PAST_TEN),
    ],
)
def test_a_moment_is_said_in_many_ways(at):
    with freeze_time(at) as time_of_test:
        assert toolkit_clock.seconds() == HALF_PAST_TEN
        assert time_of_test.now == datetime(2026, 1, 15, 10, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("at", "error", "words"),
    [
        ("yesterday", ValueError, "at is 'yesterday'; a moment is written like"),
        (True, TypeError, "at is True; it is a datetime"),
        (math.nan, TypeError, "at is nan"),
        ([], TypeError, r"at is \[\]"),
    ],
)
def test_what_is_no_moment_is_named(at, error, words):
    with pytest.raises(error, match=words):
        freeze_time(at)


@pytest.mark.parametrize("seconds", [-1, math.nan, math.inf, timedelta(seconds=-1)])
def test_a_clock_moves_forward_only(seconds):
    with freeze_time(), pytest.raises(ValueError, match="a clock moves forward"):
        advance(seconds)


def test_a_running_clock_is_not_moved():
    with pytest.raises(RuntimeError, match="not frozen"):
        advance(1)


def test_the_clock_runs_again_even_after_a_failure():
    with pytest.raises(ZeroDivisionError), freeze_time(0):
        raise ZeroDivisionError
    assert abs(toolkit_clock.seconds() - time.time()) < 5
    assert toolkit_clock.sleep is time.sleep


def test_without_a_moment_the_clock_stops_where_it_is():
    with freeze_time():
        assert abs(toolkit_clock.seconds() - time.time()) < 5
        assert toolkit_clock.seconds() == toolkit_clock.seconds()


def test_the_outer_moment_holds_again_after_the_inner_one():
    with freeze_time(100.0):
        advance(timedelta(minutes=1))
        with freeze_time(5.0) as inner:
            inner.advance(1)
            assert toolkit_clock.seconds() == 6
        assert toolkit_clock.seconds() == 160


@freeze_time("2026-01-15T10:30:00Z")
def test_a_function_can_be_decorated():
    assert toolkit_clock.seconds() == HALF_PAST_TEN


@freeze_time("2026-01-15T10:30:00Z")
async def test_an_async_function_can_be_decorated():
    await asyncio.sleep(0)
    assert toolkit_clock.seconds() == HALF_PAST_TEN


def test_freezing_again_later_lets_time_pass():
    with freeze_time(100.0):
        began = toolkit_clock.monotonic()
        with freeze_time(107.0):
            assert toolkit_clock.monotonic() - began == pytest.approx(7)
        with freeze_time(3.0):
            assert toolkit_clock.monotonic() == pytest.approx(began)


def test_what_was_measured_before_goes_on():
    before = toolkit_clock.monotonic()
    with freeze_time(0.0):
        assert 0 <= toolkit_clock.monotonic() - before < 5
        began = toolkit_clock.monotonic()
        advance(7)
        assert toolkit_clock.monotonic() - began == pytest.approx(7)


def test_remaining_time_counts_down():
    with freeze_time():
        context = lambda_context(remaining_time_in_millis=3000)
        advance(1)
        assert context.get_remaining_time_in_millis() == 2000


def test_parameters_are_fetched_again_when_their_time_is_over():
    parameters = InMemoryParametersProvider({"url": "old"})
    with freeze_time():
        assert parameters.get("url", max_age=10) == "old"
        parameters.put("url", "new")
        advance(9)
        assert parameters.get("url") == "old"
        advance(2)
        assert parameters.get("url") == "new"


def test_an_idempotent_handler_runs_again_when_its_record_has_expired():
    ran = []

    @idempotent(persistence_store=InMemoryPersistenceLayer(), config=IdempotencyConfig(expires_after_seconds=60))
    def handler(event, context):
        ran.append(event)
        return len(ran)

    with freeze_time("2026-01-15T10:30:00Z"):
        assert [handler({"id": 1}, lambda_context()) for _ in range(2)] == [1, 1]
        advance(61)
        assert handler({"id": 1}, lambda_context()) == 2


def test_flags_of_a_store_in_memory_change_at_once():
    store = InMemoryFeatureFlagStore({"beta": {"default": False}})
    flags = FeatureFlags(store=store)
    assert flags.evaluate(name="beta", default=False) is False
    store.turn("beta", True)
    assert flags.evaluate(name="beta", default=False) is True
