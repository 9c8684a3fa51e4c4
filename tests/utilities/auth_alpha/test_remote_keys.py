"""Keys of a real issuer over TLS, and the timing of fetches with a clock that stands still."""

from __future__ import annotations

import gc
import json
import os
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import urllib3
from oidc_issuer import ALGORITHMS, jwks, signed

from aws_lambda_powertools.utilities.auth_alpha import JWTVerifier
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import InvalidTokenError, JWKSFetchError

if TYPE_CHECKING:
    from oidc_issuer import Issuer

MAX_AGE = 300.0
ISSUER = "https://login.example.com"


def verifier(issuer: Issuer, **options: Any) -> JWTVerifier:
    return JWTVerifier(issuer=issuer.url, audience="orders", algorithms=ALGORITHMS, **options)


# --- Over the wire ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "algorithm"), [("rsa", "RS256"), ("P-256", "ES256"), ("ed", "EdDSA")])
def test_keys_are_discovered_and_kept(issuer: Issuer, kind: str, algorithm: str) -> None:
    auth = verifier(issuer)
    for _ in range(3):
        assert auth.verify(issuer.token(kind, algorithm))["sub"] == "ana"
    assert issuer.asked == ["/.well-known/openid-configuration", "/jwks"]


def test_keys_are_fetched_from_a_given_url(issuer: Issuer) -> None:
    verifier(issuer, jwks_uri=f"{issuer.url}/jwks").verify(issuer.token())
    assert issuer.asked == ["/jwks"]


def test_prefetch_spares_the_first_request_the_wait(issuer: Issuer) -> None:
    auth = verifier(issuer)
    auth.prefetch()
    auth.prefetch()
    asked = list(issuer.asked)
    auth.verify(issuer.token())
    assert issuer.asked == asked == ["/.well-known/openid-configuration", "/jwks"]


async def test_async_fetches_leave_the_loop_free(issuer: Issuer) -> None:
    import asyncio

    served, ticks = threading.Event(), 0
    issuer.pages["/jwks"] = lambda _: (served.wait(5), jwks())[1]
    auth = verifier(issuer, timeout_seconds=5)

    async def tick() -> None:
        nonlocal ticks
        for _ in range(5):
            ticks += 1
            await asyncio.sleep(0)
        served.set()

    claims, _ = await asyncio.gather(auth.verify_async(issuer.token()), tick())
    await auth.prefetch_async()
    assert (claims["sub"], ticks) == ("ana", 5)


def test_an_untrusted_certificate_gets_no_trust(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(JWKSFetchError):
        verifier(issuer).verify(issuer.token())
    assert issuer.asked == []


BROKEN = {
    "an error": (500, b""),
    "a redirect": (302, b""),
    "no JSON": b"<html>",
    "no object": [],
    "no keys": {"keys": "x"},
    "keys that are none": {"keys": [1]},
    "too much": b'{"keys":[],"x":"' + b"x" * (1024 * 1024) + b'"}',
    "deep JSON": b'{"keys":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "no answer": None,
}


@pytest.mark.parametrize("page", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_key_endpoint_is_an_error_that_may_be_retried(issuer: Issuer, page: Any) -> None:
    issuer.pages["/jwks"] = page
    with pytest.raises(JWKSFetchError) as caught:
        verifier(issuer).verify(issuer.token())
    assert caught.value.retryable
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert issuer.asked.count("/jwks") == 1


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.example", "jwks_uri": "https://evil.example/jwks"},
        {"jwks_uri": "https://evil.example/jwks"},
        {},
        (404, b""),
    ],
)
def test_a_discovery_document_of_somebody_else_is_refused(issuer: Issuer, document: Any) -> None:
    issuer.pages["/.well-known/openid-configuration"] = document
    with pytest.raises(JWKSFetchError):
        verifier(issuer).verify(issuer.token())
    assert "/jwks" not in issuer.asked


