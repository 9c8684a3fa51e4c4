"""Tokens, routes, authorizers, fetched keys and fetched tokens: what is accepted, refused, answered and asked for."""

from __future__ import annotations

import base64
import json
import os
import time
from typing import Any

import jwt
import urllib3
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm
from lab import scenario

from aws_lambda_powertools.event_handler import (
    ALBResolver,
    APIGatewayHttpResolver,
    APIGatewayRestResolver,
    LambdaFunctionUrlResolver,
)
from aws_lambda_powertools.utilities.auth_alpha import JWTVerifier, OAuth2Client
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import JWKSFetchError
from aws_lambda_powertools.utilities.auth_alpha.jwt.testing import mock_claims

ISSUER = "https://login.example.com"
FUTURE = 4102444800
CURVES = {"ES256": ec.SECP256R1, "ES384": ec.SECP384R1, "ES512": ec.SECP521R1, "ES256K": ec.SECP256K1}
BASE = {"iss": ISSUER, "aud": "orders", "sub": "ana", "exp": FUTURE}


def made(algorithm: str) -> tuple[Any, dict[str, Any]]:
    if algorithm in CURVES:
        key: Any = ec.generate_private_key(CURVES[algorithm]())
        return key, ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    if algorithm == "EdDSA":
        key = ed25519.Ed25519PrivateKey.generate()
        return key, OKPAlgorithm.to_jwk(key.public_key(), as_dict=True)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key, RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)


PRIVATE, PUBLIC = made("ES256")
KEYS = {"keys": [{**PUBLIC, "kid": "k"}]}


def signed(claims: Any, algorithm: str = "ES256", key: Any = PRIVATE, **headers: Any) -> str:
    parts = [json.dumps({"alg": algorithm, "kid": "k", **headers}).encode()]
    parts.append(claims if isinstance(claims, bytes) else json.dumps(claims).encode())
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    signature = base64.urlsafe_b64encode(jwt.get_algorithm_by_name(algorithm).sign(text, key)).rstrip(b"=")
    return (text + b"." + signature).decode()


def verifier(**options: Any) -> JWTVerifier:
    return JWTVerifier(**{"issuer": ISSUER, "audience": "orders", "algorithms": ["ES256"], "jwks": KEYS, **options})


def told(function: Any) -> Any:
    """What comes out; of errors their class, and the sentence where that is promised."""
    try:
        return function()
    except Exception as error:
        bare = error.__cause__ is None and error.__context__ is None
        if not hasattr(error, "reason"):
            return {"raised": type(error).__name__}
        return {
            "raised": type(error).__name__,
            "says": str(error),
            "why": error.reason,
            "retry": error.retryable,
            "bare": bare,
        }


# --- Tokens -----------------------------------------------------------------------------------------------------------


@scenario("rs256", ALGORITHM="RS256")
@scenario("rs512", ALGORITHM="RS512")
@scenario("ps256", ALGORITHM="PS256")
@scenario("ps384", ALGORITHM="PS384")
@scenario("es256", ALGORITHM="ES256")
@scenario("es384", ALGORITHM="ES384")
@scenario("es512", ALGORITHM="ES512")
@scenario("es256k", ALGORITHM="ES256K")
@scenario("eddsa", ALGORITHM="EdDSA")
def signatures():
    algorithm = os.environ["ALGORITHM"]
    key, public = made(algorithm)
    auth = verifier(algorithms=[algorithm], jwks={"keys": [{**public, "kid": "k"}]})
    token = signed(BASE, algorithm, key)
    yield "valid", told(lambda: auth.verify(token))
    head, _, signature = token.split(".")
    yield "forged", told(lambda: auth.verify(f"{head}.{signed({**BASE, 'sub': 'eve'}).split('.')[1]}.{signature}"))
    yield "other algorithm", told(lambda: verifier(algorithms=["RS384"]).verify(token))


@scenario()
def claims():
    auth = verifier()
    now = time.time()
    rows: dict[str, Any] = {
        "expired": {"exp": now - 61},
        "just expired": {"exp": now - 50},
        "exp text": {"exp": "9"},
        "exp bool": {"exp": True},
        "exp nan": {"exp": float("nan")},
        "exp huge": {"exp": 10**400},
        "nbf": {"nbf": FUTURE},
        "nbf null": {"nbf": None},
        "iat": {"iat": FUTURE},
        "iss": {"iss": "https://evil.example"},
        "iss list": {"iss": [ISSUER]},
        "aud": {"aud": "other"},
        "aud list": {"aud": ["x", "orders"]},
        "aud mixed": {"aud": ["orders", 1]},
        "aud empty": {"aud": []},
        "sub int": {"sub": 5},
        "jti int": {"jti": 5},
        **{f"no {name}": {name: None} for name in BASE},
    }
    for name, more in rows.items():
        result = told(lambda more=more: auth.verify(signed({**BASE, **more})))
        yield name, result if "raised" in result else "accepted"


