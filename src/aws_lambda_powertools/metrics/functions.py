"""The checks and conversions of metrics, for those who write a provider."""

from __future__ import annotations

from enum import Enum

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.metrics._provider import cold_start_function_name, is_metrics_disabled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.metric_properties import MetricResolution, MetricUnit
    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext

__all__ = [
    "convert_timestamp_to_emf_format",
    "extract_cloudwatch_metric_resolution_value",
    "extract_cloudwatch_metric_unit_value",
    "is_metrics_disabled",
    "resolve_cold_start_function_name",
    "validate_emf_timestamp",
]

OLDEST = 14 * 24 * 60 * 60 * 1000
LATEST = 2 * 60 * 60 * 1000
"""How far from now a timestamp may be, in milliseconds.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
"""


def extract_cloudwatch_metric_resolution_value(
    metric_resolutions: Sequence[int], resolution: int | MetricResolution
) -> int:
    """The seconds of a storage resolution; MetricResolutionError if it is none of the given ones."""
    if isinstance(resolution, Enum):
        return int(resolution.value)
    if resolution in metric_resolutions:
        return resolution
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.exceptions import MetricResolutionError

    raise MetricResolutionError(f"Invalid metric resolution {resolution!r}; use one of {list(metric_resolutions)}.")


def extract_cloudwatch_metric_unit_value(
    metric_units: Sequence[str], metric_valid_options: Sequence[str], unit: str | MetricUnit
) -> str:
    """A unit as CloudWatch writes it; MetricUnitError if it is none of the given values and names."""
    if isinstance(unit, Enum):
        return str(unit.value)
    if unit in metric_units:
        return unit
    if unit in metric_valid_options:
        from aws_lambda_powertools.metrics._emf import UNITS_BY_NAME

        value = UNITS_BY_NAME.get(unit)
        if value is not None and value in metric_units:
            return value
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.exceptions import MetricUnitError

    raise MetricUnitError(f"Invalid metric unit {unit!r}; use one of {', '.join(metric_valid_options)}.")


def validate_emf_timestamp(timestamp: int | datetime) -> bool:
    """Whether CloudWatch takes metrics of this time: at most two weeks old, at most two hours ahead."""
    return -OLDEST <= convert_timestamp_to_emf_format(timestamp) - clock.milliseconds() <= LATEST


def warn_of_timestamp(timestamp: int | datetime) -> None:
    """Say that CloudWatch will not take metrics of this time, if it will not."""
    if not validate_emf_timestamp(timestamp):
        warn(
            "CloudWatch will drop these metrics: their timestamp is more than 14 days old or more than 2 hours "
            "ahead, or it is no time at all."
        )


def convert_timestamp_to_emf_format(timestamp: int | datetime) -> int:
    """A time in milliseconds since the epoch; 0, which stands for now, for what is no time."""
    from datetime import datetime

    given: Any = timestamp  # users give what they like
    if isinstance(given, int):
        return int(given)
    return round(given.timestamp() * 1000) if isinstance(given, datetime) else 0


def resolve_cold_start_function_name(function_name: str | None, context: LambdaContext) -> str:
    """The dimension `function_name` of the metric ColdStart: as given, by environment variable, or of the context."""
    return cold_start_function_name(function_name, context) or ""