def test_keys_are_never_fetched_without_tls(issuer: Issuer) -> None:
    issuer.pages["/.well-known/openid-configuration"] = {
        "issuer": issuer.url,
        "jwks_uri": issuer.url.replace("https", "http") + "/jwks",
    }
    with pytest.raises(JWKSFetchError):
        verifier(issuer).verify(issuer.token())


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_trickles_can_not_stretch_the_deadline(issuer: Issuer, part: str) -> None:
    stop = threading.Event()

    def trickle(handler: Any) -> None:
        if part == "body":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not stop.wait(0.05):
            handler.wfile.write(b" " if part == "body" else b"X-Slow: 1\r\n")
            handler.wfile.flush()

    issuer.pages["/jwks"] = trickle
    began = time.monotonic()
    with pytest.raises(JWKSFetchError):
        verifier(issuer, timeout_seconds=0.4).verify(issuer.token())
    stop.set()
    assert time.monotonic() - began < 2


def test_threads_share_one_fetch(issuer: Issuer) -> None:
    auth = verifier(issuer, timeout_seconds=10)
    go = threading.Barrier(8)
    found: list[Any] = []
    issuer.pages["/jwks"] = lambda _: (time.sleep(0.1), jwks())[1]
    token = issuer.token()

    def work() -> None:
        go.wait()
        found.append(auth.verify(token)["sub"])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(15)
    assert found == ["ana"] * 8
    assert issuer.asked == ["/.well-known/openid-configuration", "/jwks"]


