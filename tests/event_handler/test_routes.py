"""Which route serves a request."""

from __future__ import annotations

import json
import re
import time
from typing import Any
from uuid import UUID

import pytest
from fronts import FRONTS, Front, rest
from hypothesis import given, strategies as st

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, ApiGatewayResolver, APIGatewayRestResolver
from aws_lambda_powertools.event_handler.api_gateway import Route
from aws_lambda_powertools.warnings import PowertoolsUserWarning


def app_with(*rules: str, **settings: Any) -> ApiGatewayResolver:
    """An app whose routes answer with their rule and what they were given."""
    app = ApiGatewayResolver(**settings)
    for rule in rules:

        def answer(_rule: str = rule, **given: Any) -> dict[str, Any]:
            return {"rule": _rule, **given}

        app.get(rule)(answer)
    return app


def served(app: Any, path: str, method: str = "GET") -> Any:
    """What the route gave, or the status where there is none."""
    response = app.resolve(rest(method, path), None)
    if response["statusCode"] != 200:
        return response["statusCode"]
    return json.loads(response["body"])


@pytest.mark.parametrize("front", FRONTS, ids=str)
def test_every_front_routes_by_method_and_path(front: Front) -> None:
    app = front.resolver()

    @app.get("/orders/<order_id>")
    def read(order_id: str) -> dict[str, str]:
        return {"id": order_id}

    @app.post("/orders")
    def create() -> tuple[dict[str, str], int]:
        return {"name": app.current_event.json_body["name"]}, 201

    assert app(front.request("GET", "/orders/7"), None)["body"] == '{"id":"7"}'
    created = app(front.request("POST", "/orders", body='{"name": "Ada"}'), None)
    assert (created["statusCode"], created["body"]) == (201, '{"name":"Ada"}')
    assert app(front.request("DELETE", "/orders"), None)["statusCode"] == 404


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        (["/orders/<id>", "/orders/new"], "/orders/new", {"rule": "/orders/new"}),
        (["/a/<x>", "/<y>/b"], "/a/b", {"rule": "/a/<x>", "x": "b"}),
        (["/<y>/b", "/a/<x>"], "/a/b", {"rule": "/<y>/b", "y": "a"}),
        (["/<a>/x/<b>", "/<a>/<b>/y"], "/1/x/y", {"rule": "/<a>/x/<b>", "a": "1", "b": "y"}),
        (["/a/b/<c>", "/<a>/<b>/z"], "/a/b/z", {"rule": "/a/b/<c>", "c": "z"}),
        (["/a/b/<c>", "/<a>/<b>/z"], "/a/q/z", {"rule": "/<a>/<b>/z", "a": "a", "b": "q"}),
        (["/x/<a>-<b>-<c>"], "/x/1-2-3-4", {"rule": "/x/<a>-<b>-<c>", "a": "1-2", "b": "3", "c": "4"}),
        (["/x/<a><b>"], "/x/123", {"rule": "/x/<a><b>", "a": "12", "b": "3"}),
        (["/x/<name>.json"], "/x/report.json", {"rule": "/x/<name>.json", "name": "report"}),
        (["/x/{id}"], "/x/7", {"rule": "/x/{id}", "id": "7"}),
        (["/x/(\\d+)"], "/x/12", {"rule": "/x/(\\d+)"}),
        (["/x/(?P<number>\\d+)"], "/x/12", {"rule": "/x/(?P<number>\\d+)", "number": "12"}),
        (["/<a>/.+"], "/u/1/2", {"rule": "/<a>/.+", "a": "u"}),
        (["/x/[abc]"], "/x/a", {"rule": "/x/[abc]"}),
        ([".+"], "/anything/at/all", {"rule": ".+"}),
        (["/(me|self)", "/<user>"], "/me", {"rule": "/(me|self)"}),
    ],
)
def test_the_most_explicit_route_wins_and_then_the_first(rules: list[str], path: str, expected: dict[str, str]) -> None:
    assert served(app_with(*rules), path) == expected


