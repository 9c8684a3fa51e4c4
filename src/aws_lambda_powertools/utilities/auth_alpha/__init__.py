"""Tokens at both ends: JWTVerifier checks those that come in, OAuth2Client gets those that go out.

auth = JWTVerifier(issuer="https://login.example.com", audience="orders", algorithms=["RS256"])

@app.get("/orders", middlewares=[auth.require(scopes=["orders:read"])])
def orders():
    return {"owner": app.context["claims"]["sub"]}
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.auth_alpha.exceptions import AuthFailureReason as AuthFailureReason
    from aws_lambda_powertools.utilities.auth_alpha.jwt.integrations.error_context import (
        AuthErrorContext as AuthErrorContext,
    )
    from aws_lambda_powertools.utilities.auth_alpha.jwt.verifier import JWTVerifier as JWTVerifier
    from aws_lambda_powertools.utilities.auth_alpha.oauth2.client import OAuth2Client as OAuth2Client

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".exceptions": ["AuthFailureReason"],
        ".jwt": [],
        ".jwt.integrations.error_context": ["AuthErrorContext"],
        ".jwt.verifier": ["JWTVerifier"],
        ".oauth2": [],
        ".oauth2.client": ["OAuth2Client"],
    },
)
