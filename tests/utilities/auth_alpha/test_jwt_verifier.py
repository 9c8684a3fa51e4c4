from __future__ import annotations

import copy
import json
import pickle
import time
from typing import Any

import pytest
from hypothesis import example, given, strategies as st
from oidc_issuer import ALGORITHMS, encoded, jwk, jwks, private_key, signed

from aws_lambda_powertools.utilities.auth_alpha import AuthFailureReason, JWTVerifier
from aws_lambda_powertools.utilities.auth_alpha.exceptions import AuthError
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import (
    InvalidClaimsError,
    InvalidSignatureError,
    InvalidTokenError,
    JWKSFetchError,
    TokenExpiredError,
)
from aws_lambda_powertools.utilities.auth_alpha.jwt.testing import mock_claims

ISSUER = "https://login.example.com"
POOL = {"user_pool_id": "eu-west-1_Ab1", "client_id": "web"}
POOL_ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab1"


def claims(**more: Any) -> dict[str, Any]:
    return {"iss": ISSUER, "aud": "orders", "sub": "ana", "exp": 4102444800, **more}


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in claims().items() if key != name}


# --- A1: Cognito's ordinary tokens ------------------------------------------------------------------------------------


def access_token(**more: Any) -> str:
    """As Cognito makes them: `client_id`, no `aud`."""
    base = {"iss": POOL_ISSUER, "sub": "ana", "token_use": "access", "client_id": "web", "exp": time.time() + 300}
    return signed({**base, **more})


def id_token(**more: Any) -> str:
    base = {"iss": POOL_ISSUER, "sub": "ana", "token_use": "id", "aud": "web", "exp": time.time() + 300}
    return signed({**base, **more})


def test_an_ordinary_cognito_access_token_is_accepted() -> None:
    auth = JWTVerifier.cognito_access_token(**POOL, jwks=jwks())
    assert auth.verify(access_token(scope="orders:read"))["scope"] == "orders:read"


def test_a_cognito_id_token_is_accepted_by_its_profile() -> None:
    assert JWTVerifier.cognito_id_token(**POOL, jwks=jwks()).verify(id_token())["sub"] == "ana"


def test_an_access_token_of_any_of_several_clients_is_accepted() -> None:
    auth = JWTVerifier.cognito_access_token(user_pool_id="eu-west-1_Ab1", client_id=["web", "app"], jwks=jwks())
    assert auth.verify(access_token(client_id="app"))["client_id"] == "app"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(id_token, id="an id token"),
        pytest.param(lambda: access_token(client_id="other"), id="another client"),
        pytest.param(lambda: access_token(client_id=None), id="no client"),
        pytest.param(lambda: access_token(token_use=None), id="no use"),
        pytest.param(lambda: access_token(aud="https://other.example"), id="for another resource"),
        pytest.param(lambda: access_token(iss="https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Zz9"), id="pool"),
    ],
)
def test_the_profile_for_access_tokens_refuses(token: Any) -> None:
    with pytest.raises(InvalidClaimsError):
        JWTVerifier.cognito_access_token(**POOL, jwks=jwks()).verify(token())


def test_an_access_token_for_a_named_resource_is_accepted() -> None:
    auth = JWTVerifier.cognito_access_token(**POOL, audience="https://api.example", jwks=jwks())
    assert auth.verify(access_token(aud="https://api.example"))
    assert auth.verify(access_token())
    with pytest.raises(InvalidClaimsError):
        auth.verify(access_token(aud="https://other.example"))


@pytest.mark.parametrize("more", [{"token_use": "access"}, {"aud": "other"}, {"aud": None}])
def test_the_profile_for_id_tokens_refuses(more: dict[str, Any]) -> None:
    with pytest.raises(InvalidClaimsError):
        JWTVerifier.cognito_id_token(**POOL, jwks=jwks()).verify(id_token(**more))


def test_the_profile_with_an_audience_stays_as_it_was() -> None:
    auth = JWTVerifier.cognito(**POOL, audience="https://api.example", jwks=jwks())
    assert auth.verify(access_token(aud="https://api.example"))
    for token in (access_token(), access_token(aud="https://api.example", client_id="x"), id_token()):
        with pytest.raises(InvalidClaimsError):
            auth.verify(token)


