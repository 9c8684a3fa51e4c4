"""Errors of parameters.

PowertoolsError
├── GetParameterError
├── GetSecretError
├── SetParameterError
├── SetSecretError
└── TransformParameterError
"""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError


class GetParameterError(PowertoolsError):
    """A parameter can't be had: it is missing, may not be read, or the store can't be reached."""


class TransformParameterError(PowertoolsError):
    """A parameter was read and is not what its transform expects."""


class SetParameterError(PowertoolsError):
    """A parameter could not be written."""


class SetSecretError(PowertoolsError):
    """A secret could not be written."""


class GetSecretError(PowertoolsError):
    """Secrets can't be had."""
