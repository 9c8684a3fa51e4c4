"""Which share of the invocations logs at DEBUG."""

from __future__ import annotations

import os

from aws_lambda_powertools._core import environment
from aws_lambda_powertools.logging.exceptions import InvalidLoggerSamplingRateError


def rate_of(rate: float | str) -> float:
    """A sampling rate as a number; InvalidLoggerSamplingRateError when it is none from 0 to 1."""
    try:
        number = float(rate)
    except (TypeError, ValueError):
        number = -1.0
    if 0.0 <= number <= 1.0:
        return number
    raise InvalidLoggerSamplingRateError(
        f"The sampling rate must be a number from 0 to 1, not {rate!r}. It comes from the parameter sampling_rate, "
        f"or from the environment variable {environment.LOGGER_SAMPLE_RATE.name}."
    )


def is_sampled(rate: float) -> bool:
    """Whether one invocation is among that share. Not by `random`, whose state a SnapStart snapshot repeats."""
    return int.from_bytes(os.urandom(7), "big") < rate * (1 << 56)