@pytest.mark.parametrize("profile", [JWTVerifier.cognito_access_token, JWTVerifier.cognito_id_token])
@pytest.mark.parametrize("option", ["issuer", "algorithms", "jwks_uri"])
def test_a_user_pool_decides_on_issuer_and_keys(profile: Any, option: str) -> None:
    with pytest.raises(ValueError, match=option):
        profile(**POOL, **{option: "https://evil.example"})


@pytest.mark.parametrize("pool", ["", "eu-west-1", "eu-west-1_", "eu-west-1_a/b", "EU-WEST-1_a", None])
def test_what_is_no_user_pool_is_refused(pool: Any) -> None:
    with pytest.raises(ValueError, match="user_pool_id"):
        JWTVerifier.cognito_access_token(user_pool_id=pool, client_id="web")


# --- OpenID Connect ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "is_valid"),
    [
        ({}, True),
        ({"azp": "web"}, True),
        ({"aud": ["web", "api"], "azp": "web"}, True),
        ({"aud": ["web"]}, True),
        ({"aud": ["web", "api"]}, False),
        ({"aud": ["web", "api"], "azp": "api"}, False),
        ({"azp": "api"}, False),
        ({"sub": None}, False),
        ({"iat": None}, False),
        ({"aud": "api"}, False),
    ],
)
def test_id_tokens_of_any_provider(more: dict[str, Any], is_valid: bool) -> None:
    auth = JWTVerifier.oidc(issuer=ISSUER, client_id="web", jwks=jwks())
    token = signed(claims(**{"aud": "web", "iat": int(time.time()), **more}))
    if is_valid:
        assert auth.verify(token)["sub"] == "ana"
        return
    with pytest.raises(InvalidClaimsError):
        auth.verify(token)


# --- Signatures -------------------------------------------------------------------------------------------------------

EVERY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "ES256K", "EdDSA"]
KEY_FOR = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521", "ES256K": "secp256k1", "EdDSA": "ed"}


@pytest.mark.parametrize("algorithm", EVERY)
def test_a_token_is_verified_with(algorithm: str) -> None:
    kind = KEY_FOR.get(algorithm, "rsa")
    auth = JWTVerifier(issuer=ISSUER, audience="orders", algorithms=[algorithm], jwks=jwks(kind))
    token = signed(claims(), kind, algorithm)
    assert auth.verify(token) == auth.verify(token) == claims()
    head, _body, signature = token.split(".")
    forged = ".".join([head, encoded(json.dumps(claims(sub="eve")).encode()).decode(), signature])
    with pytest.raises(InvalidSignatureError):
        auth.verify(forged)


def test_the_signature_of_another_key_is_refused(auth: JWTVerifier) -> None:
    with pytest.raises(InvalidSignatureError):
        auth.verify(signed(claims(), "rsa2", headers={"kid": "rsa"}))


@pytest.mark.parametrize(
    "headers",
    [
        {"alg": "none"},
        {"alg": "HS256"},
        {"alg": "RS512"},
        {"alg": None},
        {"alg": ["RS256"]},
        {"kid": None},
        {"kid": ""},
        {"kid": 7},
        {"kid": "unknown"},
        {"crit": ["exp"]},
        {"crit": None},
        {"b64": False},
    ],
)
def test_a_header_is_refused(auth: JWTVerifier, headers: dict[str, Any]) -> None:
    with pytest.raises(InvalidTokenError) as caught:
        auth.verify(signed(claims(), headers=headers))
    assert type(caught.value) is InvalidTokenError


@pytest.mark.parametrize(
    "key",
    [
        {"use": "enc"},
        {"key_ops": ["sign"]},
        {"key_ops": "verify"},
        {"alg": "RS512"},
        {"kty": "oct"},
        {"n": "!"},
        {"n": None},
        {"d": "AQAB"},
    ],
)
def test_a_key_that_is_not_for_this_is_not_used(key: dict[str, Any]) -> None:
    auth = JWTVerifier(issuer=ISSUER, audience="orders", algorithms=["RS256"], jwks={"keys": [jwk("rsa", **key)]})
    with pytest.raises(InvalidTokenError) as caught:
        auth.verify(signed(claims()))
    assert type(caught.value) is InvalidTokenError


@pytest.mark.parametrize(("kind", "algorithm"), [("P-384", "ES256"), ("P-256", "RS256"), ("rsa", "ES256")])
def test_a_key_on_another_curve_is_not_used(kind: str, algorithm: str) -> None:
    auth = JWTVerifier(issuer=ISSUER, audience="orders", algorithms=EVERY, jwks=jwks("rsa", "P-256", "P-384"))
    with pytest.raises(InvalidTokenError) as caught:
        auth.verify(signed(claims(), headers={"kid": kind, "alg": algorithm}))
    assert caught.value.reason is AuthFailureReason.INVALID_TOKEN


