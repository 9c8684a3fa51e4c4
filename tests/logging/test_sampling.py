"""A share of the invocations logs at DEBUG."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.logging import _sampling
from aws_lambda_powertools.logging.exceptions import InvalidLoggerSamplingRateError


@pytest.mark.parametrize("rate", [0, 1, 0.0, 1.0, "0", "1", 0.5])
@pytest.mark.parametrize("where", ["argument", "environment"])
def test_the_rate_is_shown_as_it_was_given(logs, monkeypatch, rate, where):
    if where == "environment":
        rate = str(rate)
        monkeypatch.setenv("POWERTOOLS_LOGGER_SAMPLE_RATE", rate)
    logger = logs.logger(sampling_rate=rate) if where == "argument" else logs.logger()
    logger.info("m")
    assert logger.sampling_rate == logs.line["sampling_rate"] == rate
    if float(rate) in (0, 1):
        assert logger.log_level == (10 if float(rate) else 20)


def test_an_argument_wins_over_the_environment(logs, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_LOGGER_SAMPLE_RATE", "1")
    assert logs.logger(sampling_rate=0).log_level == 20


def test_without_a_rate_there_is_no_key(logs):
    logger = logs.logger()
    logger.info("m")
    assert logger.sampling_rate is None
    assert "sampling_rate" not in logs.line


@pytest.mark.parametrize("rate", ["often", "", [], "1,5", float("nan"), "nan"])
def test_a_rate_that_is_no_number_is_refused(logs, rate):
    with pytest.raises(InvalidLoggerSamplingRateError, match=r"from 0 to 1, not .*sampling_rate"):
        logs.logger(sampling_rate=rate)


@pytest.mark.parametrize(("rate", "level"), [(2, 10), (-1, 20), ("100", 10), (float("inf"), 10)])
def test_a_rate_out_of_bounds_counts_as_the_nearest_bound(logs, monkeypatch, rate, level):
    """G17: 3.37.0 accepts it without a word."""
    with pytest.warns(UserWarning, match="from 0 to 1, not"):
        assert logs.logger(sampling_rate=rate).log_level == level
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    with pytest.raises(InvalidLoggerSamplingRateError):
        logs.logger(service=f"{logs.service}-strict", sampling_rate=rate)


def test_each_invocation_is_drawn_anew(logs, lambda_context, monkeypatch):
    draws = iter([True, False, True, False])
    monkeypatch.setattr(_sampling, "is_sampled", lambda rate: next(draws))
    logger = logs.logger(level="WARNING", sampling_rate=0.5)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug("m")
        return logger.log_level

    # The first one is drawn when the Logger is made.
    assert [handler({}, lambda_context) for _ in range(4)] == [10, 30, 10, 30]
    assert len(logs.lines) == 2


@pytest.mark.parametrize(("rate", "low", "high"), [(0.1, 1200, 2800), (0.5, 9000, 11000)])
def test_about_the_share_is_sampled(rate, low, high):
    assert low < sum(_sampling.is_sampled(rate) for _ in range(20_000)) < high


def test_bounds_are_exact(monkeypatch):
    for byte, sampled in ((b"\xff", [False, False, True]), (b"\x00", [False, True, True])):
        monkeypatch.setattr("os.urandom", lambda count, byte=byte: byte * count)
        assert [_sampling.is_sampled(rate) for rate in (0.0, 0.5, 1.0)] == sampled


def test_drawing_again_goes_back_to_the_level_of_the_constructor(logs):
    logger = logs.logger(level="ERROR", sampling_rate=1)
    assert logger.log_level == 10
    logger.setLevel("WARNING")
    logger.refresh_sample_rate_calculation()
    assert logger.log_level == 10
    quiet = logs.logger(service=f"{logs.service}-quiet", level="WARNING", sampling_rate=0)
    quiet.setLevel("DEBUG")
    quiet.refresh_sample_rate_calculation()
    assert (quiet.log_level, quiet.initial_log_level) == (30, 30)


def test_a_rate_wins_over_lambdas_level(logs, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_LOG_LEVEL", "ERROR")
    assert logs.logger(sampling_rate=1).log_level == 10
