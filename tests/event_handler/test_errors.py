"""Exceptions: handlers by class, HTTP errors, faults of clients, and what nobody handles."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import Any

import pytest
from fronts import FRONTS, Front, rest
from hypothesis import given, strategies as st

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.exception_handling import ExceptionHandlerManager
from aws_lambda_powertools.event_handler.exceptions import (
    BadRequestError,
    ForbiddenError,
    InternalServerError,
    NotFoundError,
    RequestEntityTooLargeError,
    RequestTimeoutError,
    ServiceError,
    ServiceUnavailableError,
    UnauthorizedError,
)

HOW = pytest.mark.parametrize("how", ["resolve", "resolve_async"])


def resolve(app: Any, path: str = "/x", how: str = "resolve", **event: Any) -> dict[str, Any]:
    request = rest("POST", path, **event)
    return dict(app.resolve(request, None) if how == "resolve" else asyncio.run(app.resolve_async(request, None)))


def failing_app(error: BaseException) -> APIGatewayRestResolver:
    app = APIGatewayRestResolver()

    @app.post("/x")
    def fail() -> None:
        raise error

    return app


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (BadRequestError("x"), 400, "x"),
        (UnauthorizedError("x"), 401, "x"),
        (ForbiddenError("x"), 403, "x"),
        (NotFoundError("x"), 404, "x"),
        (NotFoundError(), 404, "Not found"),
        (RequestTimeoutError("x"), 408, "x"),
        (RequestEntityTooLargeError("x"), 413, "x"),
        (InternalServerError("x"), 500, "x"),
        (ServiceUnavailableError("x"), 503, "x"),
        (ServiceError(418, {"tea": "pot"}), 418, {"tea": "pot"}),
    ],
)
@HOW
def test_http_errors_are_answers(error: ServiceError, status: int, message: Any, how: str) -> None:
    response = resolve(failing_app(error), how=how)

    assert (response["statusCode"], json.loads(response["body"])) == (
        status,
        {"statusCode": status, "message": message},
    )
    assert response["multiValueHeaders"] == {"Content-Type": ["application/json"]}
    assert (error.status_code, error.msg) == (status, message)


@pytest.mark.parametrize("front", FRONTS, ids=str)
def test_unknown_paths_are_not_found_on_every_front(front: Front) -> None:
    response = front.resolver().resolve(front.request("GET", "/nowhere"), None)

    assert (response["statusCode"], response["body"]) == (404, '{"statusCode":404,"message":"Not found"}')


@HOW
def test_unhandled_exceptions_leave_as_they_came(how: str) -> None:
    error = KeyError("x")
    with pytest.raises(KeyError) as caught:
        resolve(failing_app(error), how=how)
    assert caught.value is error


class Unpaid(Exception):  # noqa: N818
    """An error of the shop."""


class Overdue(Unpaid):
    """A worse one."""


@HOW
def test_handlers_answer_their_class_and_those_below(how: str) -> None:
    app = failing_app(Overdue("late"))
    app.exception_handler(Unpaid)(lambda error: Response(402, "text/plain", f"{type(error).__name__}: {error}"))

    assert (resolve(app, how=how)["statusCode"], resolve(app, how=how)["body"]) == (402, "Overdue: late")


def test_the_handler_of_the_nearest_class_wins() -> None:
    app = failing_app(Overdue())
    app.exception_handler(Exception)(lambda error: Response(500, "text/plain", "any"))
    app.exception_handler([Unpaid, LookupError])(lambda error: Response(402, "text/plain", "unpaid"))

    assert resolve(app)["body"] == "unpaid"


@pytest.mark.parametrize(("answer", "status", "body"), [({"a": 1}, 200, '{"a":1}'), (({"a": 1}, 402), 402, '{"a":1}')])
def test_handlers_may_answer_with_data(answer: Any, status: int, body: str) -> None:
    app = failing_app(Unpaid())
    app.exception_handler(Unpaid)(lambda error: answer)

    assert (resolve(app)["statusCode"], resolve(app)["body"]) == (status, body)


@HOW
def test_handlers_may_be_async(how: str) -> None:
    app = failing_app(Unpaid())

    @app.exception_handler(Unpaid)
    async def answer(error: Unpaid) -> Response[str]:
        await asyncio.sleep(0)
        return Response(402, "text/plain", "later")

    assert resolve(app, how=how)["body"] == "later"


@HOW
def test_handlers_may_raise_http_errors(how: str) -> None:
    app = failing_app(Unpaid())

    @app.exception_handler(Unpaid)
    def answer(error: Unpaid) -> None:
        raise BadRequestError("pay first")

    assert resolve(app, how=how)["statusCode"] == 400


def test_what_a_handler_raises_otherwise_leaves() -> None:
    app = failing_app(Unpaid())

    @app.exception_handler(Unpaid)
    def answer(error: Unpaid) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        resolve(app)


def test_handlers_of_a_router_are_those_of_its_app() -> None:
    app, router = failing_app(Unpaid()), Router()
    router.exception_handler(Unpaid)(lambda error: Response(402, "text/plain", "router"))
    app.include_router(router)

    assert resolve(app)["body"] == "router"


@HOW
@pytest.mark.parametrize(
    "register", [lambda app, answer: app.not_found(answer), lambda app, answer: app.not_found()(answer)]
)
def test_not_found_of_the_apps_own(register: Any, how: str) -> None:
    app = failing_app(NotFoundError("no such order"))
    register(app, lambda error: Response(404, "text/plain", f"mine: {error}"))

    assert resolve(app, "/nowhere", how)["body"] == "mine: "
    assert resolve(app, "/x", how)["body"] == "mine: no such order"


def test_an_async_not_found() -> None:
    app = APIGatewayRestResolver()

    @app.not_found
    async def answer(error: NotFoundError) -> Response[str]:
        return Response(404, "text/plain", "later")

    assert resolve(app)["body"] == "later"
    assert resolve(app, how="resolve_async")["body"] == "later"


def test_a_handler_for_everything_answers_unknown_paths_too() -> None:
    app = APIGatewayRestResolver()
    app.exception_handler(Exception)(lambda error: Response(418, "text/plain", type(error).__name__))

    assert resolve(app)["body"] == "NotFoundError"


def test_the_event_is_there_for_handlers() -> None:
    app = failing_app(Unpaid())
    app.append_context(customer="ada")
    app.exception_handler(Unpaid)(
        lambda error: Response(402, "text/plain", app.current_event.path + app.context["customer"])
    )

    assert resolve(app)["body"] == "/xada"


DEEP = "[" * 100_000


@HOW
@pytest.mark.parametrize("front", FRONTS, ids=str)
@pytest.mark.parametrize(
    ("body", "encoded"),
    [
        ("!!!notb64", True),
        (base64.b64encode(b"\xff\xfe").decode(), True),
        (DEEP, False),
        ("{not json", False),
        (base64.b64encode(b"{not json").decode(), True),
    ],
)
def test_bodies_that_are_not_what_they_say_are_the_clients_fault(
    front: Front, body: str, encoded: bool, how: str
) -> None:
    """[E16]: they used to take the function down."""
    app = front.resolver()
    app.post("/x")(lambda: app.current_event.json_body)
    event = front.request("POST", "/x", body=body, encoded=encoded)
    response = app.resolve(event, None) if how == "resolve" else asyncio.run(app.resolve_async(event, None))

    assert response["statusCode"] == 400
    assert json.loads(response["body"])["message"].startswith("The body is")


def test_the_apps_own_handler_comes_first_for_bad_bodies() -> None:
    app = APIGatewayRestResolver()
    app.post("/x")(lambda: app.current_event.json_body)
    app.exception_handler(ValueError)(lambda error: Response(422, "text/plain", type(error).__name__))

    assert resolve(app, body="{")["body"] == "JSONDecodeError"


def test_bad_json_from_elsewhere_is_not_the_clients_fault() -> None:
    app = APIGatewayRestResolver()
    app.post("/x")(lambda: json.loads("{from elsewhere"))
    with pytest.raises(json.JSONDecodeError):
        resolve(app, body="{also bad")


def test_recursion_of_the_handlers_own_is_not_the_clients_fault() -> None:
    app = APIGatewayRestResolver()

    @app.post("/x")
    def forever() -> Any:
        return forever()

    with pytest.raises(RecursionError):
        resolve(app, body='{"a": 1}')


@given(body=st.text() | st.binary().map(lambda data: base64.b64encode(data).decode()), encoded=st.booleans())
def test_no_body_takes_the_function_down(body: str, encoded: bool) -> None:
    app = APIGatewayRestResolver()
    app.post("/x")(lambda: app.current_event.json_body)

    assert resolve(app, body=body, encoded=encoded)["statusCode"] in (200, 400)


def test_a_deserializer_of_the_apps_own_reads_bodies() -> None:
    app = APIGatewayRestResolver(json_body_deserializer=lambda text: {"read": text})
    app.post("/x")(lambda: app.current_event.json_body)

    assert resolve(app, body="anything")["body"] == '{"read":"anything"}'


def test_a_manager_of_handlers_can_be_used_alone() -> None:
    manager = ExceptionHandlerManager()
    handler = manager.exception_handler([KeyError, Unpaid])(str)

    assert manager.lookup_exception_handler(Overdue) is handler
    assert manager.lookup_exception_handler(ValueError) is None
    manager.update_exception_handlers({ValueError: repr})
    copied = manager.get_registered_handlers()
    manager.clear_handlers()
    assert set(copied) == {KeyError, Unpaid, ValueError}
    assert manager.get_registered_handlers() == {}
