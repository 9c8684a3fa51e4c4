from __future__ import annotations

import base64
import json
import threading
import time
import traceback
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from fresh_interpreter import loaded_by

from aws_lambda_powertools.utilities.auth_alpha import JWTVerifier, OAuth2Client
from aws_lambda_powertools.utilities.auth_alpha.oauth2.exceptions import DownstreamRequestError, TokenExchangeError

if TYPE_CHECKING:
    from oidc_issuer import Issuer

TOKEN = {"access_token": "abc.def", "token_type": "Bearer", "expires_in": 3600}
SECRET = "s3cr:t/+ä"


@pytest.fixture(autouse=True)
def token_endpoint(issuer: Issuer) -> None:
    issuer.pages["/token"] = TOKEN


def client(issuer: Issuer, **options: Any) -> OAuth2Client:
    every = {"token_url": f"{issuer.url}/token", "client_id": "my app", "client_secret": SECRET, **options}
    return OAuth2Client(**every)


def form_of(issuer: Issuer) -> dict[str, list[str]]:
    return parse_qs(issuer.bodies[0][1].decode())


def test_a_token_is_fetched_once(issuer: Issuer) -> None:
    made = client(issuer)
    for _ in range(3):
        assert made.auth_headers() == {"Authorization": "Bearer abc.def"}
    assert issuer.asked == ["/token"]


async def test_a_token_for_async_code(issuer: Issuer) -> None:
    made = client(issuer)
    assert await made.auth_headers_async() == await made.auth_headers_async() == made.auth_headers()
    assert issuer.asked == ["/token"]


def test_credentials_in_a_header(issuer: Issuer) -> None:
    client(issuer, scopes=["read", "write"]).auth_headers()
    headers, body = issuer.bodies[0]
    assert base64.b64decode(headers["Authorization"].split()[1]) == b"my+app:s3cr%3At%2F%2B%C3%A4"
    assert body == b"grant_type=client_credentials&scope=read+write"


def test_credentials_in_the_form(issuer: Issuer) -> None:
    client(issuer, auth_method="client_secret_post", resource="https://stock.example").auth_headers()
    assert "Authorization" not in issuer.bodies[0][0]
    assert form_of(issuer) == {
        "grant_type": ["client_credentials"],
        "client_id": ["my app"],
        "client_secret": [SECRET],
        "resource": ["https://stock.example"],
    }


@pytest.mark.parametrize(("life", "fetches"), [(31, 1), (30, 2), (5, 2), (None, 2)])
def test_a_token_that_ends_soon_is_used_once(issuer: Issuer, life: Any, fetches: int, monkeypatch: Any) -> None:
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    answer = {key: value for key, value in {**TOKEN, "expires_in": life}.items() if value is not None}
    issuer.pages["/token"] = answer
    made = client(issuer)
    assert made.auth_headers() == made.auth_headers()
    assert len(issuer.asked) == fetches


