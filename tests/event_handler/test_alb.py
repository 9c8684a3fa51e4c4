"""What is peculiar to load balancers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fronts import alb

from aws_lambda_powertools.event_handler import ALBResolver, Response
from aws_lambda_powertools.event_handler.exceptions import ResponseSizeExceededError
from aws_lambda_powertools.shared.cookies import Cookie
from aws_lambda_powertools.utilities.data_classes import ALBEvent, APIGatewayProxyEvent
from aws_lambda_powertools.warnings import PowertoolsUserWarning

TWO_COOKIES = [Cookie("a", "1"), Cookie("b", "2")]
ENCODED = {"na%20me": "a%20b%26"}


def resolve(app: ALBResolver, **more: Any) -> dict[str, Any]:
    return dict(app.resolve({**alb("GET", "/x"), **more}, None))


def app_that_answers(response: Any, **settings: Any) -> ALBResolver:
    app = ALBResolver(**settings)
    app.get("/x")(lambda: response)
    return app


@pytest.mark.parametrize("answer", [Response(200), None])
def test_there_are_no_null_bodies(answer: Any) -> None:
    assert resolve(app_that_answers(answer))["body"] == ""


def test_multi_value_headers_answer_multi_value_headers() -> None:
    app = app_that_answers(Response(200, "text/plain", "x", {"A": ["1", "2"]}, TWO_COOKIES))

    assert resolve(app, headers=None, multiValueHeaders={"accept": ["*/*"]})["multiValueHeaders"] == {
        "A": ["1", "2"],
        "Content-Type": ["text/plain"],
        "Set-Cookie": ["a=1; Secure", "b=2; Secure"],
    }


def test_cookies_that_can_not_be_sent_are_no_secret() -> None:
    """[E23]: all but the last used to be lost in silence."""
    with pytest.warns(PowertoolsUserWarning, match="2 cookies"):
        response = resolve(app_that_answers(Response(200, "text/plain", "x", cookies=TWO_COOKIES)))

    assert response["headers"]["Set-Cookie"] == "b=2; Secure"


def test_under_strict_all_cookies_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    headers = resolve(app_that_answers(Response(200, "text/plain", "x", cookies=TWO_COOKIES)))["headers"]

    assert sorted(value for name, value in headers.items() if name.lower() == "set-cookie") == [
        "a=1; Secure",
        "b=2; Secure",
    ]


def query_of(app: ALBResolver, **event: Any) -> list[Any]:
    @app.get("/x")
    def read() -> list[Any]:
        request = app.current_event
        return [
            request.query_string_parameters,
            request.resolved_query_string_parameters,
            request.get_query_string_value("na me"),
        ]

    return list(json.loads(resolve(app, **event)["body"]))


def test_query_strings_stay_as_they_come() -> None:
    assert query_of(ALBResolver(), queryStringParameters=ENCODED)[0] == ENCODED


@pytest.mark.parametrize("kind", [ALBEvent, APIGatewayProxyEvent])
def test_both_forms_of_a_query_string_are_merged(kind: type[Any]) -> None:
    event = kind(
        {
            "queryStringParameters": {"a": "1", "b": "x"},
            "multiValueQueryStringParameters": {"b": ["2", "3"], "c": ["4"]},
        }
    )

    assert event.resolved_query_string_parameters == {"a": ["1"], "b": ["2", "3"], "c": ["4"]}


def test_query_strings_can_be_decoded() -> None:
    decoded = query_of(
        ALBResolver(decode_query_parameters=True),
        queryStringParameters=ENCODED,
        multiValueQueryStringParameters={"m%2B": ["a%20b", "c+d"]},
    )

    assert decoded == [{"na me": "a b&"}, {"na me": ["a b&"], "m+": ["a b", "c+d"]}, "a b&"]


def test_under_strict_query_strings_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")

    assert query_of(ALBResolver(), queryStringParameters=ENCODED)[2] == "a b&"


def test_large_responses_are_refused() -> None:
    app = app_that_answers(Response(200, "text/plain", "x" * 2_000_000), enable_response_size_validation=True)
    with pytest.raises(ResponseSizeExceededError) as caught:
        resolve(app)

    assert (caught.value.actual_size, caught.value.max_size) == (2_000_100, 1_048_576)


def test_a_handler_may_answer_in_place_of_a_large_response() -> None:
    app = app_that_answers(Response(200, "text/plain", "x" * 2_000_000), enable_response_size_validation=True)
    app.append_context(user="ada")
    app.exception_handler(ResponseSizeExceededError)(lambda error: Response(413, "text/plain", app.context["user"]))

    assert (resolve(app)["statusCode"], app.context) == (413, {})


def test_a_handler_whose_answer_is_large_too_is_not_asked_again() -> None:
    app = app_that_answers({"a": "x" * 2_000_000}, enable_response_size_validation=True, debug=True)
    app.exception_handler(ResponseSizeExceededError)(lambda error: Response(200, "text/plain", "y" * 3_000_000))
    with pytest.raises(ResponseSizeExceededError) as caught:
        resolve(app)

    assert caught.value.actual_size > 3_000_000


@pytest.mark.parametrize(
    ("runtime", "fits"),
    [("AWS_Lambda_python3.11", False), ("AWS_Lambda_python3.12", True), ("AWS_Lambda_python3.14", True), ("", False)],
)
def test_older_runtimes_escape_what_is_not_ascii(runtime: str, fits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_EXECUTION_ENV", runtime)
    app = app_that_answers(Response(200, "text/plain", "é" * 400_000), enable_response_size_validation=True)
    app.exception_handler(ResponseSizeExceededError)(lambda error: Response(413, "text/plain", "too large"))

    assert (resolve(app)["statusCode"] == 200) is fits
