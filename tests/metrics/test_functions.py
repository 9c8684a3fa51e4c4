from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from aws_lambda_powertools.metrics import MetricResolution, MetricResolutionError, MetricUnit, MetricUnitError
from aws_lambda_powertools.metrics.functions import (
    convert_timestamp_to_emf_format,
    extract_cloudwatch_metric_resolution_value,
    extract_cloudwatch_metric_unit_value,
    is_metrics_disabled,
    resolve_cold_start_function_name,
    validate_emf_timestamp,
)
from aws_lambda_powertools.warnings import PowertoolsUserWarning

DAY = 24 * 60 * 60 * 1000
HOUR = 60 * 60 * 1000


@pytest.mark.parametrize(
    ("offset", "is_valid"),
    [(0, True), (-14 * DAY, True), (-14 * DAY - 1, False), (2 * HOUR, True), (2 * HOUR + 1, False)],
)
def test_which_times_cloudwatch_takes(clock, offset, is_valid):
    time = clock.milliseconds() + offset
    assert validate_emf_timestamp(time) is is_valid
    assert validate_emf_timestamp(datetime.fromtimestamp(time / 1000, timezone.utc)) is is_valid


@pytest.mark.parametrize("time", ["now", None, 1.5, [], float("nan")])
def test_what_is_no_time_stands_for_now(clock, metrics, emitted, time):
    assert validate_emf_timestamp(time) is False
    assert convert_timestamp_to_emf_format(time) == 0
    with pytest.warns(PowertoolsUserWarning, match="timestamp"):
        metrics.set_timestamp(time)
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert emitted()[0]["_aws"]["Timestamp"] == clock.milliseconds()


def test_times_in_any_zone_are_milliseconds(clock, metrics, emitted):
    time = datetime.fromtimestamp(clock.seconds(), timezone(timedelta(hours=5))) - timedelta(milliseconds=1)
    metrics.set_timestamp(time)
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert emitted()[0]["_aws"]["Timestamp"] == clock.milliseconds() - 1


def test_a_time_that_cloudwatch_does_not_take_is_warned_about_and_written(metrics, emitted):
    with pytest.warns(PowertoolsUserWarning, match="14 days"):
        metrics.set_timestamp(5)
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert emitted()[0]["_aws"]["Timestamp"] == 5


@pytest.mark.parametrize("unit", [MetricUnit.CountPerSecond, "CountPerSecond", "Count/Second"])
def test_units_by_member_name_and_value(unit):
    assert extract_cloudwatch_metric_unit_value(["Count/Second"], ["CountPerSecond"], unit) == "Count/Second"


@pytest.mark.parametrize("unit", ["Seconds", "pieces", "Count"])
def test_other_units_raise(unit):
    with pytest.raises(MetricUnitError, match=unit):
        extract_cloudwatch_metric_unit_value(["Count/Second"], ["CountPerSecond", "pieces"], unit)


def test_resolutions():
    assert extract_cloudwatch_metric_resolution_value([60, 1], MetricResolution.High) == 1
    assert extract_cloudwatch_metric_resolution_value([60, 1], 60) == 60
    with pytest.raises(MetricResolutionError, match="30"):
        extract_cloudwatch_metric_resolution_value([60, 1], 30)


@pytest.mark.parametrize(
    ("disabled", "development", "expected"),
    [
        (None, None, False),
        ("1", None, True),
        ("false", None, False),
        (None, "yes", True),
        ("no", "yes", False),
        ("", "true", True),
    ],
)
def test_when_metrics_are_switched_off(monkeypatch, disabled, development, expected):
    for name, value in (("POWERTOOLS_METRICS_DISABLED", disabled), ("POWERTOOLS_DEV", development)):
        if value is not None:
            monkeypatch.setenv(name, value)
    assert is_metrics_disabled() is expected


def test_the_function_name_falls_back_to_the_environment(monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "from-lambda")
    assert resolve_cold_start_function_name(None, None) == "from-lambda"