@scenario()
def payloads_that_are_none():
    auth = verifier()
    for name, payload in {
        "list": b"[]",
        "open": b"{",
        "empty": b"",
        "bytes": b'{"a":"\xff"}',
        "deep": b"[" * 90_000,
    }.items():
        yield name, told(lambda payload=payload: auth.verify(signed(payload)))


@scenario()
def headers_of_tokens():
    auth = verifier()
    for headers in (
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": None},
        {"kid": None},
        {"kid": ""},
        {"kid": 5},
        {"kid": "other"},
        {"crit": []},
        {"b64": False},
        {"typ": 5},
    ):
        yield json.dumps(headers), told(lambda headers=headers: auth.verify(tampered(headers)))


def tampered(headers: dict[str, Any]) -> str:
    text = json.dumps({"alg": "ES256", "kid": "k", **headers}).encode()
    body = base64.urlsafe_b64encode(json.dumps(BASE).encode()).rstrip(b"=")
    signing_input = base64.urlsafe_b64encode(text).rstrip(b"=") + b"." + body
    signature = jwt.get_algorithm_by_name("ES256").sign(signing_input, PRIVATE)
    return (signing_input + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")).decode()


@scenario()
def texts_that_are_no_tokens():
    auth, good = verifier(), signed(BASE)
    for name, text in {
        "empty": "",
        "none": None,
        "bytes": b"x",
        "two": "a.b",
        "four": f"{good}.x",
        "space": f" {good}",
        "line": f"{good}\n",
        "words": "é.é.é",
    }.items():
        yield name, told(lambda text=text: auth.verify(text))


@scenario()
def authorization_headers():
    auth, good = verifier(), signed(BASE)
    for header in (None, "", "Bearer", "Basic {}", "{}", "Bearer {} x", "bearer {}", "BEARER\t{}", "  Bearer   {}", 5):
        text = header.format(good) if isinstance(header, str) else header
        yield repr(header), told(lambda text=text: auth.verify_authorization_header(text))


@scenario()
def keys_that_are_not_for_this():
    token = signed(BASE)
    for more in (
        {"use": "enc"},
        {"key_ops": ["sign"]},
        {"key_ops": []},
        {"alg": "ES384"},
        {"kty": "oct"},
        {"x": "!"},
        {"d": "AQAB"},
        {"crv": "P-384"},
    ):
        auth = verifier(jwks={"keys": [{**PUBLIC, "kid": "k", **more}]})
        yield json.dumps(more), told(lambda auth=auth: auth.verify(token))
    twice = verifier(jwks={"keys": [*KEYS["keys"], *KEYS["keys"]]})
    yield "twice", told(lambda: twice.verify(token))


@scenario()
def expectations():
    auth = verifier(required_claims=["tenant"], expected_claims={"tier": "gold"}, expected_headers={"typ": "at+jwt"})
    for claims, headers in [
        ({"tenant": 1, "tier": "gold"}, {"typ": "at+jwt"}),
        ({"tier": "gold"}, {"typ": "at+jwt"}),
        ({"tenant": 1, "tier": "x"}, {"typ": "at+jwt"}),
        ({"tenant": 1, "tier": "gold"}, {}),
    ]:
        yield (
            f"{claims} {headers}",
            told(lambda claims=claims, headers=headers: auth.verify(signed({**BASE, **claims}, **headers))),
        )


@scenario()
def cognito():
    key, public = made("RS256")
    auth = JWTVerifier.cognito(
        user_pool_id="eu-west-1_Ab1", client_id="web", audience="api", jwks={"keys": [{**public, "kid": "k"}]}
    )
    base = {"iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab1", "exp": FUTURE}
    for claims in (
        {"aud": "api", "client_id": "web", "token_use": "access"},
        {"client_id": "web", "token_use": "access"},
        {"aud": "api", "token_use": "id"},
        {"aud": "api", "client_id": "x", "token_use": "access"},
    ):
        yield json.dumps(claims), told(lambda claims=claims: auth.verify(signed({**base, **claims}, "RS256", key)))
    for pool in ("", "eu-west-1", "eu-west-1_", "cn-north-1_a", "EU-WEST-1_a"):
        yield (
            pool,
            told(
                lambda pool=pool: repr(JWTVerifier.cognito(user_pool_id=pool, client_id="c", audience="a", jwks=KEYS))
            ),
        )


@scenario()
def groups():
    auth = JWTVerifier.any_of(verifier(), verifier(issuer="https://b.example"))
    yield "repr", [repr(auth), repr(verifier())]
    for issuer in (ISSUER, "https://b.example", "https://c.example", None, [ISSUER]):
        yield str(issuer), told(lambda issuer=issuer: auth.verify(signed({**BASE, "iss": issuer})))
    for members in ((), (verifier(), verifier()), (5,)):
        yield f"{len(members)} members", told(lambda members=members: repr(JWTVerifier.any_of(*members)))


@scenario()
def configuration():
    for option, values in {
        "issuer": [
            "http://a",
            "https://a?b",
            "https://a#b",
            "https://u@a",
            "https://a:99999",
            "https://",
            "https://a b",
            None,
        ],
        "audience": ["", [], ["a", ""], {"a"}, None],
        "algorithms": ["ES256", [], ["HS256"], ["none"]],
        "jwks": [{}, {"keys": {}}, {"keys": [1]}],
        "jwks_uri": ["https://a/k"],
        "required_claims": ["sub", [""], ["sub"]],
        "expected_claims": [{"a": 1}, {}],
        "clock_skew_seconds": [-1, True, 0],
        "timeout_seconds": [0, 1],
        "unknown_kid_cooldown_seconds": [-1, 0],
        "surprise": [1],
    }.items():
        for value in values:
            yield f"{option} {value!r}", told(lambda option=option, value=value: repr(verifier(**{option: value})))


# --- Routes and authorizers -------------------------------------------------------------------------------------------


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("url", FRONT="url")
@scenario("alb", FRONT="alb")
def routes():
    resolver = {
        "rest": APIGatewayRestResolver,
        "http": APIGatewayHttpResolver,
        "url": LambdaFunctionUrlResolver,
        "alb": ALBResolver,
    }
    app, auth = resolver[os.environ["FRONT"]](), verifier()

    def route() -> Any:
        return app.context.get("claims")

    app.get("/any", middlewares=[auth.require()])(route)
    app.get("/scoped", middlewares=[auth.require(scopes=["a", "b"])])(route)
    app.get("/asked", middlewares=[auth.require(authorize=lambda claims: claims.get("scope") == "a b")])(route)
    for path in ("/any", "/scoped", "/asked"):
        for claims in ({}, {"scope": "a b"}, {"scp": ["a"]}, {"scope": 5}):
            for headers in (None, {"authorization": "Bearer t"}, {"Authorization": "x"}):
                event = {
                    "version": "2.0", "rawPath": path, "rawQueryString": "", "headers": headers, "path": path, "httpMethod": "GET", "body": None,
                    "multiValueHeaders": None, "queryStringParameters": None, "requestContext": {"stage": "$default", "http": {"method": "GET", "path": path}},
                }  # fmt: skip
                if headers == {"Authorization": "x"}:
                    event["headers"] = headers
                with mock_claims(auth, claims):
                    yield f"{path} {claims} {headers}", app.resolve(event, None)


@scenario()
def ambiguous_headers():
    app, auth = APIGatewayRestResolver(), verifier()
    app.get("/any", middlewares=[auth.require()])(lambda: "in")
    one = "Bearer t"
    for single, several in (
        (None, {"Authorization": [one]}),
        (None, {"Authorization": [one, one]}),
        ({"authorization": one}, {"Authorization": ["Bearer u"]}),
        ({"authorization": one, "Authorization": one}, None),
        (None, {"Authorization": []}),
        (None, {"Authorization": one}),
        ({"authorization": None}, None),
        ({"authorization": 5}, None),
    ):
        event = {
            "path": "/any",
            "httpMethod": "GET",
            "headers": single,
            "multiValueHeaders": several,
            "requestContext": {},
            "body": None,
        }
        with mock_claims(auth, {}):
            yield f"{single} {several}", told(lambda event=event: app.resolve(event, None))


ARN = "arn:aws:execute-api:eu-west-1:123456789012:abc123/prod/GET/orders"


@scenario("iam", FORM="iam")
@scenario("simple", FORM="simple")
def authorizers():
    auth, form = verifier(), os.environ["FORM"]
    events = {
        "token": {"type": "TOKEN", "methodArn": ARN, "authorizationToken": "Bearer t"},
        "request": {"type": "REQUEST", "methodArn": ARN, "headers": {"authorization": "Bearer t"}},
        "v2": {"version": "2.0", "type": "REQUEST", "routeArn": ARN, "headers": {"authorization": "Bearer t"}},
        "bare": {"version": "2.0", "type": "REQUEST", "routeArn": ARN},
        "pattern": {"type": "TOKEN", "methodArn": f"{ARN}*", "authorizationToken": "Bearer t"},
        "other": {"type": "X"},
    }
    for name, event in events.items():
        for claims in ({"sub": "ana", "scope": "a", "n": 5, "l": [1]}, {"scope": "a"}, {"sub": "ana"}):
            with mock_claims(auth, claims):
                yield (
                    f"{name} {claims}",
                    told(
                        lambda event=event: auth.authorize(
                            event, scopes=["a"], response_format=form, context_claims=["n", "l", "z"]
                        )
                    ),
                )

    def unavailable(_token: str) -> Any:
        raise JWKSFetchError

    auth.verify = unavailable  # type: ignore[method-assign]
    yield "unavailable", told(lambda: auth.authorize(events["v2"], response_format=form))


# --- Keys and tokens over the wire --------------------------------------------------------------------------------------


class Wire:
    """Stands where urllib3's pool stands, and moves the clock."""

    now = 1000.0

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.asked: list[Any] = []
        urllib3.PoolManager = lambda **_: self  # type: ignore[assignment,misc,return-value]
        time.monotonic = lambda: self.now
        time.sleep = lambda seconds: self.asked.append(f"slept {seconds}")

    def request(self, method: str, url: str, **options: Any) -> Any:
        self.asked.append([method, url, str(options.get("body")), options.get("headers")])
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return Answer(*answer)


class Answer:
    def __init__(self, status: int, content: Any) -> None:
        self.status = status
        self.headers = urllib3.HTTPHeaderDict({"Content-Type": "application/json"})
        self.reason, self.version = "OK", 11
        self.content = content if isinstance(content, bytes) else json.dumps(content).encode()

    def read1(self, _most: int, decode_content: bool = False) -> bytes:
        content, self.content = self.content, b""
        return content

    def close(self) -> None: ...

    def release_conn(self) -> None: ...


@scenario()
def keys_over_time():
    wire = Wire((200, KEYS))
    auth = verifier(jwks=None, jwks_uri=f"{ISSUER}/keys", unknown_kid_cooldown_seconds=100)
    for pause, kid in ((0, "k"), (50, "x"), (60, "x"), (1, "x"), (250, "k"), (50, "k"), (1, "k")):
        wire.now += pause
        yield f"{pause} {kid}", [told(lambda kid=kid: auth.verify(tampered({"kid": kid}))), len(wire.asked)]


@scenario()
def keys_that_can_not_be_had():
    wire = Wire((500, b""))
    auth = verifier(jwks=None)
    for pause in (0, 0.5, 0.6, 1.9, 0.2, 3.9, 0.2, 7.9, 0.2, 31, 31, 31):
        wire.now += pause
        yield str(pause), [told(auth.prefetch), len(wire.asked)]


@scenario("issuer", DOCUMENT='{"issuer": "https://evil.example", "jwks_uri": "https://login.example.com/keys"}')
@scenario("plain", DOCUMENT='{"issuer": "https://login.example.com", "jwks_uri": "http://login.example.com/keys"}')
@scenario("nothing", DOCUMENT="{}")
@scenario("list", DOCUMENT="[]")
@scenario("good", DOCUMENT='{"issuer": "https://login.example.com", "jwks_uri": "https://login.example.com/keys"}')
def discovery():
    wire = Wire((200, os.environ["DOCUMENT"].encode()), (200, KEYS))
    auth = verifier(jwks=None, jwks_max_age_seconds=10)
    yield "verified", told(lambda: auth.verify(signed(BASE)))
    yield "asked", wire.asked


@scenario("basic", METHOD="client_secret_basic")
@scenario("post", METHOD="client_secret_post")
def client_credentials():
    token = {"access_token": "abc", "token_type": "Bearer", "expires_in": 100}
    wire = Wire((503, b""), (200, token), (200, b'{"found": []}'))
    client = OAuth2Client(
        token_url=f"{ISSUER}/token",
        client_id="a b",
        client_secret="s:/ä",
        auth_method=os.environ["METHOD"],
        scopes=["x", "y"],
        audience="z",
    )  # type: ignore[arg-type]
    yield "headers", [told(client.auth_headers), told(client.auth_headers)]
    response = client.request("get", f"{ISSUER}/items", headers={"X-A": "b"})
    yield "response", [response.status, response.json()]
    yield "asked", wire.asked


@scenario()
def answers_without_token():
    for answer in (
        (400, b""),
        (302, b""),
        (429, b""),
        (200, {}),
        (200, {"access_token": "a", "token_type": "mac"}),
        (200, {"access_token": "a b", "token_type": "bearer"}),
        (200, {"access_token": "a", "token_type": "bearer", "expires_in": "5"}),
        (200, {"access_token": "a", "token_type": "bearer", "expires_in": None}),
        (200, {"access_token": "a", "token_type": "BEARER", "expires_in": 5}),
        (200, b"x"),
        (200, []),
        (OSError("secret")),
    ):
        wire = Wire(answer)
        client = OAuth2Client(token_url=f"{ISSUER}/token", client_id="a", client_secret="b")
        yield str(answer), [told(client.auth_headers), told(client.auth_headers), len(wire.asked)]
