"""AuthErrorContext: what `on_error` of a middleware learns about a request that is refused."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.auth_alpha.exceptions import AuthFailureReason


@dataclass(frozen=True)
class AuthErrorContext:
    """Status and headers that would be sent, why, and whether the same request may pass in a moment."""

    status_code: int
    headers: dict[str, str]
    reason: AuthFailureReason
    retryable: bool
