"""APIGatewayWebSocketResolver: routes, typed bodies, middlewares, errors, and messages that keep to themselves."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier, get_ident

import pytest
from pydantic import BaseModel

from aws_lambda_powertools.event_handler import APIGatewayWebSocketResolver
from aws_lambda_powertools.event_handler._websocket_chain import InvalidMessageError
from aws_lambda_powertools.event_handler.api_gateway_websocket import Router, RouteRegistry
from aws_lambda_powertools.event_handler.exceptions import UnauthorizedError
from aws_lambda_powertools.testing import events
from aws_lambda_powertools.utilities.data_classes import APIGatewayWebSocketEvent
from aws_lambda_powertools.warnings import PowertoolsUserWarning


class Message(BaseModel):
    text: str
    times: int = 1


@dataclass
class Point:
    x: int
    y: int


def app_with(handler, route_key="chat"):
    app = APIGatewayWebSocketResolver()
    app.route(route_key)(handler)
    return app


def answer(app, body=None, route_key="chat"):
    return app.resolve(events.websocket(route_key, body), None)


def test_connections_and_messages_reach_their_functions():
    app = APIGatewayWebSocketResolver()
    app.on_connect()(lambda: "connect")
    app.on_disconnect()(lambda: "disconnect")
    app.on_default()(lambda: "default")
    app.route("chat")(lambda: "chat")

    assert [answer(app, route_key=key)["body"] for key in ("$connect", "$disconnect", "$default", "chat")] == [
        "connect",
        "disconnect",
        "default",
        "chat",
    ]


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (None, {"statusCode": 200}),
        ("text", {"statusCode": 200, "body": "text"}),
        ({"a": [1]}, {"statusCode": 200, "body": '{"a":[1]}'}),
        ([1, 2], {"statusCode": 200, "body": "[1,2]"}),
        ({"statusCode": 500}, {"statusCode": 200, "body": '{"statusCode":500}'}),
        (("no", 403), {"statusCode": 403, "body": "no"}),
        ((None, 401), {"statusCode": 401}),
        (({"a": 1}, 201), {"statusCode": 201, "body": '{"a":1}'}),
    ],
)
def test_what_a_function_returns_becomes_the_answer(result, expected):
    assert answer(app_with(lambda: result)) == expected


def test_a_message_without_route_is_refused_with_a_warning():
    with pytest.warns(PowertoolsUserWarning, match="chat"):
        assert answer(APIGatewayWebSocketResolver()) == {"statusCode": 400}


def test_of_two_functions_for_a_route_the_last_counts():
    app = app_with(lambda: "first")
    with pytest.warns(PowertoolsUserWarning, match="chat"):
        app.route("chat")(lambda: "second")
    assert answer(app)["body"] == "second"


def test_a_route_needs_a_key():
    app = APIGatewayWebSocketResolver()
    with pytest.warns(PowertoolsUserWarning, match="without a route key"):
        app.route("")(lambda: None)
    assert app._route_registry.routes == {}


def test_a_registry_finds_and_merges():
    first, second = RouteRegistry(), RouteRegistry()
    second.register("a")(len)
    first.merge(second)
    assert first.find_route("a").func is len
    assert first.find_route("b") is None


@pytest.mark.parametrize(
    ("hint", "body", "expected"),
    [
        (Message, {"text": "hi", "times": "2"}, Message(text="hi", times=2)),
        (Point, {"x": 1, "y": 2}, Point(1, 2)),
        (list[int], [1, 2], [1, 2]),
        (dict, {"a": 1}, {"a": 1}),
        (str, "not json", "not json"),
        (str, b"bytes", "bytes"),
        (None, {"a": 1}, {"a": 1}),
        (None, b'{"a": 1}', {"a": 1}),
    ],
)
def test_the_body_is_what_the_parameter_is_annotated_with(hint, body, expected):
    got = []

    def handler(message):
        got.append(message)

    if hint is not None:
        handler.__annotations__ = {"message": hint}
    assert answer(app_with(handler), body) == {"statusCode": 200}
    assert got == [expected]


def test_a_function_can_take_the_event_beside_the_body():
    def handler(message: Message, event: APIGatewayWebSocketEvent):
        return [message.text, event.request_context.route_key]

    assert answer(app_with(handler), {"text": "hi"})["body"] == '["hi","chat"]'


def test_a_function_with_two_bodies_fails_clearly(caplog):
    assert answer(app_with(lambda one, two: None), {}) == {"statusCode": 500}
    assert "one, two" in caplog.text


@pytest.mark.parametrize("body", ["no json", "[" * 100_000, b"\xff", {"times": 1}, {"text": 1, "times": "x"}])
def test_a_body_that_does_not_fit_is_refused_without_calling_the_function(body):
    def handler(message: Message):
        raise AssertionError("never called")

    assert answer(app_with(handler), body)["statusCode"] == 400


def test_the_refusal_says_what_is_wrong_without_the_data():
    def handler(message: Message):
        """Takes a message."""

    assert answer(app_with(handler), {"text": 7})["body"] == (
        '{"message":"The message does not match what is expected","errors":[{"loc":["text"],"type":"string_type"}]}'
    )


def test_an_exception_handler_can_answer_to_bodies_that_do_not_fit():
    def handler(message: Message):
        """Takes a message."""

    app = app_with(handler)
    app.exception_handler(InvalidMessageError)(lambda error: ("what?", 422))
    assert answer(app, {}) == {"statusCode": 422, "body": "what?"}


def test_an_unhandled_error_is_a_bare_500_and_goes_to_the_log(caplog):
    def handler():
        raise ValueError("secret")

    assert answer(app_with(handler)) == {"statusCode": 500}
    assert "secret" in caplog.text


def test_an_exception_handler_that_fails_is_a_bare_500_too():
    def handler():
        raise ValueError("first")

    app = app_with(handler)

    @app.exception_handler([ValueError])
    def fail(error):
        raise RuntimeError("second")

    assert answer(app) == {"statusCode": 500}


@pytest.mark.parametrize("event", [{}, {"requestContext": {}}, {"requestContext": None}, None, "text"])
def test_an_event_that_is_none_is_a_bare_500(event):
    assert APIGatewayWebSocketResolver().resolve(event, None) == {"statusCode": 500}


def test_errors_with_a_status_have_it():
    app = APIGatewayWebSocketResolver()

    @app.on_connect()
    def connect():
        raise UnauthorizedError("who are you?")

    assert answer(app, route_key="$connect") == {"statusCode": 401, "body": '{"message":"who are you?"}'}


def noting(seen, name):
    def middleware(app, next_middleware):
        seen.append(name)
        result = next_middleware(app)
        seen.append(f"/{name}")
        return result

    return middleware


def noting_async(seen, name):
    async def middleware(app, next_middleware):
        seen.append(name)
        result = await next_middleware(app)
        seen.append(f"/{name}")
        return result

    return middleware


@pytest.mark.parametrize("kinds", [(noting, noting), (noting, noting_async), (noting_async, noting)])
@pytest.mark.parametrize("is_async", [False, True])
def test_middlewares_run_from_the_app_over_the_route_to_the_function(kinds, is_async):
    app, seen = APIGatewayWebSocketResolver(), []
    app.use([kinds[0](seen, "app")])

    async def handler_async():
        return app.current_event.request_context.route_key

    def handler():
        return app.current_event.request_context.route_key

    app.route("chat", middlewares=[kinds[1](seen, "route")])(handler_async if is_async else handler)

    assert answer(app)["body"] == "chat"
    assert seen == ["app", "route", "/route", "/app"]
    assert asyncio.run(app.resolve_async(events.websocket("chat"), None))["body"] == "chat"


def test_a_middleware_can_answer_itself():
    app = app_with(lambda: "never")
    app.use([lambda app, next_middleware: ("no", 403)])
    assert answer(app) == {"statusCode": 403, "body": "no"}


def test_middlewares_see_messages_without_route_too():
    app, seen = APIGatewayWebSocketResolver(), []
    app.use([noting(seen, "app")])
    with pytest.warns(PowertoolsUserWarning):
        assert answer(app) == {"statusCode": 400}
    assert seen == ["app", "/app"]


def test_exceptions_of_middlewares_are_handled_as_well():
    app = app_with(lambda: None)

    def fail(app, next_middleware):
        raise LookupError("gone")

    app.use([fail])
    app.exception_handler(LookupError)(lambda error: (str(error), 410))
    assert answer(app) == {"statusCode": 410, "body": "gone"}


def test_middlewares_added_after_the_first_message_count():
    app, seen = app_with(lambda: None), []
    answer(app)
    app.use([noting(seen, "late")])
    answer(app)
    assert seen == ["late", "/late"]


def test_async_functions_and_exception_handlers_are_awaited():
    app = APIGatewayWebSocketResolver()

    @app.route("chat")
    async def chat():
        raise LookupError("gone")

    @app.exception_handler(LookupError)
    async def handle(error):
        return str(error), 410

    assert answer(app) == {"statusCode": 410, "body": "gone"}
    assert asyncio.run(app.resolve_async(events.websocket("chat"), None)) == {"statusCode": 410, "body": "gone"}


def test_a_router_brings_routes_middlewares_and_exception_handlers():
    router, app, seen = Router(), APIGatewayWebSocketResolver(), []
    router.use([noting(seen, "router")])
    router.append_context(team="a")

    @router.route("chat")
    def chat():
        raise LookupError(router.context["team"], router.current_event.request_context.route_key)

    router.exception_handler(LookupError)(lambda error: list(error.args))
    app.include_router(router)

    assert answer(app)["body"] == '["a","chat"]'
    assert seen == ["router"]


def test_context_ends_with_its_message():
    app = app_with(lambda: dict(app.context))
    app.append_context(a=1)
    assert answer(app)["body"] == '{"a":1}'
    assert answer(app)["body"] == "{}"


def test_the_event_is_not_wrapped_again():
    app = app_with(lambda: app.current_event is event and "same")
    event = APIGatewayWebSocketEvent(events.websocket("chat"))
    assert app(event, None)["body"] == "same"


def test_threads_see_their_own_messages():
    app, together = APIGatewayWebSocketResolver(), Barrier(4)

    @app.route("chat")
    def chat(message: dict):
        app.append_context(thread=get_ident())
        together.wait(5)
        return [message["n"], app.current_event.json_body["n"], app.context["thread"] == get_ident()]

    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda i: answer(app, {"n": i})["body"], range(40))
        assert list(answers) == [f"[{i},{i},true]" for i in range(40)]


def test_tasks_see_their_own_messages():
    app = APIGatewayWebSocketResolver()
    app.use([noting_async([], "a"), noting([], "b")])

    @app.route("chat")
    async def chat(message: dict):
        await asyncio.sleep(0.001)
        return app.current_event.json_body["n"] == message["n"]

    async def many():
        calls = (app.resolve_async(events.websocket("chat", {"n": i}), None) for i in range(30))
        return await asyncio.gather(*calls)

    assert {each["body"] for each in asyncio.run(many())} == {"true"}


def test_nothing_is_logged_for_messages_that_go_well(caplog):
    with caplog.at_level(logging.DEBUG):
        answer(app_with(lambda: None))
    assert [record for record in caplog.records if record.name.startswith("aws_lambda_powertools")] == []
