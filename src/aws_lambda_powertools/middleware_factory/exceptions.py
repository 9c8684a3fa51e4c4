"""The error of the middleware factory."""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError


class MiddlewareInvalidArgumentError(PowertoolsError):
    """What was given is no middleware, no handler, or an option without its name."""
