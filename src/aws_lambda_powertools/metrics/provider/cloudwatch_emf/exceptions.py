"""What is wrong with the definition of a CloudWatch metric."""

from aws_lambda_powertools._core.errors import PowertoolsError


class MetricNameError(PowertoolsError):
    """A metric's name is empty or too long."""


class MetricUnitError(PowertoolsError):
    """CloudWatch does not know the unit."""


class MetricResolutionError(PowertoolsError):
    """CloudWatch does not know the storage resolution."""
