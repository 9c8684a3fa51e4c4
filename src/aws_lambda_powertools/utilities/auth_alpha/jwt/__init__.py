"""JWTVerifier and what it raises: access tokens and ID tokens, as API Gateway, ALB and event handlers see them."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.auth_alpha.exceptions import AuthFailureReason as AuthFailureReason
    from aws_lambda_powertools.utilities.auth_alpha.jwt.alb import ALBVerifier as ALBVerifier
    from aws_lambda_powertools.utilities.auth_alpha.jwt.integrations.error_context import (
        AuthErrorContext as AuthErrorContext,
    )
    from aws_lambda_powertools.utilities.auth_alpha.jwt.verifier import JWTVerifier as JWTVerifier

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "aws_lambda_powertools.utilities.auth_alpha.exceptions": ["AuthFailureReason"],
        ".alb": ["ALBVerifier"],
        ".exceptions": [],
        ".integrations": [],
        ".integrations.error_context": ["AuthErrorContext"],
        ".testing": [],
        ".verifier": ["JWTVerifier"],
    },
)