def test_who_waits_in_vain_does_not_end_the_fetch(issuer: Issuer) -> None:
    served, asked = threading.Event(), threading.Event()
    issuer.pages["/jwks"] = lambda _: (asked.set(), served.wait(10), jwks())[2]
    patient, hasty = verifier(issuer, timeout_seconds=10), verifier(issuer, timeout_seconds=0.05)
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(patient.verify(issuer.token())["sub"]))
    thread.start()
    assert asked.wait(10)
    with pytest.raises(JWKSFetchError):
        hasty.verify(issuer.token())
    served.set()
    thread.join(10)
    assert found == ["ana"]
    assert hasty.verify(issuer.token())["sub"] == "ana"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_process_verifies_too(issuer: Issuer) -> None:
    auth = verifier(issuer, jwks_max_age_seconds=0.001)
    auth.verify(issuer.token())
    token = issuer.token()
    child = os.fork()
    if child == 0:
        try:
            os._exit(0 if auth.verify(token)["sub"] == "ana" else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


# --- When keys are fetched --------------------------------------------------------------------------------------------


class Wire:
    """Stands where urllib3's pool stands."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.keys: Any = jwks("rsa")
        self.fails = False
        self.asked = 0
        self.options: dict[str, Any] = {}

    def __call__(self, **options: Any) -> Wire:
        self.options = options
        return self

    def request(self, method: str, url: str, *, timeout: Any, retries: Any, redirect: Any, **more: Any) -> Any:
        assert (method, retries, redirect, more["preload_content"]) == ("GET", False, False, False)
        assert 0 < timeout.total <= 3
        self.asked += 1
        if self.fails:
            raise urllib3.exceptions.NewConnectionError(None, f"{url} with a secret")  # type: ignore[arg-type]
        return Answer(json.dumps(self.keys).encode())


class Answer:
    status = 200

    def __init__(self, body: bytes) -> None:
        self.body = body

    def read1(self, _most: int, decode_content: bool) -> bytes:
        assert not decode_content
        body, self.body = self.body, b""
        return body

    def close(self) -> None: ...

    def release_conn(self) -> None: ...


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    gc.collect()  # verifiers of other tests would share their keys
    made = Wire()
    monkeypatch.setattr(urllib3, "PoolManager", made)
    monkeypatch.setattr(time, "monotonic", lambda: made.now)
    return made


def on(wire: Wire, **options: Any) -> JWTVerifier:
    assert wire.asked == 0
    every = {"issuer": ISSUER, "audience": "orders", "algorithms": ["RS256"], "jwks_uri": f"{ISSUER}/keys", **options}
    return JWTVerifier(**every)


def token(kind: str = "rsa") -> str:
    return signed({"iss": ISSUER, "aud": "orders", "exp": time.time() + 300}, kind)


def asks(wire: Wire, auth: JWTVerifier, text: str) -> tuple[str, int]:
    before = wire.asked
    try:
        auth.verify(text)
        result = "ok"
    except Exception as error:
        result = type(error).__name__
    return result, wire.asked - before


def test_keys_are_used_until_they_expire(wire: Wire) -> None:
    auth = on(wire)
    assert asks(wire, auth, token()) == ("ok", 1)
    assert wire.options == {"cert_reqs": "CERT_REQUIRED"}
    wire.now += MAX_AGE - 0.1
    assert asks(wire, auth, token()) == ("ok", 0)
    wire.now += 0.1
    assert asks(wire, auth, token()) == ("ok", 1)


def test_expired_keys_are_never_used(wire: Wire) -> None:
    auth = on(wire)
    auth.verify(token())
    wire.now += MAX_AGE
    wire.fails = True
    assert asks(wire, auth, token()) == ("JWKSFetchError", 1)


def test_an_unknown_key_id_is_looked_for_after_the_cooldown(wire: Wire) -> None:
    auth = on(wire, unknown_kid_cooldown_seconds=10)
    auth.verify(token())
    wire.keys = jwks("rsa", "rsa2")
    assert asks(wire, auth, token("rsa2")) == ("InvalidTokenError", 0)
    wire.now += 10
    assert asks(wire, auth, token("rsa2")) == ("ok", 1)


def test_a_new_key_is_found_at_once_when_strict(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    auth = on(wire)
    auth.verify(token())
    wire.keys = jwks("rsa", "rsa2")
    assert asks(wire, auth, token("rsa2")) == ("ok", 1)
    assert asks(wire, auth, token("small")) == ("InvalidTokenError", 0)


def test_a_cooldown_does_not_hinder_a_refresh_by_age(wire: Wire) -> None:
    auth = on(wire, unknown_kid_cooldown_seconds=10_000)
    auth.verify(token())
    wire.now += MAX_AGE
    wire.keys = jwks("rsa2")
    assert asks(wire, auth, token("rsa2")) == ("ok", 1)


def test_a_failed_refresh_leaves_fresh_keys_alone(wire: Wire) -> None:
    auth = on(wire, unknown_kid_cooldown_seconds=0)
    auth.verify(token())
    wire.fails = True
    assert asks(wire, auth, token("rsa2")) == ("JWKSFetchError", 1)
    assert asks(wire, auth, token()) == ("ok", 0)


def test_an_issuer_in_trouble_is_asked_ever_less_often(wire: Wire) -> None:
    auth = on(wire)
    wire.fails = True
    for pause in (1, 2, 4, 8, 16, 30, 30):
        assert asks(wire, auth, token()) == ("JWKSFetchError", 1)
        wire.now += pause - 0.01
        assert asks(wire, auth, token()) == ("JWKSFetchError", 0)
        wire.now += 0.01
    wire.fails = False
    assert asks(wire, auth, token()) == ("ok", 1)
    wire.now += MAX_AGE
    wire.fails = True
    assert asks(wire, auth, token()) == ("JWKSFetchError", 1)
    wire.now += 1
    assert asks(wire, auth, token()) == ("JWKSFetchError", 1)


def test_an_issuer_that_nobody_knows_is_asked_nothing(wire: Wire) -> None:
    group = JWTVerifier.any_of(on(wire))
    with pytest.raises(InvalidTokenError):
        group.verify(signed({"iss": "https://evil.example"}))
    assert wire.asked == 0


def test_verifiers_of_one_issuer_share_keys_while_they_live(wire: Wire) -> None:
    first, second = on(wire), on(wire, timeout_seconds=2, audience="x")
    first.verify(token())
    assert asks(wire, second, token()) == ("InvalidClaimsError", 0)
    del first, second
    gc.collect()
    wire.asked = 0
    assert asks(wire, on(wire), token()) == ("ok", 1)


def test_the_frozen_clock_of_the_toolkit_counts_too(wire: Wire) -> None:
    from aws_lambda_powertools._core import clock

    auth = on(wire)
    clock.freeze(time.time())
    try:
        auth.verify(token())
        clock.advance(MAX_AGE + 1)
        assert asks(wire, auth, token()) == ("ok", 1)
    finally:
        clock.unfreeze()