def test_two_keys_of_one_id_are_ambiguous() -> None:
    keys = {"keys": [jwk("rsa"), jwk("rsa2", kid="rsa")]}
    auth = JWTVerifier(issuer=ISSUER, audience="orders", algorithms=["RS256"], jwks=keys)
    with pytest.raises(InvalidTokenError):
        auth.verify(signed(claims()))


def test_small_rsa_keys_are_refused_when_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    options: dict[str, Any] = {"issuer": ISSUER, "audience": "orders", "algorithms": ["RS256"], "jwks": jwks("small")}
    assert JWTVerifier(**options).verify(signed(claims(), "small"))
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    with pytest.raises(InvalidTokenError):
        JWTVerifier(**options).verify(signed(claims(), "small"))


def test_a_key_is_parsed_once(auth: JWTVerifier, monkeypatch: pytest.MonkeyPatch) -> None:
    import jwt

    parsed = []
    make = jwt.PyJWK
    monkeypatch.setattr(jwt, "PyJWK", lambda *arguments: parsed.append(1) or make(*arguments))
    for _ in range(3):
        auth.verify(signed(claims()))
    assert parsed == [1]


def test_the_given_keys_are_copied() -> None:
    keys = jwks()
    auth = JWTVerifier(issuer=ISSUER, audience="orders", algorithms=ALGORITHMS, jwks=keys)
    keys["keys"].clear()
    assert auth.verify(signed(claims()))


# --- Claims -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload",
    [
        *(without(name) for name in ("iss", "aud", "exp")),
        claims(iss="https://evil.example"),
        claims(iss=[ISSUER]),
        claims(aud="other"),
        claims(aud=[]),
        claims(aud=["orders", 5]),
        claims(aud={"orders": 1}),
        claims(exp="4102444800"),
        claims(exp=True),
        claims(exp=float("nan")),
        claims(exp=10**400),
        claims(nbf=4102444800),
        claims(nbf=None),
        claims(iat=4102444800),
        claims(sub=5),
        claims(jti=5),
        b"[]",
        b"{",
        b"",
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":"\xff"}',
        b'{"a":' + b"1" * 10_000 + b"}",
    ],
    ids=lambda payload: repr(payload)[:60],
)
def test_claims_are_refused(auth: JWTVerifier, payload: Any) -> None:
    with pytest.raises(InvalidClaimsError) as caught:
        auth.verify(signed(payload))
    assert caught.value.reason is AuthFailureReason.INVALID_CLAIMS


def test_an_expired_token_says_so(auth: JWTVerifier) -> None:
    with pytest.raises(TokenExpiredError, match="Access token expired"):
        auth.verify(signed(claims(exp=time.time() - 61)))


@pytest.mark.parametrize("more", [{"exp": -50}, {"nbf": 50}, {"iat": 50}])
def test_clocks_may_differ_a_little(auth: JWTVerifier, more: dict[str, int]) -> None:
    assert auth.verify(signed(claims(**{name: time.time() + by for name, by in more.items()})))


def test_the_end_of_a_token_counts_to_the_second(monkeypatch: pytest.MonkeyPatch, auth: JWTVerifier) -> None:
    token = signed(claims(exp=1000))
    monkeypatch.setattr(time, "time", lambda: 1059.9)
    assert auth.verify(token)
    monkeypatch.setattr(time, "time", lambda: 1060.0)
    with pytest.raises(TokenExpiredError):
        auth.verify(token)


def test_further_expectations() -> None:
    auth = JWTVerifier(
        issuer=ISSUER,
        audience=["orders", "stock"],
        algorithms=["RS256"],
        jwks=jwks(),
        required_claims=["tenant"],
        expected_claims={"tier": "gold"},
        expected_headers={"typ": "at+jwt"},
    )
    headers = {"typ": "at+jwt"}
    assert auth.verify(signed(claims(tenant=0, tier="gold", aud=["x", "stock"]), headers=headers))
    for payload, header in [
        (claims(tier="gold"), headers),
        (claims(tenant=1, tier="tin"), headers),
        (claims(tenant=1, tier="gold"), {"typ": "JWT"}),
    ]:
        with pytest.raises(InvalidClaimsError):
            auth.verify(signed(payload, headers=header))


