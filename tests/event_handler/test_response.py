"""What handlers return, and what goes out for it."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass
from datetime import date, datetime, timezone
from decimal import Decimal
from enum import Enum
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from fronts import FRONTS, Front, header, http, rest
from hypothesis import given, strategies as st
from pydantic import BaseModel

from aws_lambda_powertools.event_handler import (
    APIGatewayHttpResolver,
    APIGatewayRestResolver,
    CORSConfig,
    Response,
    content_types,
)
from aws_lambda_powertools.event_handler.api_gateway import ResponseBuilder
from aws_lambda_powertools.shared.cookies import Cookie
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

GZIP = {"Accept-Encoding": "gzip"}


def answer(result: Any, headers: dict[str, str] | None = None, app: Any = None, **options: Any) -> dict[str, Any]:
    """What goes out for what a handler returns."""
    app = app or APIGatewayRestResolver()
    app.get("/x", **options)(lambda: result)
    return dict(app.resolve(rest("GET", "/x", headers), None))


def unzipped(response: dict[str, Any]) -> str:
    assert response["isBase64Encoded"] is True
    return gzip.decompress(base64.b64decode(response["body"])).decode()


class Colour(Enum):
    RED = "red"


@dataclass
class Point:
    x: int


class Model(BaseModel):
    x: int


@pytest.mark.parametrize("front", FRONTS, ids=str)
@pytest.mark.parametrize("result", [{"a": 1}, ({"a": 1}, 200), Response(200, "application/json", '{"a":1}')])
def test_data_goes_out_as_json(front: Front, result: object) -> None:
    app = front.resolver()
    app.get("/x")(lambda: result)
    response = app.resolve(front.request("GET", "/x"), None)

    assert (response["statusCode"], response["body"], response["isBase64Encoded"]) == (200, '{"a":1}', False)
    assert header(response, "content-type") == "application/json"


@pytest.mark.parametrize(
    ("result", "body"),
    [
        (None, "null"),
        (5, "5"),
        (True, "true"),
        ("text", "text"),
        ([1, 2], "[1,2]"),
        ({"é": "ü"}, '{"\\u00e9":"\\u00fc"}'),
        ({1: 2}, '{"1":2}'),
        (Decimal("1.50"), '"1.50"'),
        (datetime(2026, 1, 2, tzinfo=timezone.utc), '"2026-01-02T00:00:00+00:00"'),
        ({"day": date(2026, 1, 2)}, '{"day":"2026-01-02"}'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (Colour.RED, '"red"'),
        (Point(1), '{"x":1}'),
        ([Model(x=1)], '[{"x":1}]'),
        ({"b", "a"}, '["a","b"]'),
        ({"v": float("nan"), "w": [float("inf")], "d": Decimal("NaN")}, '{"v":null,"w":[null],"d":null}'),
        ([{"a": 1}, 201, {}], '[{"a":1},201,{}]'),
        (b"bytes", "bytes"),
    ],
)
def test_bodies_of_all_kinds(result: object, body: str) -> None:
    assert answer(result)["body"] == body


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_a_body_is_always_json(value: Any) -> None:
    body = answer({"value": value})["body"]

    json.loads(body, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


def test_what_has_no_form_in_json_is_an_error() -> None:
    with pytest.raises(TypeError, match="object"):
        answer(object())


@pytest.mark.parametrize(
    ("result", "status", "headers"),
    [
        (({"a": 1}, 201), 201, {}),
        (({"a": 1}, HTTPStatus.ACCEPTED), 202, {}),
        (({"a": 1}, 201, {"Location": "/x/1"}), 201, {"Location": ["/x/1"]}),
    ],
)
def test_pairs_and_triples(result: Any, status: int, headers: dict[str, Any]) -> None:
    response = answer(result)

    assert (response["statusCode"], type(response["statusCode"]), response["body"]) == (status, int, '{"a":1}')
    assert response["multiValueHeaders"] == {**headers, "Content-Type": ["application/json"]}


@pytest.mark.parametrize("second", [{"b": 2}, "x", True, 42, 1000])
def test_a_pair_whose_second_part_is_no_status_is_an_error(second: object) -> None:
    with pytest.raises(TypeError, match="no HTTP status"):
        answer(({"a": 1}, second))


def test_the_routes_own_status() -> None:
    assert answer({"a": 1}, status_code=202)["statusCode"] == 202
    assert answer(({"a": 1}, 203), status_code=202)["statusCode"] == 203


@pytest.mark.parametrize(
    ("response", "body", "encoded", "content_type"),
    [
        (Response(200, "text/plain", "x"), "x", False, "text/plain"),
        (Response(200, content_types.APPLICATION_JSON, {"a": 1}), '{"a":1}', False, "application/json"),
        (
            Response(200, headers={"content-type": "application/json"}, body={"a": 1}),
            '{"a":1}',
            False,
            "application/json",
        ),
        (Response(400, "application/problem+json", {"a": 1}), '{"a":1}', False, "application/problem+json"),
        (Response(200, body={"a": 1}), '{"a":1}', False, "application/json"),
        (Response(200, body=Model(x=1)), '{"x":1}', False, "application/json"),
        (Response(200, "application/json", b'{"a":1}'), '{"a":1}', False, "application/json"),
        (Response(200, "image/png", b"\x89P"), "iVA=", True, "image/png"),
        (Response(200, "image/png", bytearray(b"\x89P")), "iVA=", True, "image/png"),
        (Response(200, "application/json", b"\x89P"), "iVA=", True, "application/json"),
        (Response(200, "application/json", "é"), "é", False, "application/json"),
        (Response(200, "application/json", "x", headers={"content-type": "text/html"}), "x", False, "text/html"),
        (Response(200), None, False, None),
        (Response(204), None, False, None),
        (Response(200, "application/json"), "null", False, "application/json"),
        (Response(204, "application/json"), "", False, "application/json"),
        (Response(HTTPStatus.NOT_MODIFIED, "application/json"), "", False, "application/json"),
    ],
)
def test_responses(response: Response[Any], body: str | None, encoded: bool, content_type: str | None) -> None:
    out = answer(response)

    assert (out["body"], out["isBase64Encoded"]) == (body, encoded)
    assert header(out, "content-type") == content_type
    assert len(out["multiValueHeaders"]) == (content_type is not None)
    assert type(out["statusCode"]) is int


@pytest.mark.parametrize("result", [(None, 204), ("", 204)])
def test_204_has_an_empty_body(result: Any) -> None:
    assert answer(result)["body"] == ""


def test_204_of_the_route_has_an_empty_body() -> None:
    assert answer(None, status_code=204)["body"] == ""


def test_a_base64_body_of_the_handlers_own_stays() -> None:
    response = Response(200, "image/png", "iVA=")
    response.base64_encoded = True

    out = answer(response, GZIP, compress=True)
    assert (out["body"], out["isBase64Encoded"]) == ("iVA=", True)


def test_the_response_of_a_handler_is_never_changed() -> None:
    """[E7]: one Response at module level, for clients with gzip, without, and of several origins."""
    shared = Response(200, "application/json", {"a": 1})
    cors = CORSConfig("https://a.example", extra_origins=["https://b.example"], allow_credentials=True)
    app = APIGatewayRestResolver(cors=cors)
    app.get("/x", compress=True, cache_control="max-age=1")(lambda: shared)

    def ask(**headers: str) -> dict[str, Any]:
        return app.resolve(rest("GET", "/x", {name.replace("_", "-"): value for name, value in headers.items()}), None)

    first = ask(Origin="https://a.example", Accept_Encoding="gzip")
    second = ask(Origin="https://a.example", Accept_Encoding="gzip")
    plain = ask(Origin="https://evil.example")

    assert first == second
    assert unzipped(first) == '{"a":1}'
    assert (plain["body"], header(plain, "Content-Encoding")) == ('{"a":1}', None)
    assert header(plain, "Access-Control-Allow-Origin") is None
    assert (shared.body, dict(shared.headers)) == ({"a": 1}, {"Content-Type": "application/json"})


@pytest.mark.parametrize(
    ("accept", "compressed"),
    [
        ("gzip", True),
        ("deflate, GZIP", True),
        ("gzip;q=0.1, identity", True),
        ("*", True),
        ("gzip;q=0, identity", False),
        ("*;q=0", False),
        ("gzip;q=nonsense", False),
        ("x-gzip-like", False),
        ("identity", False),
        ("", False),
    ],
)
def test_compression_is_negotiated(accept: str, compressed: bool) -> None:
    out = answer("x" * 100, {"accept-encoding": accept}, compress=True)

    assert (header(out, "Content-Encoding") == "gzip") is compressed
    assert (unzipped(out) if compressed else out["body"]) == "x" * 100


def test_an_encoded_body_is_not_encoded_again() -> None:
    brotli = Response(200, "text/plain", b"\x0b\x02", headers={"content-encoding": "br"})
    out = answer(brotli, GZIP, compress=True)

    assert (header(out, "content-encoding"), out["body"]) == ("br", base64.b64encode(b"\x0b\x02").decode())


def test_the_response_decides_on_compression() -> None:
    assert header(answer(Response(200, body="x", compress=True), GZIP), "Content-Encoding") == "gzip"
    assert header(answer(Response(200, body="x", compress=False), GZIP, compress=True), "Content-Encoding") is None


def test_a_response_without_a_body_is_not_compressed() -> None:
    assert answer(Response(200), GZIP, compress=True)["body"] is None


def test_cache_control_is_for_success_only() -> None:
    assert header(answer("x", cache_control="max-age=60"), "Cache-Control") == "max-age=60"
    assert header(answer(Response(404, body="x"), cache_control="max-age=60"), "Cache-Control") == "no-cache"


@pytest.mark.parametrize("front", FRONTS, ids=str)
def test_headers_and_cookies_in_the_form_of_each_front(front: Front) -> None:
    app = front.resolver()
    several = "a" if front.name == "alb" else ["a", "b"]
    app.get("/x")(lambda: Response(200, "text/plain", "x", {"X-One": "1", "X-Two": several}, [Cookie("c", "d")]))
    out = app.resolve(front.request("GET", "/x"), None)

    assert header(out, "X-One") == "1"
    if front.name == "rest":
        assert out["multiValueHeaders"]["X-Two"] == ["a", "b"]
        assert out["multiValueHeaders"]["Set-Cookie"] == ["c=d; Secure"]
    elif front.name == "alb":
        assert out["headers"]["Set-Cookie"] == "c=d; Secure"
    else:
        assert out["headers"]["X-Two"] == "a, b"
        assert out["cookies"] == ["c=d; Secure"]


@pytest.mark.parametrize(("value", "expected"), [(5, "5"), (None, None), (True, "True"), ("x", "x")])
def test_header_values_become_text(value: Any, expected: str | None) -> None:
    app = APIGatewayHttpResolver()
    app.get("/x")(lambda: Response(200, "text/plain", "x", headers={"X-Count": value}))

    assert app.resolve(http("GET", "/x"), None)["headers"].get("X-Count") == expected


@pytest.mark.parametrize("front", FRONTS, ids=str)
@pytest.mark.parametrize(
    "make",
    [
        lambda: Response(200, "text/plain", "x", headers={"X-Name": "a\r\nSet-Cookie: evil=1"}),
        lambda: Response(200, "text/plain", "x", headers={"X-Name\r\n": "a"}),
        lambda: Response(200, "text/plain\r\nX-Evil: 1", "x"),
        lambda: Response(200, "text/plain", "x", cookies=[Cookie("a", "abc; Domain=evil.example")]),
        lambda: Response(200, "text/plain", "x", cookies=[Cookie("a", "b\r\nX: y")]),
        lambda: Response(200, "text/plain", "x", cookies=[Cookie("a;b", "c")]),
    ],
)
def test_what_breaks_out_of_its_header_is_refused(front: Front, make: Any) -> None:
    app = front.resolver()
    app.get("/x")(make)
    with pytest.raises(ValueError, match=r"holds|header name"):
        app.resolve(front.request("GET", "/x"), None)


def test_headers_of_a_response_match_in_any_case() -> None:
    response = Response(200, "text/plain", "x", headers={"x-one": "1"})

    assert (response.headers["X-ONE"], response.headers.get("X-One"), "X-one" in response.headers) == ("1", "1", True)
    response.headers["X-ONE"] = "2"
    response.headers.update({"CONTENT-TYPE": "text/html"})
    assert response.headers == {"x-one": "2", "Content-Type": "text/html"}
    assert response.headers.setdefault("X-One", "3") == "2"
    assert response.headers.pop("X-One") == "2"
    del response.headers["content-type"]
    assert response.headers == {}
    with pytest.raises(KeyError):
        response.headers["x"]


def test_two_spellings_of_one_header_are_one() -> None:
    assert Response(200, headers={"X-A": "1", "x-a": "2"}).headers == {"X-A": "2"}


def test_a_serializer_of_the_apps_own_writes_all_bodies() -> None:
    app = APIGatewayRestResolver(serializer=lambda value: f"<{value}>")

    assert answer({"a": 1}, app=app)["body"] == "<{'a': 1}>"
    assert app.resolve(rest("GET", "/nowhere"), None)["body"].startswith("<{'statusCode': 404")


def test_a_response_can_be_subscribed_with_the_type_of_its_body() -> None:
    assert Response[int](200, body=5).body == 5
    assert Response[Model].__args__ == (Model,)  # type: ignore[attr-defined]


def test_a_builder_can_be_used_alone() -> None:
    built = ResponseBuilder(Response(200, "text/plain", "x")).build(APIGatewayProxyEvent(rest("GET", "/x")))

    assert built == {
        "statusCode": 200,
        "body": "x",
        "isBase64Encoded": False,
        "multiValueHeaders": {"Content-Type": ["text/plain"]},
    }


@pytest.mark.parametrize("status", ["200", None, True])
def test_a_status_that_is_none_is_an_error(status: Any) -> None:
    with pytest.raises(TypeError, match="status"):
        answer(Response(status, "text/plain", "x"))
