"""Path, query string, headers and cookies, held against a handler's annotations, behind every front."""

# ruff: noqa: UP045  Optional and Union are what users write

from __future__ import annotations

import datetime
import decimal
import enum
import itertools
import json
import uuid
from typing import Annotated, Literal, Optional

import pytest
from fronts import FRONTS, http, rest
from pydantic import BaseModel, ConfigDict, Field

from aws_lambda_powertools.event_handler import (
    APIGatewayHttpResolver,
    APIGatewayRestResolver,
    Request,
)
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError, SchemaValidationError
from aws_lambda_powertools.event_handler.openapi.params import Cookie, Header, Path, Query

NUMBERS = itertools.count()


class Color(enum.Enum):
    red = "red"
    blue = "blue"


class Page(BaseModel):
    limit: int = Field(10, ge=1, le=50)
    tags: list[str] = []
    full_name: str | None = Field(None, alias="fullName")


class Caller(BaseModel):
    x_token: str
    accept_language: str = "en"
    ids: list[int] = []


class Named(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    full_name: str = Field(alias="fullName")


class Session(BaseModel):
    sid: str


@pytest.fixture
def app():
    return APIGatewayRestResolver(enable_validation=True)


def ask(app, path, *, query=None, headers=None, **more):
    answer = app.resolve({**rest("GET", path, headers), **_query(query), **more}, None)
    return answer["statusCode"], json.loads(answer["body"])


def _query(values):
    values = values or {}
    several = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    return {
        "queryStringParameters": {name: value[-1] for name, value in several.items()},
        "multiValueQueryStringParameters": several,
    }


def errors(*found):
    return 422, {"statusCode": 422, "detail": [{"loc": list(loc), "type": kind} for loc, kind in found]}


def test_path_values_are_converted(app):
    @app.get("/orders/<order_id>")
    def order(order_id: int):
        return {"id": order_id, "kind": type(order_id).__name__}

    assert ask(app, "/orders/7") == (200, {"id": 7, "kind": "int"})
    assert ask(app, "/orders/x") == errors((("path", "order_id"), "int_parsing"))


def test_constraints_of_a_path_value_hold(app):
    @app.get("/users/<name>")
    def user(name: Annotated[str, Path(min_length=3)]):
        return name

    assert ask(app, "/users/ab") == errors((("path", "name"), "string_too_short"))


def test_a_path_value_has_no_default():
    with pytest.raises(AssertionError, match="default"):
        Path(5)


@pytest.mark.parametrize(
    ("annotation", "text", "shown"),
    [
        (int, "5", "5"),
        (float, "1.5", "1.5"),
        (bool, "yes", "True"),
        (str, "a,b", "a,b"),
        (datetime.date, "2026-01-15", "2026-01-15"),
        (decimal.Decimal, "1.50", "1.50"),
        (uuid.UUID, "12345678-1234-1234-1234-123456789012", "12345678-1234-1234-1234-123456789012"),
        (Color, "red", "Color.red"),
        (Literal["a", "b"], "b", "b"),
        (Optional[int], "3", "3"),
    ],
)
def test_query_values_become_what_the_annotation_says(app, annotation, text, shown):
    def handler(value):
        return {"shown": str(value)}

    handler.__annotations__["value"] = annotation
    app.get("/q")(handler)

    assert ask(app, "/q", query={"value": text}) == (200, {"shown": shown})


def test_all_errors_are_told_at_once(app):
    @app.get("/q/<a>")
    def handler(a: int, b: int, c: Annotated[str, Header()], d: Annotated[int, Cookie()]):
        return None

    assert ask(app, "/q/x") == errors(
        (("path", "a"), "int_parsing"),
        (("query", "b"), "missing"),
        (("header", "c"), "missing"),
        (("cookie", "d"), "missing"),
    )


def test_a_default_stands_in_and_belongs_to_each_request_alone(app):
    @app.get("/q")
    def handler(tags: Annotated[list[str], Query()] = [], limit: int = 5):  # noqa: B006  that is the point
        tags.append("mine")
        return [tags, limit]

    assert ask(app, "/q") == (200, [["mine"], 5])
    assert ask(app, "/q") == (200, [["mine"], 5])


def test_a_default_factory_is_called_for_each_request(app):
    @app.get("/q")
    def handler(number: Annotated[int, Query(default_factory=NUMBERS.__next__)]):
        return number

    assert ask(app, "/q")[1] + 1 == ask(app, "/q")[1]


def test_repeated_values_are_a_list_or_an_error(app):
    @app.get("/list")
    def several(ids: Annotated[list[int], Query()]):
        return ids

    @app.get("/one")
    def one(ids: int):
        return ids

    assert ask(app, "/list", query={"ids": ["1", "2"]}) == (200, [1, 2])
    assert ask(app, "/one", query={"ids": ["1", "2"]}) == errors((("query", "ids"), "int_type"))


def test_commas_separate_the_values_of_lists_only():
    app = APIGatewayHttpResolver(enable_validation=True)

    @app.get("/q")
    def handler(text: str, many: Annotated[list[str], Query()]):
        return [text, many]

    answer = app.resolve(http("GET", "/q", query={"text": "a,b", "many": "c,d"}), None)

    assert json.loads(answer["body"]) == ["a,b", ["c", "d"]]


def test_http_api_joins_repeated_values_and_a_scalar_takes_none_of_them():
    app = APIGatewayHttpResolver(enable_validation=True)

    @app.get("/q")
    def handler(text: str):
        return text

    event = http("GET", "/q", query={"text": "a,b"})
    event["rawQueryString"] = "text=a&text=b"

    assert app.resolve(event, None)["statusCode"] == 422


def test_an_alias_is_the_name_in_the_request(app):
    @app.get("/q")
    def handler(number: Annotated[int, Query(alias="n")]):
        return number

    assert ask(app, "/q", query={"n": "4"}) == (200, 4)
    assert ask(app, "/q", query={"number": "4"}) == errors((("query", "n"), "missing"))


def test_header_names_match_in_any_case_and_with_hyphens(app):
    @app.get("/h")
    def handler(x_token: Annotated[str, Header()], raw: Annotated[str, Header(alias="N_C")] = "none"):
        return [x_token, raw]

    assert ask(app, "/h", headers={"X-TOKEN": "a, b", "n_c": "c"}) == (200, ["a, b", "c"])


def test_a_model_takes_the_query_string_field_by_field(app):
    @app.get("/q")
    def handler(page: Annotated[Page, Query()]):
        return page

    assert ask(app, "/q", query={"limit": "3", "tags": ["a", "b"], "fullName": "x"}) == (
        200,
        {"limit": 3, "tags": ["a", "b"], "fullName": "x"},
    )
    assert ask(app, "/q", query={"limit": "0"}) == errors((("query", "page", "limit"), "greater_than_equal"))


def test_a_model_takes_headers_field_by_field_and_keeps_its_names(app):
    @app.get("/h")
    def handler(caller: Annotated[Caller, Header()]):
        return caller

    assert ask(app, "/h", headers={"X-Token": "t"}) == (200, {"x_token": "t", "accept_language": "en", "ids": []})
    assert ask(app, "/h") == errors((("header", "caller", "x-token"), "missing"))


def test_a_model_takes_cookies_field_by_field(app):
    @app.get("/c")
    def handler(session: Annotated[Session, Cookie()]):
        return session

    assert ask(app, "/c", headers={"Cookie": "sid=a=b; other=1"}) == (200, {"sid": "a=b"})


def test_cookies_of_an_http_api_stand_by_themselves():
    app = APIGatewayHttpResolver(enable_validation=True)

    @app.get("/c")
    def handler(sid: Annotated[str, Cookie()]):
        return {"sid": sid}

    answer = app.resolve({**http("GET", "/c"), "cookies": ["sid=1", "b=2"]}, None)

    assert json.loads(answer["body"]) == {"sid": "1"}


def test_a_model_that_may_be_given_by_name_is(app):
    @app.get("/q")
    def handler(named: Annotated[Named, Query()]):
        return {"name": named.full_name}

    assert ask(app, "/q", query={"full_name": "x"}) == (200, {"name": "x"})
    assert ask(app, "/q", query={"fullName": "y"}) == (200, {"name": "y"})


def test_an_annotation_that_means_nothing_is_named(app):
    def handler(value: Nowhere):  # noqa: F821  that is the point
        return value

    app.post("/")(handler)

    with pytest.raises(SchemaValidationError, match="Nowhere"):
        app.resolve(rest("POST", "/"), None)


def test_the_request_itself_is_no_parameter_even_if_optional(app):
    @app.get("/r/<a>")
    def handler(a: int, request: Request | None):
        return [a, request.method]

    assert ask(app, "/r/1") == (200, [1, "GET"])


def test_annotations_written_as_texts_are_understood(app):
    def handler(a: int, b: Annotated[list[int], Query()]):
        return [a, b]

    app.get("/q")(handler)

    assert ask(app, "/q", query={"a": "1", "b": ["2", "3"]}) == (200, [1, [2, 3]])


def test_pydantic_fields_beside_a_marker_or_alone_constrain_the_value(app):
    @app.get("/q")
    def handler(a: Annotated[int, Query(), Field(ge=3)], b: Annotated[int, Field(le=3)] = 0):
        return [a, b]

    assert ask(app, "/q", query={"a": "3", "b": "1"}) == (200, [3, 1])
    assert ask(app, "/q", query={"a": "2", "b": "4"}) == errors(
        (("query", "a"), "greater_than_equal"), (("query", "b"), "less_than_equal")
    )


def test_a_bare_marker_class_is_a_marker(app):
    @app.get("/h")
    def handler(x_a: Annotated[str, Header]):
        return x_a

    answer = app.resolve(rest("GET", "/h", {"x-a": "1"}), None)

    assert (answer["statusCode"], answer["body"]) == (200, "1")


def test_two_markers_are_refused(app):
    @app.get("/h")
    def handler(a: Annotated[str, Header(), Query()]):
        return a

    with pytest.raises(AssertionError, match="Only one of"):
        app.resolve(rest("GET", "/h"), None)


def test_a_dict_in_the_query_string_is_refused(app):
    @app.get("/h")
    def handler(a: Annotated[dict[str, int], Query()]):
        return a

    with pytest.raises(AssertionError, match=r"use Body\(\)"):
        app.resolve(rest("GET", "/h"), None)


def test_a_route_decides_for_itself_whether_it_is_validated():
    app = APIGatewayRestResolver()

    @app.get("/checked/<a>", enable_validation=True)
    def checked(a: int):
        return a + 1

    @app.get("/plain/<a>")
    def plain(a: int):
        return {"kind": type(a).__name__}

    assert ask(app, "/checked/1") == (200, 2)
    assert ask(app, "/plain/1") == (200, {"kind": "str"})


def test_an_exception_handler_sees_the_errors(app):
    @app.get("/q")
    def handler(a: int):
        return a

    @app.exception_handler(RequestValidationError)
    def answer(error):
        return {"seen": [found["type"] for found in error.errors()], "body": error.body}, 418

    assert ask(app, "/q") == (418, {"seen": ["missing"], "body": None})


def test_validation_errors_can_be_problems():
    app = APIGatewayRestResolver(enable_validation=True, problem_details=True)

    @app.get("/q")
    def handler(a: int):
        return a

    answer = app.resolve(rest("GET", "/q"), None)

    assert answer["multiValueHeaders"]["Content-Type"] == ["application/problem+json"]
    assert json.loads(answer["body"])["errors"] == [{"loc": ["query", "a"], "type": "missing", "msg": "Field required"}]


@pytest.mark.parametrize("front", FRONTS, ids=str)
def test_every_front_gives_path_query_headers_and_body(front):
    app = front.resolver(enable_validation=True)

    @app.post("/orders/<order_id>")
    def order(
        order_id: int,
        item: Named,
        q: int,
        note: str,
        many: Annotated[list[str], Query()],
        x_token: Annotated[str, Header()],
    ):
        return [order_id, item.full_name, q, note, many, x_token]

    event = front.request(
        "POST",
        "/orders/7",
        {"x-token": "a, b", "content-type": "application/json"},
        {"q": "3", "note": "x,y", "many": "one"},
        '{"fullName": "n"}',
    )
    answer = app.resolve(event, None)

    assert json.loads(answer["body"]) == [7, "n", 3, "x,y", ["one"], "a, b"]


def test_middlewares_see_validated_arguments(app):
    seen = []

    def middleware(app, next_middleware):
        seen.append(dict(app.context["_route_args"]))
        return next_middleware(app)

    app.use([middleware])

    @app.get("/q/<a>")
    def handler(a: int):
        return a

    ask(app, "/q/5")

    assert seen == [{"a": 5}]


def test_a_middleware_is_not_reached_by_a_request_that_does_not_fit(app):
    seen = []

    @app.get("/q/<a>", middlewares=[lambda app, following: seen.append(1) or following(app)])
    def handler(a: int):
        return a

    assert ask(app, "/q/x")[0] == 422
    assert seen == []


async def test_async_routes_are_validated_too(app):
    @app.get("/q/<a>")
    async def handler(a: int) -> int:
        return a + 1

    async def middleware(app, next_middleware):
        return await next_middleware(app)

    @app.get("/m/<a>", middlewares=[middleware])
    async def behind_middleware(a: int) -> int:
        return a + 2

    answers = [await app.resolve_async(rest("GET", path), None) for path in ("/q/1", "/q/x", "/m/1", "/m/x")]

    assert [(answer["statusCode"], answer["body"][:2]) for answer in answers] == [
        (200, "2"),
        (422, '{"'),
        (200, "3"),
        (422, '{"'),
    ]
