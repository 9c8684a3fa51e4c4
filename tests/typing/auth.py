"""User code with tokens, and what type checkers know of it; `api.py` says how this file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.utilities.auth_alpha import AuthErrorContext, AuthFailureReason, JWTVerifier, OAuth2Client
from aws_lambda_powertools.utilities.auth_alpha.jwt import ALBVerifier
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import InvalidTokenError, JWKSFetchError
from aws_lambda_powertools.utilities.auth_alpha.jwt.testing import mock_claims
from aws_lambda_powertools.utilities.auth_alpha.oauth2.exceptions import TokenExchangeError

if TYPE_CHECKING:
    from typing_extensions import assert_type
    from urllib3 import BaseHTTPResponse

auth = JWTVerifier(issuer="https://login.example.com", audience="orders", algorithms=["RS256"])
pool = JWTVerifier.cognito_access_token(user_pool_id="eu-west-1_Ab1", client_id=["web", "app"])
balancer = ALBVerifier(load_balancer_arn="arn", client_id="web")
both = JWTVerifier.any_of(auth, pool)
app = APIGatewayHttpResolver()


def refuse(context: AuthErrorContext) -> Response[str]:
    assert_type(context.reason, AuthFailureReason)
    return Response(context.status_code, "text/plain", context.reason.value, context.headers)


async def is_open(claims: dict[str, Any]) -> bool:
    return bool(claims["tenant"] == "t1")


@app.get("/orders", middlewares=[both.require(scopes=["read"], authorize=is_open, on_error=refuse)])
def orders() -> dict[str, str]:
    return {}


app.use([auth.enforce_security("oauth", checked_elsewhere=["key"]), balancer.require(authorize=lambda claims: True)])


async def claims_of(token: str) -> dict[str, Any] | None:
    try:
        assert_type(auth.verify(token), dict[str, Any])
        return await auth.verify_async(token)
    except (InvalidTokenError, JWKSFetchError) as error:
        assert_type(error.retryable, bool)
        return None


def call(client: OAuth2Client) -> None:
    try:
        assert_type(client.request("GET", "https://stock.example.com", json={"a": 1}), BaseHTTPResponse)
        assert_type(client.auth_headers(), dict[str, str])
    except TokenExchangeError:
        return


def check() -> None:
    with mock_claims(auth, {"sub": "ana"}):
        assert_type(auth.authorize({"type": "TOKEN"}, response_format="iam"), dict[str, Any])


auth.verify(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
JWTVerifier(issuer="https://a.example", audience="a")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
OAuth2Client(
    token_url="https://a.example",
    client_id="a",
    client_secret="b",
    auth_method="x",  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
)
