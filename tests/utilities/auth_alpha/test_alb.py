"""The header of a load balancer: ES256, padded, keys under a URL of their own."""

from __future__ import annotations

import base64
import json
import time
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from oidc_issuer import private_key

from aws_lambda_powertools.event_handler import ALBResolver
from aws_lambda_powertools.utilities.auth_alpha.jwt import ALBVerifier
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import (
    InvalidClaimsError,
    InvalidSignatureError,
    InvalidTokenError,
    JWKSFetchError,
    TokenExpiredError,
)

if TYPE_CHECKING:
    from oidc_issuer import Issuer

ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/0123456789abcdef"
PROVIDER = "https://login.example.com"
KID = "11111111-2222-3333-4444-555555555555"


def header_of(claims: dict[str, Any] | None = None, kind: str = "P-256", **more: Any) -> str:
    header = {"alg": "ES256", "kid": KID, "signer": ARN, "iss": PROVIDER, "client": "web", "exp": time.time() + 60}
    payload = {"sub": "ana", "email": "ana@example.com", "iss": PROVIDER, "exp": time.time() + 60}
    parts = [
        base64.urlsafe_b64encode(json.dumps(part).encode())
        for part in ({**header, **more}, {**payload, **(claims or {})})
    ]
    signature = jwt.get_algorithm_by_name("ES256").sign(b".".join(parts), private_key(kind))
    return b".".join([*parts, base64.urlsafe_b64encode(signature)]).decode()


@pytest.fixture
def alb(issuer: Issuer) -> ALBVerifier:
    pem = private_key("P-256").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    issuer.pages.clear()
    issuer.pages[f"/{KID}"] = pem
    return ALBVerifier(load_balancer_arn=ARN, client_id="web", issuer=PROVIDER, public_key_url=issuer.url)


def test_the_user_is_known(alb: ALBVerifier, issuer: Issuer) -> None:
    for _ in range(3):
        assert alb.verify(header_of())["email"] == "ana@example.com"
    assert issuer.asked == [f"/{KID}"]


async def test_keys_are_fetched_beside_the_loop(alb: ALBVerifier) -> None:
    assert (await alb.verify_async(header_of()))["sub"] == "ana"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"signer": ARN.replace("shop", "evil")}, InvalidTokenError),
        ({"signer": [ARN]}, InvalidTokenError),
        ({"alg": "HS256"}, InvalidTokenError),
        ({"kid": "../../etc"}, InvalidTokenError),
        ({"client": "other"}, InvalidClaimsError),
        ({"client": {}}, InvalidClaimsError),
        ({"iss": "https://evil.example"}, InvalidClaimsError),
        ({"iss": None}, InvalidClaimsError),
        ({"exp": None}, InvalidClaimsError),
        ({"exp": 1}, TokenExpiredError),
        ({"kind": "P-521"}, InvalidSignatureError),
        ({"claims": {"exp": 1}}, TokenExpiredError),
        ({"claims": {"sub": None}}, InvalidClaimsError),
        ({"claims": {"iss": "https://evil.example"}}, InvalidClaimsError),
    ],
)
def test_a_header_is_refused(alb: ALBVerifier, more: dict[str, Any], error: type[Exception]) -> None:
    if more.get("kind") == "P-521":
        text = header_of().rpartition(".")[0] + "." + header_of().rpartition(".")[2][::-1].lstrip("=")
    else:
        text = header_of(**more)
    with pytest.raises(error) as caught:
        alb.verify(text)
    assert type(caught.value) is error


def test_nobody_is_asked_for_tokens_of_other_load_balancers(alb: ALBVerifier, issuer: Issuer) -> None:
    with pytest.raises(InvalidTokenError):
        alb.verify(header_of(signer="x"))
    assert issuer.asked == []


def test_a_key_that_does_not_exist_is_asked_for_once(alb: ALBVerifier, issuer: Issuer) -> None:
    issuer.pages["/unknown"] = (404, b"")
    for _ in range(2):
        with pytest.raises(InvalidTokenError):
            alb.verify(header_of(kid="unknown"))
    with pytest.raises(JWKSFetchError):  # invented ids are not looked for one after the other
        alb.verify(header_of(kid="unknown2"))
    assert issuer.asked == ["/unknown"]


@pytest.mark.parametrize("page", [(500, b""), b"no key", None])
def test_keys_that_can_not_be_had(alb: ALBVerifier, issuer: Issuer, page: Any) -> None:
    issuer.pages[f"/{KID}"] = page
    with pytest.raises(JWKSFetchError):
        alb.verify(header_of())


def test_a_key_on_another_curve_is_no_key(alb: ALBVerifier, issuer: Issuer) -> None:
    other = private_key("P-384").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    issuer.pages[f"/{KID}"] = other
    with pytest.raises(JWKSFetchError):
        alb.verify(header_of())


def test_a_route_behind_the_load_balancer(alb: ALBVerifier) -> None:
    app = ALBResolver()

    @app.get("/me", middlewares=[alb.require()])
    def me() -> dict[str, Any]:
        return {"email": app.context["claims"]["email"]}

    event = {
        "path": "/me",
        "httpMethod": "GET",
        "headers": {"x-amzn-oidc-data": header_of()},
        "requestContext": {"elb": {}},
    }
    assert app.resolve(event, None)["body"] == '{"email":"ana@example.com"}'
    assert app.resolve({**event, "headers": {}}, None)["statusCode"] == 401


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"load_balancer_arn": "x"}, "load_balancer_arn"),
        ({"load_balancer_arn": [ARN, ARN.replace("eu-west-1", "eu-west-2")]}, "region"),
        ({"client_id": ""}, "client_id"),
        ({"issuer": "http://x"}, "issuer"),
        ({"public_key_url": "http://x"}, "public_key_url"),
    ],
)
def test_mistakes_are_named(options: dict[str, Any], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        ALBVerifier(**{"load_balancer_arn": ARN, "client_id": "web", **options})


@pytest.mark.parametrize(
    ("region", "url"),
    [
        ("eu-west-1", "https://public-keys.auth.elb.eu-west-1.amazonaws.com/k"),
        ("us-gov-west-1", "https://s3-us-gov-west-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-west-1/k"),
    ],
)
def test_keys_are_asked_for_where_aws_keeps_them(monkeypatch: pytest.MonkeyPatch, region: str, url: str) -> None:
    import urllib3

    asked: list[str] = []

    class Pool:
        def request(self, _method: str, url: str, **_: Any) -> Any:
            asked.append(url)
            raise OSError

    monkeypatch.setattr(urllib3, "PoolManager", lambda **_: Pool())
    arn = ARN.replace("eu-west-1", region)
    with pytest.raises(JWKSFetchError):
        ALBVerifier(load_balancer_arn=arn, client_id="web").verify(header_of(signer=arn, kid="k"))
    assert asked == [url]