def test_what_takes_any_path_comes_last() -> None:
    app = app_with(".+", "/users/<id>", "/users/new")

    assert served(app, "/users/new") == {"rule": "/users/new"}
    assert served(app, "/users/7") == {"rule": "/users/<id>", "id": "7"}
    assert served(app, "/else") == {"rule": ".+"}


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("/v1.0/users", "/v1x0/users"),  # [E2]: text is text
        ("/admin", "/admin\n"),  # [E3]: a line break at the end is a character like any other
        ("/admin", "/admin/"),
        ("/admin", "/Admin"),
        ("/x/<a>-<b>", "/x/-b"),
        ("/x/<a>-<b>", "/x/a-"),
        ("/x/<a>", "/x/"),
        ("/x/<a>", "/x/1/2"),
        ("/x/<a>.json", "/x/report_json"),
        ("/x/[abc]", "/x/d"),
    ],
)
def test_what_does_not_fit_is_not_found(rule: str, path: str) -> None:
    assert served(app_with(rule), path) == 404


@pytest.mark.parametrize("rule", ["/a(b", "/x+y", "/x?", "/price$", "/a|b", "/v1.0", "/[open", "/back\\slash"])
def test_literal_text_matches_itself(rule: str) -> None:
    assert served(app_with(rule), rule) == {"rule": rule}


@pytest.mark.parametrize("value", ['a"b', "a#b", "`", "x?y", "a\\b", "🍉", "a b", "ü", "a\nb", "%2F", "<b>", "{c}"])
def test_a_parameter_takes_any_character(value: str) -> None:
    assert served(app_with("/f/<name>"), f"/f/{value}") == {"rule": "/f/<name>", "name": value}


@given(st.text(min_size=1).filter(lambda text: "/" not in text))
def test_a_parameter_takes_any_text_without_a_slash(value: str) -> None:
    assert served(app_with("/f/<name>"), f"/f/{value}") == {"rule": "/f/<name>", "name": value}


@given(st.text(alphabet="-./ab", max_size=30))
def test_several_parameters_take_what_the_greedy_expression_takes(text: str) -> None:
    """Compared with a regular expression, on texts short enough for one."""
    expected = re.fullmatch(r"/f/([^/]+)-([^/]+)\.([^/]+)", f"/f/{text}")

    found = served(app_with("/f/<a>-<b>.<c>"), f"/f/{text}")

    assert found == (
        404 if expected is None else {"rule": "/f/<a>-<b>.<c>", **dict(zip("abc", expected.groups(), strict=True))}
    )


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("/files/<a>-<b>-<c>.<ext>", "/files/" + "-" * 200_000 + "/"),
        ("/r/<y>-<m>-<d>", "/r/" + "-" * 200_000 + "/"),
        ("/r/<y>-<m>-<d>", "/r/" + "a" * 400_000),
        ("/<a>/<b>/<c>", "/" * 200_000),
        ("/n/<number:int>", "/n/" + "9" * 400_000),
        ("/files/<rest:path>", "/files/" + "a/" * 100_000),
    ],
)
def test_matching_takes_linear_time(rule: str, path: str) -> None:
    app = app_with(rule)
    served(app, "/warm/up")
    started = time.process_time()
    served(app, path)

    assert time.process_time() - started < 1.0


@pytest.mark.parametrize(
    ("rule", "path", "name", "value"),
    [
        ("/x/<id:int>", "/x/7", "id", 7),
        ("/x/<share:float>", "/x/0.5", "share", 0.5),
        ("/x/<name:str>", "/x/7", "name", "7"),
        ("/x/<rest:path>", "/x/a/b/c.txt", "rest", "a/b/c.txt"),
        ("/x/{proxy+}", "/x/a/b", "proxy", "a/b"),
        ("/x/v<major:int>.<minor:int>", "/x/v3.12", "minor", 12),
    ],
)
def test_converters_give_values_of_their_type(rule: str, path: str, name: str, value: object) -> None:
    assert served(app_with(rule), path)[name] == value


