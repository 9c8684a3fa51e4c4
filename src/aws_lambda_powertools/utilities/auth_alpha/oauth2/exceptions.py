"""What goes wrong while a token is fetched, or used."""

from __future__ import annotations

from aws_lambda_powertools.utilities.auth_alpha.exceptions import (
    AuthError,
    AuthFailureReason,
)

__all__ = ["AuthError", "AuthFailureReason", "DownstreamRequestError", "TokenExchangeError"]


class TokenExchangeError(AuthError):
    """The authorization server gave no token; `retryable` when it may in a moment."""

    message = "Unable to acquire an access token"
    reason = AuthFailureReason.TOKEN_EXCHANGE_FAILED

    def __init__(self, *, retryable: bool = False) -> None:
        super().__init__()
        self.retryable = retryable


class DownstreamRequestError(AuthError):
    """The service that was called with a token gave no answer."""

    message = "Authenticated request failed"
    reason = AuthFailureReason.DOWNSTREAM_REQUEST_FAILED
