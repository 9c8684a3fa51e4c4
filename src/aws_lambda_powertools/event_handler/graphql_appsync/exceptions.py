"""Errors of GraphQL resolvers.

PowertoolsError
├── ResolverNotFoundError
└── InvalidBatchResponse
"""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError


class ResolverNotFoundError(PowertoolsError):
    """No resolver is registered for a type and field."""


class InvalidBatchResponse(PowertoolsError):  # noqa: N818  # its name of old
    """A batch resolver that answers for all events at once did not return a list."""
