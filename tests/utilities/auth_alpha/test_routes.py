"""Verifiers as middlewares: single routes, whole apps by what they document, async apps."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from oidc_issuer import signed

from aws_lambda_powertools.event_handler import (
    ALBResolver,
    APIGatewayHttpResolver,
    APIGatewayRestResolver,
    Response,
)
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer
from aws_lambda_powertools.utilities.auth_alpha import AuthErrorContext, AuthFailureReason, JWTVerifier
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import JWKSFetchError
from aws_lambda_powertools.utilities.auth_alpha.jwt.testing import mock_claims

if TYPE_CHECKING:
    from oidc_issuer import Issuer

ISSUER = "https://login.example.com"
BEARER = {"Authorization": "Bearer t"}


def rest(headers: Any = None, several: Any = None, path: str = "/orders", method: str = "GET") -> dict[str, Any]:
    return {
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": several,
        "requestContext": {"stage": "$default"},
        "queryStringParameters": None,
        "body": None,
    }


def http(headers: Any = None) -> dict[str, Any]:
    context = {"http": {"method": "GET", "path": "/orders"}, "stage": "$default"}
    return {"version": "2.0", "rawPath": "/orders", "rawQueryString": "", "headers": headers, "requestContext": context}


def guarded(auth: JWTVerifier, resolver: Any = APIGatewayRestResolver, **options: Any) -> Any:
    app = resolver()

    @app.get("/orders", middlewares=[auth.require(**options)])
    def orders() -> dict[str, Any]:
        return {"claims": app.context.get("claims")}

    return app


def answer(
    auth: JWTVerifier, event: dict[str, Any], claims: dict[str, Any] | None = None, **options: Any
) -> dict[str, Any]:
    with mock_claims(auth, claims or {"sub": "ana"}):
        result: dict[str, Any] = guarded(auth, **options).resolve(event, None)
    return result


def challenge(result: dict[str, Any]) -> tuple[int, Any, str]:
    return (
        result["statusCode"],
        result["multiValueHeaders"].get("WWW-Authenticate", [None])[0],
        json.loads(result["body"])["message"],
    )


MISSING = (401, "Bearer", "Unauthorized")
INVALID = (401, 'Bearer error="invalid_token"', "Unauthorized")


def test_a_real_token_opens_a_route(auth: JWTVerifier) -> None:
    token = signed({"iss": ISSUER, "aud": "orders", "sub": "ana", "exp": time.time() + 60, "scope": "read"})
    result = guarded(auth, scopes=["read"]).resolve(rest({"authorization": f"Bearer {token}"}), None)
    assert json.loads(result["body"])["claims"]["sub"] == "ana"


@pytest.mark.parametrize(
    ("resolver", "event"),
    [(APIGatewayRestResolver, rest(BEARER)), (APIGatewayHttpResolver, http(BEARER)), (ALBResolver, rest(BEARER))],
)
def test_every_front_brings_its_token(auth: JWTVerifier, resolver: Any, event: dict[str, Any]) -> None:
    assert answer(auth, event, resolver=resolver)["statusCode"] == 200


@pytest.mark.parametrize(
    ("headers", "several", "expected"),
    [
        (None, None, MISSING),
        ({}, {}, MISSING),
        ({"Authorization": None}, None, MISSING),
        ({"Authorization": ""}, None, INVALID),
        ({"Authorization": 5}, None, INVALID),
        ({"Authorization": "Basic x"}, None, INVALID),
        ({"Authorization": "Bearer a", "authorization": "Bearer a"}, None, INVALID),
        (["Authorization"], None, INVALID),
        (None, {"Authorization": ["Bearer a", "Bearer b"]}, INVALID),
        (None, {"Authorization": []}, INVALID),
        (None, {"Authorization": "Bearer a"}, INVALID),
        (None, {"Authorization": ["Bearer a"], "authorization": ["Bearer a"]}, INVALID),
        (BEARER, {"Authorization": ["Bearer other"]}, INVALID),
        (BEARER, {"Authorization": None}, INVALID),
    ],
)
def test_what_is_missing_or_ambiguous_is_refused(auth: JWTVerifier, headers: Any, several: Any, expected: Any) -> None:
    assert challenge(answer(auth, rest(headers, several))) == expected


@pytest.mark.parametrize("several", [{"Authorization": ["Bearer t"]}, {"authorization": ["Bearer t"]}])
@pytest.mark.parametrize("headers", [None, BEARER])
def test_both_forms_of_a_header_may_agree(auth: JWTVerifier, headers: Any, several: Any) -> None:
    assert answer(auth, rest(headers, several))["statusCode"] == 200


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"scope": "b a c"}, 200),
        ({"scp": ["a", "b"]}, 200),
        ({"scopes": "a  b"}, 200),
        ({"scope": "a", "scp": "a b"}, 403),
        ({"scope": "a"}, 403),
        ({"sub": "ana"}, 403),
        ({"scope": None}, 401),
        ({"scope": ["a b"]}, 401),
        ({"scope": "a\tb"}, 401),
        ({"scope": 5}, 401),
    ],
)
def test_scopes(auth: JWTVerifier, claims: dict[str, Any], status: int) -> None:
    result = answer(auth, rest(BEARER), claims, scopes=["a", "b"])
    assert result["statusCode"] == status
    if status == 403:
        assert challenge(result) == (403, 'Bearer error="insufficient_scope", scope="a b"', "Forbidden")


@pytest.mark.parametrize(("decision", "status"), [(True, 200), (1, 403), (False, 403), (None, 403), ("yes", 403)])
def test_only_true_lets_a_request_pass(auth: JWTVerifier, decision: Any, status: int) -> None:
    result = answer(auth, rest(BEARER), authorize=lambda _: decision)
    assert result["statusCode"] == status
    if status == 403:
        assert challenge(result) == (403, None, "Forbidden")


def test_an_async_decision_is_awaited(auth: JWTVerifier) -> None:
    async def authorize(claims: dict[str, Any]) -> bool:
        return claims["sub"] == "ana"

    assert answer(auth, rest(BEARER), authorize=authorize)["statusCode"] == 200
    assert answer(auth, rest(BEARER), {"sub": "eve"}, authorize=authorize)["statusCode"] == 403


def test_missing_keys_are_no_fault_of_the_client(auth: JWTVerifier, monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable(_token: str) -> Any:
        raise JWKSFetchError

    monkeypatch.setattr(auth, "verify", unavailable)
    assert challenge(guarded(auth).resolve(rest(BEARER), None)) == (503, None, "Service Unavailable")


def test_on_error_sends_another_response(auth: JWTVerifier) -> None:
    seen: list[AuthErrorContext] = []

    def tea(context: AuthErrorContext) -> Response[Any]:
        seen.append(context)
        return Response(418, "text/plain", "tea")

    assert answer(auth, rest(), on_error=tea)["statusCode"] == 418
    assert seen == [AuthErrorContext(401, {"WWW-Authenticate": "Bearer"}, AuthFailureReason.MISSING_TOKEN, False)]


@pytest.mark.parametrize("option", [{"scopes": "a"}, {"scopes": ["a b"]}, {"authorize": 5}, {"on_error": 5}])
def test_mistakes_are_named(auth: JWTVerifier, option: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(option))):
        auth.require(**option)


def test_claims_are_gone_afterwards_even_after_an_error(auth: JWTVerifier) -> None:
    after: list[Any] = []

    def outer(app: Any, next_middleware: Any) -> Any:
        try:
            return next_middleware(app)
        finally:
            after.append(app.context.get("claims"))

    app = APIGatewayRestResolver()
    app.use([outer])

    @app.get("/orders", middlewares=[auth.require()])
    def orders() -> Any:
        assert app.context["claims"] == {"sub": "ana"}
        raise RuntimeError("broken")

    with mock_claims(auth, {"sub": "ana"}), pytest.raises(RuntimeError, match="broken"):
        app.resolve(rest(BEARER), None)
    assert after == [None]


# --- On a loop --------------------------------------------------------------------------------------------------------


async def test_an_async_app_fetches_keys_without_blocking(issuer: Issuer) -> None:
    import asyncio

    auth = JWTVerifier(issuer=issuer.url, audience="orders", algorithms=["RS256"], timeout_seconds=10)
    after: list[Any] = []

    async def outer(app: Any, next_middleware: Any) -> Any:
        response = await next_middleware(app)
        after.append(app.context.get("claims"))
        return response

    app = APIGatewayRestResolver()
    app.use([outer])

    @app.get("/orders", middlewares=[auth.require(scopes=["read"])])
    async def orders() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"sub": app.context["claims"]["sub"]}

    event = rest({"Authorization": f"Bearer {issuer.token(scope='read')}"})
    results = await asyncio.gather(*(app.resolve_async(event, None) for _ in range(5)))
    assert [json.loads(result["body"]) for result in results] == [{"sub": "ana"}] * 5
    assert after == [None] * 5
    assert issuer.asked == ["/.well-known/openid-configuration", "/jwks"]
    assert (await app.resolve_async(rest(), None))["statusCode"] == 401


# --- What the document says is enforced ---------------------------------------------------------------------------------


def documented(auth: JWTVerifier, **options: Any) -> Any:
    app = APIGatewayRestResolver()
    app.configure_openapi(security_schemes={"oauth": HTTPBearer(bearerFormat="JWT"), "key": HTTPBearer()})
    app.use([auth.enforce_security("oauth", **options)])

    def orders() -> dict[str, Any]:
        return {"claims": app.context.get("claims")}

    for path, security in {
        "/orders": [{"oauth": ["read"]}],
        "/either": [{"oauth": ["write"]}, {"oauth": ["admin"]}],
        "/optional": [{"oauth": ["read"]}, {}],
        "/keyed": [{"key": []}, {"oauth": []}],
        "/public": None,
    }.items():
        app.get(path, security=security)(orders)
    return app


@pytest.mark.parametrize(
    ("path", "scope", "status"),
    [
        ("/orders", "read", 200),
        ("/orders", "other", 403),
        ("/orders", None, 401),
        ("/either", "admin", 200),
        ("/either", "read", 403),
        ("/optional", None, 200),
        ("/optional", "read", 200),
        ("/public", None, 200),
        ("/missing", None, 404),
    ],
)
def test_routes_enforce_what_they_document(auth: JWTVerifier, path: str, scope: str | None, status: int) -> None:
    with mock_claims(auth, {"sub": "ana", "scope": scope or ""}):
        result = documented(auth).resolve(rest(BEARER if scope else None, path=path), None)
    assert result["statusCode"] == status


def test_the_document_shows_the_scopes(auth: JWTVerifier) -> None:
    document = json.loads(documented(auth).get_openapi_json_schema())
    assert document["paths"]["/orders"]["get"]["security"] == [{"oauth": ["read"]}]
    assert document["components"]["securitySchemes"]["oauth"] == {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
    }


def test_a_bad_token_never_counts_as_none(auth: JWTVerifier) -> None:
    assert documented(auth).resolve(rest({"Authorization": "Bearer x"}, path="/optional"), None)["statusCode"] == 401


def test_a_scheme_that_nobody_enforces_fails_closed(auth: JWTVerifier) -> None:
    with pytest.raises(ValueError, match="'key'"):
        documented(auth).resolve(rest(path="/keyed"), None)
    app = documented(auth, checked_elsewhere=["key"])
    assert app.resolve(rest(path="/keyed"), None)["statusCode"] == 200


def test_the_security_of_the_app_holds_for_routes_without_their_own(auth: JWTVerifier) -> None:
    app = documented(auth)
    app.configure_openapi(security_schemes={"oauth": HTTPBearer()}, security=[{"oauth": ["read"]}])
    assert app.resolve(rest(path="/public"), None)["statusCode"] == 401


async def test_an_async_app_enforces_too(auth: JWTVerifier) -> None:
    app = APIGatewayRestResolver()
    app.use([auth.enforce_security("oauth")])

    @app.get("/orders", security=[{"oauth": ["read"]}])
    async def orders() -> dict[str, Any]:
        return app.context["claims"]

    with mock_claims(auth, {"scope": "read"}):
        assert (await app.resolve_async(rest(BEARER), None))["statusCode"] == 200
        assert (await app.resolve_async(rest(), None))["statusCode"] == 401
    with mock_claims(auth, {"scope": "x"}):
        assert (await app.resolve_async(rest(BEARER), None))["statusCode"] == 403