def test_a_token_is_renewed_before_it_ends(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    made = client(issuer)
    made.auth_headers()
    now[0] += 3569
    made.auth_headers()
    assert len(issuer.asked) == 1
    now[0] += 2
    made.auth_headers()
    assert len(issuer.asked) == 2


BROKEN = [
    {},
    {"access_token": "abc", "token_type": "mac"},
    {"access_token": "abc"},
    {"access_token": "a b", "token_type": "bearer"},
    {"access_token": "a\r\nX: y", "token_type": "bearer"},
    {"access_token": "", "token_type": "bearer"},
    {**TOKEN, "expires_in": "3600"},
    {**TOKEN, "expires_in": True},
    {**TOKEN, "expires_in": 0},
    {**TOKEN, "expires_in": -1},
    [],
    b"<html>",
    (400, b'{"error":"invalid_client"}'),
    (302, b""),
]


@pytest.mark.parametrize("answer", BROKEN, ids=str)
def test_an_answer_without_token_is_final(issuer: Issuer, answer: Any) -> None:
    issuer.pages["/token"] = answer
    with pytest.raises(TokenExchangeError) as caught:
        client(issuer).auth_headers()
    assert (caught.value.retryable, len(issuer.asked)) == (False, 1)


@pytest.mark.parametrize("status", [429, 500, 503, None])
def test_trouble_is_tried_again_twice(issuer: Issuer, status: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    hang_up = lambda handler: handler.connection.shutdown(2)  # noqa: E731  a page
    issuer.pages["/token"] = (status, b"") if status else hang_up
    with pytest.raises(TokenExchangeError) as caught:
        client(issuer).auth_headers()
    assert (caught.value.retryable, len(issuer.asked), pauses) == (True, 3, [0.1, 0.2])


def test_the_second_attempt_may_work(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    answers: list[Any] = [(503, b""), TOKEN]
    issuer.pages["/token"] = lambda _: answers.pop(0)
    assert client(issuer).auth_headers() == {"Authorization": "Bearer abc.def"}


def test_the_secret_is_read_for_each_attempt(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    reads: list[int] = []
    issuer.pages["/token"] = (503, b"")
    with pytest.raises(TokenExchangeError):
        client(issuer, client_secret=lambda: reads.append(1) or "x").auth_headers()
    assert len(reads) == 3


@pytest.mark.parametrize("secret", [lambda: "", lambda: None, lambda: 5, lambda: 1 / 0])
def test_without_secret_nobody_is_asked(issuer: Issuer, secret: Any) -> None:
    with pytest.raises(TokenExchangeError) as caught:
        client(issuer, client_secret=secret).auth_headers()
    assert (issuer.asked, caught.value.__context__) == ([], None)


def test_secrets_stay_secret(issuer: Issuer) -> None:
    def read() -> str:
        raise RuntimeError(f"vault says {SECRET}")

    made = client(issuer, client_secret=read)
    assert repr(made) == "<OAuth2Client>"
    with pytest.raises(TokenExchangeError) as caught:
        made.auth_headers()
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    with pytest.raises(ValueError, match="client_secret") as wrong:
        client(issuer, client_secret=SECRET.encode())
    assert "s3cr" not in str(wrong.value)


def test_threads_share_one_exchange_and_its_failure(issuer: Issuer) -> None:
    served = threading.Event()
    issuer.pages["/token"] = lambda _: (served.wait(5), (400, b""))[1]
    made, go = client(issuer, timeout_seconds=10), threading.Barrier(6)
    errors: list[Exception] = []

    def work() -> None:
        go.wait()
        try:
            made.auth_headers()
        except TokenExchangeError as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    go.wait()
    time.sleep(0.2)
    served.set()
    for thread in threads:
        thread.join(10)
    assert (len({id(error) for error in errors}), len(issuer.asked)) == (5, 1)
    issuer.pages["/token"] = TOKEN
    assert made.auth_headers()


def test_a_service_is_called_with_a_token(issuer: Issuer) -> None:
    issuer.pages["/items?a=1"] = {"found": []}
    response = client(issuer).request("POST", f"{issuer.url}/items?a=1", json={"x": 1}, headers={"X-Trace": "7"})
    assert (response.status, issuer.asked) == (200, ["/token", "/items?a=1"])
    headers, body = issuer.bodies[1]
    assert (headers["Authorization"], headers["X-Trace"], json.loads(body)) == ("Bearer abc.def", "7", {"x": 1})


def test_a_response_is_read_to_its_end_whatever_its_status(issuer: Issuer) -> None:
    issuer.pages["/items"] = (404, {"found": []})
    response = client(issuer).request("GET", f"{issuer.url}/items")
    assert (response.status, response.json(), response.data) == (404, {"found": []}, b'{"found": []}')


def test_a_redirect_is_not_followed(issuer: Issuer) -> None:
    issuer.pages["/items"] = (302, b"")
    assert client(issuer).request("GET", f"{issuer.url}/items").status == 302
    assert issuer.asked == ["/token", "/items"]


def test_a_service_without_answer(issuer: Issuer) -> None:
    issuer.pages["/items"] = lambda handler: handler.connection.shutdown(2)
    with pytest.raises(DownstreamRequestError) as caught:
        client(issuer).request("GET", f"{issuer.url}/items", timeout=2)
    assert caught.value.__context__ is None
    assert issuer.asked == ["/token", "/items"]


@pytest.mark.parametrize(
    ("arguments", "match"),
    [
        (("GET ", "https://x"), "method"),
        ((None, "https://x"), "method"),
        (("GET", "http://x"), "HTTPS"),
        (("GET", "https://u:p@x"), "HTTPS"),
        (("GET", "https://x", {"timeout": 0}), "timeout"),
        (("GET", "https://x", {"headers": {"authorization": "x"}}), "Authorization"),
        (("GET", "https://x", {"headers": {"a b": "x"}}), "a b"),
        (("GET", "https://x", {"headers": {"a": "x\r\ny: z"}}), "line breaks"),
        (("GET", "https://x", {"headers": [("a", "b")]}), "mapping"),
        (("GET", "https://x", {"redirect": True}), "redirect"),
    ],
)
def test_a_bad_request_costs_no_token(issuer: Issuer, arguments: Any, match: str) -> None:
    options = arguments[2] if len(arguments) > 2 else {}
    with pytest.raises(ValueError, match=match):
        client(issuer).request(*arguments[:2], **options)
    assert issuer.asked == []


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("token_url", "http://x"),
        ("client_id", ""),
        ("auth_method", "none"),
        ("auth_method", []),
        ("scopes", ["a b"]),
        ("scopes", "a"),
        ("audience", ""),
        ("resource", "a/b"),
        ("resource", "https://x#f"),
        ("resource", "https://x/%zz"),
        ("resource", "https://[x"),
        ("timeout_seconds", 0),
    ],
)
def test_mistakes_are_named(issuer: Issuer, option: str, value: Any) -> None:
    with pytest.raises(ValueError, match=option):
        client(issuer, **{option: value})


def test_audience_and_resource_exclude_each_other(issuer: Issuer) -> None:
    with pytest.raises(ValueError, match="mutually exclusive"):
        client(issuer, audience="a", resource="urn:b")


# --- What an import costs -----------------------------------------------------------------------------------------------

AUTH = "aws_lambda_powertools.utilities.auth_alpha"
HEAVY = {"jwt", "cryptography", "urllib3", "asyncio"}
KEYS = """from aws_lambda_powertools.utilities.auth_alpha import JWTVerifier
options = dict(issuer="https://a.example", audience="a", algorithms=["RS256"])
"""


@pytest.mark.parametrize(
    "statement",
    [
        f"import {AUTH}",
        f"import {AUTH} as a; dir(a); import inspect; [n for n in a.__all__]",
        f"from {AUTH} import *",
        f"from {AUTH}.jwt import JWTVerifier, AuthErrorContext, AuthFailureReason",
        f"from {AUTH}.oauth2 import OAuth2Client",
        f"import {AUTH}.exceptions, {AUTH}.jwt.exceptions, {AUTH}.oauth2.exceptions, {AUTH}.jwt.testing",
    ],
)
def test_importing_loads_nothing_heavy(statement: str) -> None:
    assert loaded_by([statement])[1][statement].isdisjoint(HEAVY)


def test_static_keys_need_no_http_client() -> None:
    statement = f"{KEYS}JWTVerifier(**options, jwks={{'keys': []}})"
    loaded = loaded_by([statement])[1][statement]
    assert "jwt" in loaded
    assert "urllib3" not in loaded


def test_remote_keys_load_it_in_the_init_phase() -> None:
    statement = f"{KEYS}JWTVerifier(**options)"
    assert "urllib3" in loaded_by([statement])[1][statement]


def test_the_names_are_those_that_are_promised() -> None:
    import aws_lambda_powertools.utilities.auth_alpha as auth

    assert (
        {"JWTVerifier", "OAuth2Client", "AuthErrorContext", "AuthFailureReason"} <= set(auth.__all__) <= set(dir(auth))
    )
    assert auth.JWTVerifier is JWTVerifier
