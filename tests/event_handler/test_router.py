"""Routers and include_router."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from fronts import rest

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.api_gateway import BaseRouter, Router
from aws_lambda_powertools.event_handler.router import (
    ALBRouter,
    APIGatewayHttpRouter,
    APIGatewayRouter,
    LambdaFunctionUrlRouter,
)


@pytest.mark.parametrize("kind", [Router, APIGatewayRouter, APIGatewayHttpRouter, ALBRouter, LambdaFunctionUrlRouter])
def test_routes_of_a_router_are_those_of_the_app(kind: type[Router]) -> None:
    app, router = APIGatewayRestResolver(), kind()
    for method in ("get", "post", "put", "delete", "patch", "head"):
        getattr(router, method)("/x")(lambda _method=method: _method)
    router.route("/both", method=["GET", "POST"])(lambda: router.current_event.http_method)
    app.include_router(router)

    answers = [app(rest(method, "/x"), None)["body"] for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD")]
    assert answers == ["get", "post", "put", "delete", "patch", "head"]
    assert app(rest("POST", "/both"), None)["body"] == "POST"
    assert router.api_resolver is app


@pytest.mark.parametrize(
    ("rule", "path"), [("/", "/orders"), ("/<id>", "/orders/7"), ("/<id>/items", "/orders/7/items")]
)
def test_a_prefix_stands_before_all_paths(rule: str, path: str) -> None:
    app, router = APIGatewayRestResolver(), Router()
    router.get(rule)(lambda **given: {"path": router.current_event.path})
    app.include_router(router, prefix="/orders")

    assert app(rest("GET", path), None)["body"] == f'{{"path":"{path}"}}'


def test_options_and_middlewares_stay_with_their_routes() -> None:
    app, router, steps = APIGatewayRestResolver(), Router(), []

    def note(app: Any, next_middleware: Any) -> Any:
        steps.append(app.current_event.path)
        return next_middleware(app)

    router.get("/a", None, True, "max-age=1", middlewares=[note], tags=["t"], openapi_extensions={"x-a": {"b": [1]}})(
        lambda: "a"
    )
    router.get("/b")(lambda: "b")
    app.include_router(router)
    app(rest("GET", "/a"), None)
    app(rest("GET", "/b"), None)

    first, second = app.routes
    assert steps == ["/a"]
    assert (first.compress, first.cache_control, first.tags, first.openapi_extensions) == (
        True,
        "max-age=1",
        ["t"],
        {"x-a": {"b": [1]}},
    )
    assert (second.compress, second.cache_control, second.tags) == (False, None, [])


def test_middlewares_and_tags_for_one_router() -> None:
    app, router, steps = APIGatewayRestResolver(), Router(), []

    def note(app: Any, next_middleware: Any) -> Any:
        steps.append(app.current_event.path)
        return next_middleware(app)

    app.get("/own")(lambda: "own")
    router.get("/x", tags=["x"])(lambda: "x")
    app.include_router(router, middlewares=[note], tags=["orders"])
    app(rest("GET", "/own"), None)
    app(rest("GET", "/x"), None)

    assert steps == ["/x"]
    assert [route.tags for route in app.routes] == [[], ["orders", "x"]]


def test_several_routers_keep_their_order() -> None:
    app = APIGatewayRestResolver()
    for name in ("one", "two"):
        router = Router()
        router.get(f"/{name}")(lambda _name=name: _name)
        app.include_router(router)

    assert [route.path for route in app.routes] == ["/one", "/two"]


def test_routes_show_their_signature_to_tools() -> None:
    names = list(inspect.signature(APIGatewayRestResolver().get).parameters)

    assert names[:4] == ["rule", "cors", "compress", "cache_control"]
    assert names[-2:] == ["status_code", "middlewares"]
    assert list(inspect.signature(BaseRouter.route).parameters)[:3] == ["self", "rule", "method"]


def test_decorators_give_the_function_back() -> None:
    def handler() -> str:
        return "x"

    app, router = APIGatewayRestResolver(), Router()

    assert app.get("/x")(handler) is handler
    assert router.get("/x")(handler) is handler
    assert app.exception_handler(KeyError)(handler) is handler
