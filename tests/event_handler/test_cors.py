"""CORS, preflights, 405, HEAD and Vary."""

from __future__ import annotations

from typing import Any

import pytest
from fronts import FRONTS, Front, header, rest

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig, Response

ALWAYS = "Authorization,Content-Type,X-Amz-Date,X-Amz-Security-Token,X-Api-Key"


def app_with(cors: CORSConfig | None, **settings: Any) -> APIGatewayRestResolver:
    app = APIGatewayRestResolver(cors=cors, **settings)
    app.get("/x")(lambda: {"a": 1})
    app.post("/x")(lambda: {"a": 2})
    app.put("/y/<id>")(lambda id: {"a": id})  # noqa: A006
    app.get("/private", cors=False)(lambda: {"a": 3})
    return app


def ask(app: Any, method: str, path: str, origin: str | None = "https://a.example") -> dict[str, Any]:
    return dict(app.resolve(rest(method, path, {"Origin": origin} if origin else {}), None))


@pytest.mark.parametrize("front", FRONTS, ids=str)
def test_allowed_origins_get_headers_on_every_front(front: Front) -> None:
    app = front.resolver(cors=CORSConfig("https://a.example", max_age=0))
    app.get("/x")(lambda: {"a": 1})
    out = app.resolve(front.request("GET", "/x", {"origin": "https://a.example"}), None)
    foreign = app.resolve(front.request("GET", "/x", {"origin": "https://evil.example"}), None)

    assert header(out, "Access-Control-Allow-Origin") == "https://a.example"
    assert header(out, "Access-Control-Allow-Headers") == ALWAYS
    assert header(out, "Access-Control-Max-Age") == "0"
    assert header(foreign, "Access-Control-Allow-Origin") is None


@pytest.mark.parametrize(
    ("config", "origin", "allowed", "credentials"),
    [
        (CORSConfig(), "https://a.example", "*", None),
        (CORSConfig(), None, None, None),
        (CORSConfig(allow_credentials=True), "https://a.example", "*", None),
        (CORSConfig("https://a.example", allow_credentials=True), "https://a.example", "https://a.example", "true"),
        (CORSConfig("https://b.example", ["https://a.example"]), "https://a.example", "https://a.example", None),
        (CORSConfig("https://b.example"), "https://a.example", None, None),
        (
            CORSConfig("*", ["https://a.example"], allow_credentials=True),
            "https://a.example",
            "https://a.example",
            "true",
        ),
    ],
)
def test_which_origin_is_named(
    config: CORSConfig, origin: str | None, allowed: str | None, credentials: str | None
) -> None:
    out = ask(app_with(config), "GET", "/x", origin)

    assert header(out, "Access-Control-Allow-Origin") == allowed
    assert header(out, "Access-Control-Allow-Credentials") == credentials


def test_the_other_headers_of_cors() -> None:
    config = CORSConfig(allow_headers=["X-Mine"], expose_headers=["X-One", "X-Two"], max_age=60)
    out = ask(app_with(config), "GET", "/x")

    assert header(out, "Access-Control-Allow-Headers") == f"{ALWAYS},X-Mine"
    assert header(out, "Access-Control-Expose-Headers") == "X-One,X-Two"
    assert header(out, "Access-Control-Max-Age") == "60"


def test_headers_added_to_the_configuration_later_count() -> None:
    config = CORSConfig()
    app = app_with(config)
    ask(app, "GET", "/x")
    config.allow_headers.add("X-Late")

    assert header(ask(app, "GET", "/x"), "Access-Control-Allow-Headers") == f"{ALWAYS},X-Late"


def test_routes_may_decide_for_themselves() -> None:
    assert header(ask(app_with(CORSConfig()), "GET", "/private"), "Access-Control-Allow-Origin") is None
    app = APIGatewayRestResolver()
    app.get("/x", cors=True)(lambda: 1)
    assert header(ask(app, "GET", "/x"), "Access-Control-Allow-Origin") == "*"


def test_cors_may_be_the_first_argument() -> None:
    app = APIGatewayRestResolver(CORSConfig())  # type: ignore[arg-type]  # the order of version 3.2
    app.get("/x")(lambda: 1)

    assert header(ask(app, "GET", "/x"), "Access-Control-Allow-Origin") == "*"


def test_a_preflight_names_the_methods_of_the_app() -> None:
    out = ask(app_with(CORSConfig()), "OPTIONS", "/x")

    assert (out["statusCode"], out["body"]) == (204, "")
    assert header(out, "Access-Control-Allow-Methods") == "GET,OPTIONS,POST,PUT"
    assert header(out, "Access-Control-Allow-Origin") == "*"


def test_a_preflight_of_the_apps_own_wins() -> None:
    app = app_with(CORSConfig())
    app.route("/x", "OPTIONS")(lambda: Response(200, "text/plain", "mine", {"access-control-allow-methods": "CUSTOM"}))
    out = ask(app, "OPTIONS", "/x")

    assert (out["body"], header(out, "Access-Control-Allow-Methods")) == ("mine", "CUSTOM")


