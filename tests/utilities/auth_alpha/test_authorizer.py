from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import JWKSFetchError
from aws_lambda_powertools.utilities.auth_alpha.jwt.testing import mock_claims
from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import APIGatewayAuthorizerEventV2

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.auth_alpha import JWTVerifier

ARN = "arn:aws:execute-api:eu-west-1:123456789012:abc123/prod/GET/orders"
TOKEN = {"type": "TOKEN", "methodArn": ARN, "authorizationToken": "Bearer t"}
REQUEST = {"type": "REQUEST", "methodArn": ARN, "headers": {"authorization": "Bearer t"}}
V2 = {"version": "2.0", "type": "REQUEST", "routeArn": ARN, "headers": {"authorization": "Bearer t"}}


def policy(effect: str, principal: str) -> dict[str, Any]:
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": [ARN]}
    return {"principalId": principal, "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}


ALLOW, DENY = policy("Allow", "ana"), policy("Deny", "unauthorized")


def answer(auth: JWTVerifier, event: Any, claims: Any = None, **options: Any) -> dict[str, Any]:
    with mock_claims(auth, {"sub": "ana"} if claims is None else claims):
        return auth.authorize(event, **options)


@pytest.mark.parametrize("event", [TOKEN, REQUEST, V2, APIGatewayAuthorizerEventV2(V2)])
def test_a_valid_token_is_allowed_what_it_asked_for(auth: JWTVerifier, event: Any) -> None:
    assert answer(auth, event) == ALLOW


@pytest.mark.parametrize("event", [TOKEN, REQUEST, V2])
def test_without_token_nothing_is_allowed(auth: JWTVerifier, event: dict[str, Any]) -> None:
    bare = {key: value for key, value in event.items() if key not in ("headers", "authorizationToken")}
    assert answer(auth, bare) == DENY


@pytest.mark.parametrize("claims", [{}, {"sub": " "}])
def test_a_policy_needs_a_principal(auth: JWTVerifier, claims: dict[str, Any]) -> None:
    assert answer(auth, TOKEN, claims) == DENY
    assert answer(auth, V2, claims, response_format="simple") == {"isAuthorized": True}


def test_scopes_are_required(auth: JWTVerifier) -> None:
    assert answer(auth, TOKEN, scopes=["read"]) == DENY
    assert answer(auth, TOKEN, {"sub": "ana", "scope": "read"}, scopes=["read"]) == ALLOW
    assert answer(auth, V2, scopes=["read"], response_format="simple") == {"isAuthorized": False}


def test_only_named_scalars_reach_the_context(auth: JWTVerifier) -> None:
    claims = {"sub": "ana", "a": "x", "b": True, "c": 5, "d": 1.5, "e": float("nan"), "f": [1], "g": None, "h": "no"}
    names = ["a", "b", "c", "d", "e", "f", "g", "z"]
    context = {"a": "x", "b": True, "c": 5, "d": 1.5}
    assert answer(auth, TOKEN, claims, context_claims=names) == {**ALLOW, "context": context}
    simple = answer(auth, V2, claims, context_claims=["a"], response_format="simple")
    assert simple == {"isAuthorized": True, "context": {"a": "x"}}


@pytest.mark.parametrize(
    "arn",
    [
        None,
        "x",
        f"{ARN}*",
        f"{ARN}?",
        f"{ARN}\n",
        ARN + "x" * 500,
        ARN.replace("execute-api", "lambda"),
        ARN.rpartition("/")[0],
        ARN.replace("123456789012", "12"),
    ],
)
def test_only_a_concrete_resource_is_allowed(auth: JWTVerifier, arn: Any) -> None:
    with pytest.raises(ValueError, match="ARN"):
        answer(auth, {**TOKEN, "methodArn": arn})


def test_a_websocket_is_opened(auth: JWTVerifier) -> None:
    arn = "arn:aws:execute-api:eu-west-1:123456789012:abc123/prod/$connect"
    result = answer(auth, {**REQUEST, "methodArn": arn})
    assert result["policyDocument"]["Statement"][0]["Resource"] == [arn]


@pytest.mark.parametrize("event", [{}, {"type": "OTHER"}, {"type": []}, None, 5])
def test_other_events_are_refused(auth: JWTVerifier, event: Any) -> None:
    with pytest.raises(ValueError, match="TOKEN or REQUEST"):
        answer(auth, event)


@pytest.mark.parametrize(
    ("event", "options", "match"),
    [
        (TOKEN, {"response_format": "xml"}, "response_format"),
        (TOKEN, {"response_format": "simple"}, "2.0"),
        (REQUEST, {"response_format": "simple"}, "2.0"),
        (TOKEN, {"context_claims": ["claims"]}, "reserved"),
        (TOKEN, {"scopes": "read"}, "scopes"),
    ],
)
def test_mistakes_are_named(auth: JWTVerifier, event: Any, options: dict[str, Any], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        answer(auth, event, **options)


def test_missing_keys_deny_nobody(auth: JWTVerifier, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def unavailable(_token: str) -> Any:
        raise JWKSFetchError

    monkeypatch.setattr(auth, "verify", unavailable)
    with pytest.raises(JWKSFetchError):
        auth.authorize(TOKEN, on_error=seen.append)
    assert [error.reason.value for error in seen] == ["jwks_unavailable"]


def test_on_error_learns_why(auth: JWTVerifier) -> None:
    seen: list[Any] = []
    for event, options in [({**TOKEN, "authorizationToken": None}, {}), (TOKEN, {"scopes": ["x"]})]:
        assert answer(auth, event, on_error=seen.append, **options) == DENY
    assert [error.reason.value for error in seen] == ["missing_token", "insufficient_scope"]
