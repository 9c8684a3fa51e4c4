"""Debug mode, and POWERTOOLS_DEV."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fronts import header, rest

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig
from aws_lambda_powertools.warnings import PowertoolsUserWarning

EVENT = {"path": "/foo", "httpMethod": "GET"}


def app_with(**settings: Any) -> APIGatewayRestResolver:
    app = APIGatewayRestResolver(**settings)
    app.get("/foo")(lambda: {"message": "Foo"})

    @app.get("/fails")
    def fail() -> None:
        raise RuntimeError("Foo is not Bar")

    return app


@pytest.fixture
def development(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_DEV", "1")


@pytest.fixture
def app_in_development(development: None) -> APIGatewayRestResolver:
    with pytest.warns(PowertoolsUserWarning, match="POWERTOOLS_DEV"):
        return app_with()


def test_debug_mode_answers_with_a_traceback() -> None:
    response = app_with(debug=True).resolve(rest("GET", "/fails"), None)

    assert (response["statusCode"], header(response, "Content-Type")) == (500, "text/plain")
    assert 'raise RuntimeError("Foo is not Bar")' in response["body"]
    assert "Traceback" in response["body"]


def test_debug_mode_prints_the_event_and_the_middlewares(capsys: pytest.CaptureFixture[str]) -> None:
    def middleware(app: Any, next_middleware: Any) -> Any:
        return next_middleware(app)

    app = app_with(debug=True)
    app.use([middleware])
    response = app.resolve(EVENT, None)
    printed = capsys.readouterr().out

    assert response["body"] == '{"message":"Foo"}'
    assert json.loads(printed.splitlines()[0]) == EVENT
    assert "Processing Route:::<lambda> (/foo)" in printed
    assert "[middleware] next call chain is middleware -> _registered_api_adapter" in printed


def test_debug_mode_tells_that_no_route_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    APIGatewayRestResolver(debug=True).resolve(EVENT, None)

    assert "Processing Route:::not_found_handler (/foo)" in capsys.readouterr().out


def test_without_debug_mode_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    app = app_with()
    app.resolve(EVENT, None)
    with pytest.raises(RuntimeError):
        app.resolve(rest("GET", "/fails"), None)

    assert capsys.readouterr().out == ""


def test_in_development_bodies_and_events_are_indented(
    app_in_development: APIGatewayRestResolver, capsys: pytest.CaptureFixture[str]
) -> None:
    response = app_in_development.resolve(EVENT, None)

    assert response["body"] == '{\n    "message": "Foo"\n}'
    assert capsys.readouterr().out.startswith('{\n    "path": "/foo"')


def test_in_development_errors_are_answered_with_a_traceback(app_in_development: APIGatewayRestResolver) -> None:
    assert "Traceback" in app_in_development.resolve(rest("GET", "/fails"), None)["body"]


@pytest.mark.parametrize("cors", [None, CORSConfig("https://configured.example", allow_credentials=True)])
@pytest.mark.filterwarnings("ignore:POWERTOOLS_DEV")
def test_in_development_every_origin_is_allowed(development: None, cors: CORSConfig | None) -> None:
    response = app_with(cors=cors).resolve(rest("GET", "/foo", {"Origin": "http://localhost:3000"}), None)

    assert header(response, "Access-Control-Allow-Origin") == "*"
    assert header(response, "Access-Control-Allow-Credentials") is None


def test_an_explicit_no_wins_over_the_environment(development: None, capsys: pytest.CaptureFixture[str]) -> None:
    app = app_with(debug=False)
    response = app.resolve(rest("GET", "/foo", {"Origin": "http://localhost:3000"}), None)

    assert response["body"] == '{"message":"Foo"}'
    assert header(response, "Access-Control-Allow-Origin") is None
    assert capsys.readouterr().out == ""
    with pytest.raises(RuntimeError):
        app.resolve(rest("GET", "/fails"), None)


def test_an_event_as_a_data_class_is_taken_with_a_warning() -> None:
    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

    app = app_with()
    with pytest.warns(PowertoolsUserWarning, match="You don't need to serialize"):
        response = app.resolve(APIGatewayProxyEvent(EVENT), None)  # type: ignore[arg-type]

    assert response["statusCode"] == 200
