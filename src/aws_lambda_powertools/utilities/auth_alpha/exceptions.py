"""AuthError, the root of what fails in authentication, and AuthFailureReason, which says how.

The texts are fixed and hold nothing of a token, a claim or a secret; `reason` tells programs what happened.
"""

from __future__ import annotations

from enum import Enum

from aws_lambda_powertools._core.errors import PowertoolsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self


class AuthFailureReason(str, Enum):
    """Why somebody was not let in, or could not be asked for a token."""

    MISSING_TOKEN = "missing_token"  # noqa: S105  a reason, not a secret
    INVALID_TOKEN = "invalid_token"  # noqa: S105  a reason, not a secret
    INVALID_CLAIMS = "invalid_claims"
    TOKEN_EXPIRED = "token_expired"  # noqa: S105  a reason, not a secret
    INVALID_SIGNATURE = "invalid_signature"
    INSUFFICIENT_SCOPE = "insufficient_scope"
    FORBIDDEN = "forbidden"
    JWKS_UNAVAILABLE = "jwks_unavailable"
    TOKEN_EXCHANGE_FAILED = "token_exchange_failed"  # noqa: S105  a reason, not a secret
    DOWNSTREAM_REQUEST_FAILED = "downstream_request_failed"


class AuthError(PowertoolsError):
    """Authentication failed: `reason` says how, `retryable` whether the same call may work in a moment."""

    reason = AuthFailureReason.INVALID_TOKEN
    message = "Authentication failed"
    retryable = False

    def __init__(self) -> None:
        super().__init__(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        """An error is made without arguments, so pickles and copies carry its attributes only."""
        return type(self), (), self.__dict__

    def again(self) -> Self:
        """The same error for somebody else who waited for the same thing, with a traceback of its own."""
        other = type(self)()
        other.__dict__.update(self.__dict__)
        return other