# --- The text of a token ----------------------------------------------------------------------------------------------

DOCUMENTED = [InvalidTokenError, InvalidClaimsError, InvalidSignatureError, TokenExpiredError]
STATIC = JWTVerifier(issuer=ISSUER, audience="orders", algorithms=ALGORITHMS, jwks=jwks())
GOOD = signed(claims())
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def outcome(token: Any) -> type:
    try:
        STATIC.verify(token)
    except Exception as error:
        return type(error)
    return dict


@pytest.mark.parametrize(
    "token", ["", None, 5, b"x", GOOD.encode(), "a.b", GOOD + ".x", " " + GOOD, GOOD + "\n", "é.é.é"]
)
def test_what_is_no_token_is_invalid(token: Any) -> None:
    assert outcome(token) is InvalidTokenError


@given(st.text() | st.from_regex(r"[A-Za-z0-9_=-]{0,40}(\.[A-Za-z0-9_=-]{0,40}){0,4}", fullmatch=True))
@example("\ud800.\ud800.\ud800")
@example("..")
def test_any_text_ends_in_a_documented_error(text: str) -> None:
    assert outcome(text) in DOCUMENTED


@given(st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "x"]), json_values))
def test_any_header_ends_in_a_documented_error(header: dict[str, Any]) -> None:
    head = encoded(json.dumps(header).encode()).decode()
    assert outcome(".".join([head, *GOOD.split(".")[1:]])) in DOCUMENTED


@given(st.dictionaries(st.sampled_from(["iss", "aud", "exp", "nbf", "iat", "sub", "jti", "scope"]), json_values))
def test_any_signed_claims_end_in_a_documented_error_or_pass(payload: dict[str, Any]) -> None:
    assert outcome(signed({**claims(), **payload}, "ed", "EdDSA")) in {*DOCUMENTED, dict}


@given(st.integers(0, len(GOOD) - 1), st.characters())
def test_a_token_with_one_letter_changed_is_refused_or_the_same(at: int, letter: str) -> None:
    changed = GOOD[:at] + letter + GOOD[at + 1 :]
    assert changed == GOOD or outcome(changed) in DOCUMENTED or same_bytes(changed)


def same_bytes(token: str) -> bool:
    """The last letter of a signature carries bits that say nothing."""
    return token.rpartition(".")[0] == GOOD.rpartition(".")[0]


@given(json_values, st.sampled_from(["iss", "aud", "alg"]))
def test_any_key_document_is_refused_or_taken(value: Any, name: str) -> None:
    try:
        auth = JWTVerifier(
            issuer=ISSUER,
            audience="orders",
            algorithms=["RS256"],
            jwks={"keys": [{"kid": "rsa", name: value, "kty": value}]},
        )
    except ValueError:
        return
    with pytest.raises(InvalidTokenError):
        auth.verify(GOOD)


# --- Headers, groups, mocks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["Bearer {}", "bearer {}", "BEARER\t{}", "  Bearer   {} "])
def test_a_bearer_token_is_found_in_its_header(auth: JWTVerifier, header: str) -> None:
    assert auth.verify_authorization_header(header.format(signed(claims())))["sub"] == "ana"


@pytest.mark.parametrize("header", ["", "Bearer", "Basic x", "Bearer a b", "x", 5])
def test_other_headers_are_refused(auth: JWTVerifier, header: Any) -> None:
    with pytest.raises(InvalidTokenError) as caught:
        auth.verify_authorization_header(header)
    assert caught.value.reason is AuthFailureReason.INVALID_TOKEN


def test_a_missing_header_is_told_apart(auth: JWTVerifier) -> None:
    with pytest.raises(InvalidTokenError) as caught:
        auth.verify_authorization_header(None)
    assert caught.value.reason is AuthFailureReason.MISSING_TOKEN


def test_a_group_chooses_by_issuer(auth: JWTVerifier) -> None:
    group = JWTVerifier.any_of(auth, JWTVerifier.cognito_access_token(**POOL, jwks=jwks()))
    assert group.verify(signed(claims()))["iss"] == ISSUER
    assert group.verify(access_token())["iss"] == POOL_ISSUER
    assert repr(group) == "<JWTVerifier issuer group>"
    for token in (signed(claims(iss="https://evil.example")), signed(without("iss")), signed(b"["), "x", None):
        with pytest.raises(InvalidTokenError) as caught:
            group.verify(token)  # type: ignore[arg-type]
        assert type(caught.value) is InvalidTokenError


