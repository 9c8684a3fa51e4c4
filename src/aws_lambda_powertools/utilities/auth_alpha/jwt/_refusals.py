"""Errors that middlewares and authorizers tell apart; the public classes are their bases."""

from __future__ import annotations

from aws_lambda_powertools.utilities.auth_alpha.exceptions import AuthError, AuthFailureReason
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import InvalidTokenError


class MissingTokenError(InvalidTokenError):
    """The request brings no token."""

    reason = AuthFailureReason.MISSING_TOKEN


class ForbiddenError(AuthError):
    """The token is valid, and not enough."""

    reason = AuthFailureReason.FORBIDDEN


class InsufficientScopeError(ForbiddenError):
    """The token lacks a scope."""

    reason = AuthFailureReason.INSUFFICIENT_SCOPE
