"""What handlers return, held against their annotations."""

# ruff: noqa: UP007, UP045  Optional and Union are what users write

from __future__ import annotations

import datetime
import decimal
import json
from http import HTTPStatus
from typing import Any, Optional, Union

import pytest
from fronts import rest
from pydantic import BaseModel, Field

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response, StreamingResponse
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError, ResponseValidationError


class Item(BaseModel):
    name: str
    full_name: str = Field("x", alias="fullName")


@pytest.fixture
def app():
    return APIGatewayRestResolver(enable_validation=True)


def get(app, path="/"):
    answer = app.resolve(rest("GET", path), None)
    return answer["statusCode"], answer["body"]


def returning(app, result, annotation, **options):
    def handler():
        return result

    handler.__annotations__["return"] = annotation
    app.get("/", **options)(handler)
    return app


ITEM = '{"name":"a","fullName":"x"}'


@pytest.mark.parametrize(
    ("result", "annotation", "answer"),
    [
        (Item(name="a"), Item, (200, ITEM)),
        ({"name": "a"}, Item, (200, ITEM)),
        ([{"name": "a"}], list[Item], (200, f"[{ITEM}]")),
        (({"name": "a"}, 201), Item, (201, ITEM)),
        ((Item(name="a"), 201), tuple[Item, int], (201, ITEM)),
        (Response(202, "application/json", {"name": "a"}), Response[Item], (202, ITEM)),
        (Response(202, body=Item(name="a")), Response, (202, ITEM)),
        (Response(200, body={"name": "a"}), Union[Item, Response[Item]], (200, ITEM)),
        (None, Optional[Item], (200, "null")),
        (None, None, (200, "null")),
        ("hi", str, (200, "hi")),
        ("5", int, (200, "5")),
        (
            {"d": datetime.date(2026, 1, 15), "e": decimal.Decimal("1.50"), "s": {1}},
            dict[str, Any],
            (200, '{"d":"2026-01-15","e":"1.50","s":[1]}'),
        ),
    ],
)
def test_results_are_validated_and_written(app, result, annotation, answer):
    assert get(returning(app, result, annotation)) == answer


def test_results_without_annotation_are_only_written(app):
    @app.get("/")
    def handler():
        return {"item": Item(name="a"), "price": decimal.Decimal("1.5")}

    assert get(app) == (200, '{"item":{"name":"a","fullName":"x"},"price":1.5}')


def test_a_mismatch_is_422_as_ever(app):
    """[E30] [compat]"""
    assert get(returning(app, {}, Item)) == (
        422,
        '{"statusCode":422,"detail":[{"loc":["response","name"],"type":"missing"}]}',
    )


def test_a_mismatch_is_the_servers_fault_under_strict(monkeypatch):
    """[E30]"""
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    app = returning(APIGatewayRestResolver(enable_validation=True), {}, Item)

    assert get(app)[0] == 500


@pytest.mark.parametrize(
    ("of_app", "of_route", "status", "source"),
    [(500, None, 500, "app"), (500, 503, 503, "route"), (None, HTTPStatus.BAD_GATEWAY, 502, "route")],
)
def test_route_and_app_say_the_status_of_a_mismatch(of_app, of_route, status, source):
    app = APIGatewayRestResolver(enable_validation=True, response_validation_error_http_code=of_app)
    returning(app, {}, Item, custom_response_validation_http_code=of_route)

    assert get(app)[0] == status

    @app.exception_handler(ResponseValidationError)
    def seen(error):
        return {"source": error.source, "body": error.body}

    assert json.loads(get(app)[1]) == {"source": source, "body": {}}


def test_handlers_for_request_errors_see_mismatches_without_a_status(app):
    returning(app, {}, Item)

    @app.exception_handler(RequestValidationError)
    def seen(error):
        return {"loc": error.errors()[0]["loc"]}

    assert get(app) == (200, '{"loc":["response","name"]}')


@pytest.mark.parametrize("code", [999, "a", None.__class__])
def test_a_status_must_be_one(code):
    with pytest.raises(ValueError, match="HTTP status"):
        APIGatewayRestResolver(enable_validation=True, response_validation_error_http_code=code)


def test_a_status_without_validation_makes_no_sense():
    with pytest.raises(ValueError, match="enable_validation"):
        APIGatewayRestResolver(response_validation_error_http_code=500)
    with pytest.raises(ValueError, match="enable_validation"):
        APIGatewayRestResolver().get("/", custom_response_validation_http_code=500)


def test_a_response_of_the_handler_is_not_changed(app):
    shared = Response(200, "application/json", Item(name="a"))

    @app.get("/")
    def handler() -> Response[Item]:
        return shared

    assert get(app) == get(app) == (200, ITEM)
    assert shared.body == Item(name="a")


def test_bytes_pass(app):
    @app.get("/")
    def handler() -> Response[bytes]:
        return Response(200, "image/png", b"\x89\xff")

    answer = app.resolve(rest("GET", "/"), None)

    assert (answer["isBase64Encoded"], answer["body"]) == (True, "if8=")


def test_middlewares_see_plain_bodies_and_may_answer_what_they_like(app):
    def middleware(app, next_middleware):
        response = next_middleware(app)
        return Response(200, "application/json", {"saw": response.body, "more": 1})

    @app.get("/", middlewares=[middleware])
    def handler() -> Item:
        return Item(name="a")

    assert get(app) == (200, '{"saw":{"name":"a","fullName":"x"},"more":1}')


def test_an_own_serializer_gets_objects_without_a_json_form():
    class Thing:
        pass

    app = APIGatewayRestResolver(
        enable_validation=True, serializer=lambda value: "thing" if isinstance(value, Thing) else json.dumps(value)
    )

    @app.get("/")
    def handler():
        return {"a": Thing()}

    assert get(app) == (200, '{"a": "thing"}')


def test_a_type_that_pydantic_does_not_know_is_named(app):
    class Thing:
        pass

    with pytest.raises(Exception, match="enable_validation=False"):
        get(returning(app, Thing(), Thing))


@pytest.mark.parametrize("annotation", [StreamingResponse, Response, Any])
def test_streams_are_passed_on_and_say_nothing_about_their_body(app, annotation):
    pieces = []

    def written():
        for piece in ("a", "b"):
            pieces.append(piece)
            yield piece

    returning(app, StreamingResponse(written()), annotation)

    assert app.get_openapi_schema().paths["/"].get.responses[200]
    assert pieces == []
    assert get(app) == (200, "ab")


def test_a_class_below_response_may_be_the_annotation(app):
    class Redirect(Response):
        """An answer of the user's own kind."""

    returning(app, Redirect(303, headers={"Location": "/"}), Redirect)

    assert get(app)[0] == 303
