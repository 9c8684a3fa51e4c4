"""Each action: what it compares, and schedules by a frozen clock."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, strategies as some

from aws_lambda_powertools._core import clock
from aws_lambda_powertools.utilities.feature_flags import FeatureFlags, comparators
from aws_lambda_powertools.utilities.feature_flags.comparators import (
    COMPARE,
    compare_days_of_week,
    compare_modulo_range,
    compare_time_range,
)
from aws_lambda_powertools.utilities.feature_flags.schema import RuleAction
from aws_lambda_powertools.utilities.feature_flags.stores.memory import InMemoryFeatureFlagStore


def at(text):
    clock.freeze(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc).timestamp())


def test_each_action_has_a_comparison():
    assert set(COMPARE) == {action.value for action in RuleAction}
    assert len(COMPARE) == 21


@pytest.mark.parametrize(
    ("action", "value", "expected", "matches"),
    [
        ("EQUALS", 1, 1, True),
        ("EQUALS", "1", 1, False),
        ("NOT_EQUALS", None, 1, True),
        ("KEY_GREATER_THAN_VALUE", 2, 1, True),
        ("KEY_GREATER_THAN_VALUE", 1, 1, False),
        ("KEY_GREATER_THAN_OR_EQUAL_VALUE", 1, 1, True),
        ("KEY_LESS_THAN_VALUE", 0, 1, True),
        ("KEY_LESS_THAN_OR_EQUAL_VALUE", 1, 1, True),
        ("STARTSWITH", "abc", "ab", True),
        ("ENDSWITH", "abc", "ab", False),
        ("IN", "a", ["a", "b"], True),
        ("NOT_IN", "c", ["a", "b"], True),
        ("KEY_IN_VALUE", "c", ["a", "b"], False),
        ("KEY_NOT_IN_VALUE", "c", ["a", "b"], True),
        ("VALUE_IN_KEY", ["a", "b"], "a", True),
        ("VALUE_NOT_IN_KEY", ["a", "b"], "c", True),
        ("ALL_IN_VALUE", ["a"], ["a", "b"], True),
        ("ALL_IN_VALUE", ["a", "c"], ["a", "b"], False),
        ("ANY_IN_VALUE", ["a", "c"], ["a", "b"], True),
        ("NONE_IN_VALUE", ["c"], ["a", "b"], True),
        ("MODULO_RANGE", 119, {"BASE": 100, "START": 0, "END": 19}, True),
        ("MODULO_RANGE", 120, {"BASE": 100, "START": 0, "END": 19}, False),
    ],
)
def test_what_an_action_compares(action, value, expected, matches):
    assert COMPARE[action](value, expected) is matches


@pytest.mark.parametrize("action", ["ALL_IN_VALUE", "ANY_IN_VALUE", "NONE_IN_VALUE"])
@pytest.mark.parametrize("value", ["ab", ("a",), {"a"}, None])
def test_list_actions_compare_lists_only(action, value):
    with pytest.raises(ValueError, match=action):
        COMPARE[action](value, ["a"])


@pytest.mark.parametrize(
    ("now", "start", "end", "matches"),
    [
        ("2026-02-15T11:12:00", "11:12", "11:12", True),
        ("2026-02-15T11:12:59", "11:11", "11:12", True),
        ("2026-02-15T11:12:00", "11:13", "11:11", False),
        ("2026-02-15T23:59:00", "22:30", "22:10", True),
        ("2026-02-15T22:10:00", "22:30", "22:10", True),
        ("2026-02-15T22:20:00", "22:30", "22:10", False),
        ("2026-02-15T03:00:00", "22:00", "06:00", True),
        ("2026-02-15T12:00:00", "22:00", "06:00", False),
    ],
)
def test_time_ranges_include_their_edges_and_wrap_over_midnight(now, start, end, matches):
    at(now)
    assert compare_time_range(None, {"START": start, "END": end}) is matches


@given(some.integers(0, 1439), some.integers(0, 1439), some.integers(0, 1439))
def test_a_time_is_in_a_range_or_strictly_in_the_rest_of_the_day(now, start, end):
    clock.freeze(now * 60)
    try:
        found = compare_time_range(
            None, {"START": f"{start // 60:02}:{start % 60:02}", "END": f"{end // 60:02}:{end % 60:02}"}
        )
    finally:
        clock.unfreeze()
    inside = {minute % 1440 for minute in range(start, (end if start <= end else end + 1440) + 1)}
    assert found is (now in inside)


def test_times_are_those_of_the_time_zone():
    at("2026-07-01T22:30:00")
    assert compare_time_range(None, {"START": "00:00", "END": "01:00", "TIMEZONE": "Europe/Vienna"}) is True
    assert compare_days_of_week(None, {"DAYS": ["THURSDAY"], "TIMEZONE": "Europe/Vienna"}) is True
    assert compare_days_of_week(None, {"DAYS": ["WEDNESDAY"]}) is True


@pytest.mark.parametrize(
    ("zone", "matches"), [(None, True), ("UTC", True), ("America/New_York", False), ("Europe/Vienna", False)]
)
def test_datetime_ranges_are_in_the_time_zone_of_the_condition(zone, matches):
    at("2026-02-15T11:30:00")
    value = {"START": "2026-02-15T11:00:00", "END": "2026-02-15T12:00:00", "TIMEZONE": zone}
    assert comparators.compare_datetime_range(None, value) is matches


def test_schedules_need_nothing_in_the_context():
    at("2026-02-15T11:30:00")
    action = "SCHEDULE_BETWEEN_DATETIME_RANGE"
    value = {"START": "2026-02-15T11:00:00", "END": "2026-02-15T12:00:00"}
    rule = {"when_match": True, "conditions": [{"action": action, "key": "CURRENT_DATETIME", "value": value}]}
    flags = FeatureFlags(InMemoryFeatureFlagStore({"f": {"default": False, "rules": {"r": rule}}}))
    assert flags.evaluate(name="f", default=False) is True
    clock.advance(3600)
    assert flags.evaluate(name="f", default=True) is False


@given(some.integers(), some.integers(1, 1000), some.data())
def test_modulo_ranges_are_ranges_of_the_remainder(value, base, data):
    start = data.draw(some.integers(0, base - 1))
    end = data.draw(some.integers(start, base - 1))
    assert compare_modulo_range(value, {"BASE": base, "START": start, "END": end}) is (start <= value % base <= end)


def test_a_zone_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="Nowhere"):
        comparators.zone_of("Nowhere/Land")
