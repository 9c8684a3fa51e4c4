"""Errors of Logger.

PowertoolsError
├── InvalidLoggerSamplingRateError
└── OrphanedChildLoggerError
"""

from aws_lambda_powertools._core.errors import PowertoolsError


class InvalidLoggerSamplingRateError(PowertoolsError):
    """A sampling rate is no number from 0 to 1."""


class OrphanedChildLoggerError(PowertoolsError):
    """A child logger was asked for what only its parent has, and there is no parent yet."""