def test_a_group_holds_each_issuer_once(auth: JWTVerifier) -> None:
    for members in [(), (auth, auth), (auth, 5), (JWTVerifier.any_of(auth),)]:
        with pytest.raises(ValueError, match="any_of"):
            JWTVerifier.any_of(*members)  # type: ignore[arg-type]


async def test_async_verification(auth: JWTVerifier) -> None:
    assert (await auth.verify_async(signed(claims())))["sub"] == "ana"
    assert (await auth.verify_authorization_header_async(f"Bearer {signed(claims())}"))["sub"] == "ana"
    with pytest.raises(InvalidTokenError):
        await auth.verify_async("x")


def test_mocked_claims_are_fresh_copies(auth: JWTVerifier) -> None:
    mine = {"roles": ["admin"]}
    with mock_claims(auth, mine):
        mine["roles"].append("later")
        auth.verify("x")["roles"].append("changed")
        assert auth.verify("y") == {"roles": ["admin"]}
        with mock_claims(auth, {"sub": "inner"}):
            assert auth.verify("z") == {"sub": "inner"}
        assert auth.verify_authorization_header("Bearer y") == {"roles": ["admin"]}
    with pytest.raises(InvalidTokenError):
        auth.verify("x")


# --- Configuration, errors --------------------------------------------------------------------------------------------

MISTAKES = [
    ("issuer", ["http://a.example", "https://u:secret@a.example", "https://a.example?x=1", "https://a b", "", None]),
    ("audience", ["", [], ["a", ""], {"a"}, None, [5]]),
    ("algorithms", ["RS256", [], ["HS256"], ["none"], ["RS256", "HS512"], None]),
    ("jwks", [{}, {"keys": {}}, {"keys": [1]}, [], "x"]),
    ("jwks_uri", ["https://a.example/keys"]),
    ("required_claims", ["sub", [""], [5]]),
    ("expected_claims", [{"a": 1}, {"a": ""}, [("a", "b")]]),
    ("expected_headers", [{"": "b"}]),
    ("clock_skew_seconds", [-1, True, float("inf"), float("nan"), "1", None]),
    ("timeout_seconds", [0, -1, True]),
    ("jwks_max_age_seconds", [0, None]),
    ("unknown_kid_cooldown_seconds", [-1, True]),
]


@pytest.mark.parametrize(("option", "value"), [(name, value) for name, values in MISTAKES for value in values])
def test_a_mistake_in_the_configuration_is_named(option: str, value: Any) -> None:
    options: dict[str, Any] = {"issuer": ISSUER, "audience": "orders", "algorithms": ["RS256"], "jwks": jwks()}
    with pytest.raises(ValueError, match=option) as caught:
        JWTVerifier(**{**options, option: value})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("kind", [AuthError, *DOCUMENTED, JWKSFetchError])
def test_errors_can_be_pickled_and_copied(kind: type[AuthError]) -> None:
    for same in (pickle.loads(pickle.dumps(kind())), copy.copy(kind())):
        assert (type(same), str(same), same.retryable) == (kind, kind.message, kind is JWKSFetchError)


def test_errors_hold_nothing_of_the_token(auth: JWTVerifier) -> None:
    """Nor do the frames of their tracebacks, which error trackers show with local variables."""
    token = signed(claims(sub="private-name", exp=1))
    with pytest.raises(TokenExpiredError) as caught:
        auth.verify_authorization_header(f"Bearer {token}")
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    frames = []
    trace = error.__traceback__
    while trace is not None:
        frames.append(trace.tb_frame)
        trace = trace.tb_next
    ours = [
        frame for frame in frames if "auth_alpha/jwt" in frame.f_code.co_filename or "_safe" in frame.f_code.co_filename
    ]
    assert ours
    assert "private-name" not in repr(error)
    assert not [frame for frame in ours if token in repr(frame.f_locals)]


def test_a_private_key_is_never_parsed() -> None:
    from jwt.algorithms import RSAAlgorithm

    private = {**RSAAlgorithm.to_jwk(private_key("rsa"), as_dict=True), "kid": "rsa"}
    private.pop("key_ops", None)
    auth = JWTVerifier(issuer=ISSUER, audience="orders", algorithms=["RS256"], jwks={"keys": [private]})
    with pytest.raises(InvalidTokenError):
        auth.verify(signed(claims()))
