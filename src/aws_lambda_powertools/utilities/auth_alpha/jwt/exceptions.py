"""What is wrong with a token, or with getting the keys to check it."""

from __future__ import annotations

from aws_lambda_powertools.utilities.auth_alpha.exceptions import (
    AuthError,
    AuthFailureReason,
)

__all__ = [
    "AuthError",
    "AuthFailureReason",
    "InvalidClaimsError",
    "InvalidSignatureError",
    "InvalidTokenError",
    "JWKSFetchError",
    "TokenExpiredError",
]


class InvalidTokenError(AuthError):
    """The token is malformed, or no key of its issuer fits it."""

    message = "Invalid access token"


class InvalidClaimsError(InvalidTokenError):
    """The token is signed, but not for us, not by whom we trust, or not valid yet."""

    message = "Invalid access token claims"
    reason = AuthFailureReason.INVALID_CLAIMS


class TokenExpiredError(InvalidTokenError):
    """The token was valid once."""

    message = "Access token expired"
    reason = AuthFailureReason.TOKEN_EXPIRED


class InvalidSignatureError(InvalidTokenError):
    """The token was not signed by the key it names."""

    message = "Invalid access token signature"
    reason = AuthFailureReason.INVALID_SIGNATURE


class JWKSFetchError(AuthError):
    """The issuer's keys can't be had at the moment, so nothing can be said about the token."""

    message = "Unable to retrieve verification keys"
    reason = AuthFailureReason.JWKS_UNAVAILABLE
    retryable = True
