"""What the metrics utility raises.

PowertoolsError
├── SchemaValidationError     a document that CloudWatch would not read
├── MetricValueError          a value that is no number
├── MetricNameError           a name that is empty or too long
├── MetricUnitError           a unit that CloudWatch does not know
└── MetricResolutionError     a resolution that CloudWatch does not know
"""

from aws_lambda_powertools._core.errors import PowertoolsError
from aws_lambda_powertools.metrics.provider.cloudwatch_emf.exceptions import (
    MetricNameError,
    MetricResolutionError,
    MetricUnitError,
)

__all__ = [
    "MetricNameError",
    "MetricResolutionError",
    "MetricUnitError",
    "MetricValueError",
    "SchemaValidationError",
]


class SchemaValidationError(PowertoolsError):
    """The metrics, dimensions or the namespace make no document that CloudWatch would read."""


class MetricValueError(PowertoolsError):
    """A metric's value is no number, or none that CloudWatch takes."""