def test_the_uuid_converter_gives_a_uuid() -> None:
    app = APIGatewayHttpResolver()
    seen: list[object] = []
    app.get("/x/<key:uuid>")(lambda key: seen.append(key))  # noqa: PLW0108  # takes its argument by name
    request = {
        "rawPath": "/x/12345678-1234-5678-1234-567812345678",
        "requestContext": {"http": {"method": "GET"}, "stage": "$default"},
    }

    assert app(request, None)["statusCode"] == 200
    assert seen == [UUID("12345678-1234-5678-1234-567812345678")]


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("/x/<id:int>", "/x/seven"),
        ("/x/<id:int>", "/x/-7"),
        ("/x/<id:int>", "/x/٣"),
        ("/x/<id:int>", "/x/" + "9" * 5000),
        ("/x/<share:float>", "/x/nan"),
        ("/x/<key:uuid>", "/x/{12345678-1234-5678-1234-567812345678}"),
        ("/x/<rest:path>", "/x/"),
        ("/x/v<major:int>", "/x/vx"),
    ],
)
def test_what_a_converter_does_not_take_is_not_found(rule: str, path: str) -> None:
    assert served(app_with(rule), path) == 404


@pytest.mark.parametrize(
    "rule",
    ["/x/<my-id>", "/x/<id:number>", "/x/<>", "/x/<1st>", "/x/<a>/<a>", "/<rest:path>/x", "/x/{my-id}", "/x/v{rest+}"],
)
def test_a_rule_that_can_never_match_is_an_error_when_it_is_registered(rule: str) -> None:
    with pytest.raises(ValueError, match="route"):
        app_with(rule)


@pytest.mark.parametrize("path", ["/x", "/x/", "/x///"])
def test_slashes_at_the_end_make_no_difference_to_rest_apis(path: str) -> None:
    app = APIGatewayRestResolver()
    app.get("/x/")(lambda: "x")

    assert app(rest("GET", path), None)["body"] == "x"


@pytest.mark.parametrize("path", ["", "/", "//"])
def test_the_root_of_a_rest_api(path: str) -> None:
    app = APIGatewayRestResolver()
    app.get("/")(lambda: "root")

    assert app(rest("GET", path), None)["body"] == "root"


def test_a_rest_api_may_have_an_expression_for_any_path() -> None:
    app = APIGatewayRestResolver()
    app.get(".+")(lambda: "any")

    assert app(rest("GET", "/"), None)["body"] == "any"


def test_one_handler_may_serve_several_methods() -> None:
    app = ApiGatewayResolver()
    app.route("/x", method=["GET", "post"])(lambda: "x")

    assert [app(rest(method, "/x"), None)["statusCode"] for method in ("GET", "POST", "PUT", "get")] == [
        200,
        200,
        404,
        200,
    ]


def test_options_may_be_given_by_position() -> None:
    app = ApiGatewayResolver()
    app.get("/x", None, False, "max-age=60")(lambda: "x")

    assert app(rest("GET", "/x"), None)["multiValueHeaders"]["Cache-Control"] == ["max-age=60"]


