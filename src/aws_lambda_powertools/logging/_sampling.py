"""Which share of the invocations logs at DEBUG."""

from __future__ import annotations

import os

from aws_lambda_powertools._core import environment
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.logging.exceptions import InvalidLoggerSamplingRateError


def rate_of(rate: float | str) -> float:
    """A sampling rate as a number from 0 to 1.

    Raises InvalidLoggerSamplingRateError when it is no number. One out of bounds counts as the nearest bound, and a
    warning says so; with POWERTOOLS_STRICT it is an error too.
    """
    try:
        number = float(rate)
    except (TypeError, ValueError):
        raise InvalidLoggerSamplingRateError(_message(rate)) from None
    if 0.0 <= number <= 1.0:
        return number
    if environment.STRICT.get() or not abs(number) > 0:  # not a number
        raise InvalidLoggerSamplingRateError(_message(rate))
    bound = 1.0 if number > 1.0 else 0.0
    warn(f"{_message(rate)} It counts as {bound:.0f}.")
    return bound


def is_sampled(rate: float) -> bool:
    """Whether one invocation is among that share. Not by `random`, whose state a SnapStart snapshot repeats."""
    return int.from_bytes(os.urandom(7), "big") < rate * (1 << 56)


def _message(rate: object) -> str:
    return (
        f"The sampling rate must be a number from 0 to 1, not {rate!r}. It comes from the parameter sampling_rate, "
        f"or from the environment variable {environment.LOGGER_SAMPLE_RATE.name}."
    )