@pytest.mark.parametrize("path", ["/x", "/nowhere", "/fails"])
def test_errors_carry_cors_headers_too(path: str) -> None:
    app = app_with(CORSConfig(), answer_unhandled_errors=True)

    @app.get("/fails")
    def fail() -> None:
        raise ValueError

    assert header(ask(app, "GET", path), "Access-Control-Allow-Origin") == "*"


def test_an_unhandled_error_may_be_answered_with_cors_headers(caplog: pytest.LogCaptureFixture) -> None:
    """[E32]: else API Gateway answers 502 without them, and the browser reports the wrong fault."""
    app = app_with(CORSConfig(), answer_unhandled_errors=True)

    @app.get("/fails")
    def fail() -> None:
        raise ValueError("secret")

    out = ask(app, "GET", "/fails")

    assert (out["statusCode"], out["body"]) == (500, '{"statusCode":500,"message":"Internal server error"}')
    assert "Unhandled exception in GET '/fails'" in caplog.text
    assert "ValueError: secret" in caplog.text


def test_multi_value_headers_of_a_load_balancer_name_the_origin() -> None:
    from aws_lambda_powertools.event_handler import ALBResolver

    app = ALBResolver(cors=CORSConfig("https://a.example"))
    app.get("/x")(lambda: 1)
    event = {"path": "/x", "httpMethod": "GET", "multiValueHeaders": {"origin": ["https://a.example"]}}

    assert app.resolve(event, None)["multiValueHeaders"]["Access-Control-Allow-Origin"] == ["https://a.example"]


class TestStrictHttp:
    """What `strict_http=True` and POWERTOOLS_STRICT switch on."""

    def test_another_method_gets_405_and_the_methods_there_are(self) -> None:
        out = ask(app_with(None, strict_http=True), "DELETE", "/x")

        assert (out["statusCode"], header(out, "Allow")) == (405, "GET, HEAD, POST")
        assert out["body"] == '{"statusCode":405,"message":"Method not allowed"}'

    def test_without_it_another_method_is_not_found(self) -> None:
        assert ask(app_with(None), "DELETE", "/x")["statusCode"] == 404

    def test_the_environment_switches_it_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("POWERTOOLS_STRICT", "true")

        assert ask(app_with(None), "DELETE", "/x")["statusCode"] == 405
        assert ask(app_with(None, strict_http=False), "DELETE", "/x")["statusCode"] == 404

    def test_a_handler_of_http_errors_answers_405(self) -> None:
        from aws_lambda_powertools.event_handler.exceptions import ServiceError

        app = app_with(None, strict_http=True)
        app.exception_handler(ServiceError)(lambda error: Response(error.status_code, "text/plain", "mine"))
        out = ask(app, "DELETE", "/x")

        assert (out["statusCode"], out["body"], header(out, "Allow")) == (405, "mine", "GET, HEAD, POST")

    def test_head_is_answered_like_get_without_the_body(self) -> None:
        out = ask(app_with(None, strict_http=True), "HEAD", "/x")

        assert (out["statusCode"], out["body"], header(out, "Content-Type")) == (200, "", "application/json")

    def test_an_unknown_path_is_not_found_whatever_the_method(self) -> None:
        app = app_with(CORSConfig(), strict_http=True)

        assert {ask(app, method, "/nowhere")["statusCode"] for method in ("GET", "OPTIONS", "HEAD")} == {404}

    def test_a_preflight_names_the_methods_of_its_path(self) -> None:
        out = ask(app_with(CORSConfig(), strict_http=True), "OPTIONS", "/y/7")

        assert (out["statusCode"], header(out, "Access-Control-Allow-Methods")) == (204, "OPTIONS,PUT")

    @pytest.mark.parametrize("origin", ["https://a.example", "https://evil.example", None])
    def test_answers_that_depend_on_the_origin_say_so(self, origin: str | None) -> None:
        app = app_with(CORSConfig("https://a.example", ["https://b.example"]), strict_http=True)

        assert header(ask(app, "GET", "/x", origin), "Vary") == "Origin"

    def test_answers_for_all_origins_do_not_depend_on_it(self) -> None:
        assert header(ask(app_with(CORSConfig(), strict_http=True), "GET", "/x"), "Vary") is None

    def test_vary_is_added_to_what_the_handler_says(self) -> None:
        app = APIGatewayRestResolver(cors=CORSConfig("https://a.example"), strict_http=True)
        app.get("/x", compress=True)(lambda: Response(200, "text/plain", "x", {"vary": "Cookie, origin"}))

        assert header(ask(app, "GET", "/x"), "Vary") == "Cookie, origin, Accept-Encoding"

    def test_compressed_or_not_the_answer_depends_on_the_encoding(self) -> None:
        app = APIGatewayRestResolver(strict_http=True)
        app.get("/x", compress=True)(lambda: "x")

        assert header(ask(app, "GET", "/x"), "Vary") == "Accept-Encoding"

    def test_path_parameters_are_decoded(self) -> None:
        app = APIGatewayRestResolver(strict_http=True)
        app.get("/x/<name>")(lambda name: name)

        assert ask(app, "GET", "/x/a%20b%2Fc")["body"] == "a b/c"