@pytest.mark.parametrize("options", [{"chache_control": "x"}, {"rule": "/y"}])
def test_unknown_options_are_errors(options: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        ApiGatewayResolver().get("/x", **options)


def test_registering_a_route_twice_warns_and_the_first_stays() -> None:
    app = ApiGatewayResolver()
    app.get("/x")(lambda: "first")
    with pytest.warns(PowertoolsUserWarning, match="already registered.*GET.*/x"):
        app.get("/x")(lambda: "second")

    assert app(rest("GET", "/x"), None)["body"] == "first"


def test_under_strict_registering_a_route_twice_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    app = ApiGatewayResolver()
    app.get("/x")(lambda: "first")
    with pytest.raises(ValueError, match="already registered"):
        app.get("/x")(lambda: "second")


def test_routes_may_be_added_after_the_first_request() -> None:
    app = app_with("/a")
    assert served(app, "/b/1") == 404
    app.get("/b/<id>")(lambda **given: given)

    assert served(app, "/b/1") == {"id": "1"}


def test_the_table_of_routes_can_be_printed_and_iterated() -> None:
    app = ApiGatewayResolver()

    @app.get("/orders/<order_id>")
    def read_order(order_id: str) -> str:
        return order_id

    @app.post("/orders")
    def create_order() -> str:
        return ""

    name = "test_the_table_of_routes_can_be_printed_and_iterated.<locals>."
    assert str(app.routes).splitlines() == [
        f"GET   /orders/<order_id>  {name}read_order",
        f"POST  /orders             {name}create_order",
    ]
    assert [(route.method, route.path) for route in app.routes] == [("GET", "/orders/<order_id>"), ("POST", "/orders")]
    assert len(app.routes) == 2


def test_a_route_tells_what_it_was_declared_with() -> None:
    app = ApiGatewayResolver()
    app.get("/orders/<order_id:int>", summary="One order", tags=["orders"], status_code=202)(served)
    (route,) = app.routes

    assert (route.openapi_path, route.operation_id) == ("/orders/{order_id}", "served_orders__order_id__get")
    assert (route.summary, route.tags, route.status_code, route.cors, route.middlewares) == (
        "One order",
        ["orders"],
        202,
        False,
        [],
    )
    assert (route.include_in_schema, route.deprecated, route.responses) == (True, False, None)
    assert re.fullmatch(route.rule, "/orders/7")


def test_a_route_can_be_made_by_hand() -> None:
    route = Route("GET", "/x/<id>", None, served, True, False, summary="x", tags=None)

    assert (route.method, route.path, route.cors, route.compress, route.summary) == ("GET", "/x/<id>", True, False, "x")
    assert (route.tags, route.operation_id, route.has_dependencies) == ([], "served_x__id__get", False)
    with pytest.raises(AttributeError, match="colour"):
        route.colour  # noqa: B018


PREFIXES = ["/pay", re.compile(r"/v\d+"), re.compile(r"/tenants/[^/]+/")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/pay/status", "/status"),
        ("/pay", "/"),
        ("/payments/status", 404),
        ("/v1/status", "/status"),
        ("/v12", "/"),
        ("/tenants/acme/status", "/status"),
        ("/status", "/status"),
        ("/admin/v1/delete", 404),  # [E20]: only at the start
        ("/v1/v2/status", 404),  # and only once
        ("/v1status", 404),
    ],
)
def test_prefixes_are_taken_off_the_start_of_a_path(path: str, expected: object) -> None:
    found = served(app_with("/status", "/", "/admin/delete", strip_prefixes=PREFIXES), path)

    assert (found if isinstance(found, int) else found["rule"]) == expected


def test_path_and_route_are_in_the_context() -> None:
    app = ApiGatewayResolver(strip_prefixes=["/v1"])

    @app.get("/x/<id>")
    def read(id: str) -> list[Any]:
        return [app.context["_path"], app.context["_route"].path, app.context["_route_args"]]

    assert served(app, "/v1/x/7") == ["/x/7", "/x/<id>", {"id": "7"}]


@pytest.mark.parametrize("count", [1, 1000])
def test_a_thousand_routes_are_all_found(count: int) -> None:
    app = app_with(*(f"/r{number}/<id>" for number in range(count)), *(f"/s{number}" for number in range(count)))

    assert served(app, f"/r{count - 1}/x") == {"rule": f"/r{count - 1}/<id>", "id": "x"}
    assert served(app, f"/s{count - 1}") == {"rule": f"/s{count - 1}"}
