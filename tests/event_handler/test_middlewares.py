"""Middlewares: functions, coroutines and classes, around the app, routers and routes."""

from __future__ import annotations

import asyncio
import contextvars
import json
import threading
from typing import Any

import pytest
from fronts import rest

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.exceptions import BadRequestError, MiddlewareError
from aws_lambda_powertools.event_handler.middlewares import BaseMiddlewareHandler, NextMiddleware

steps: list[Any] = []


@pytest.fixture(autouse=True)
def no_steps() -> None:
    steps.clear()


def noting(name: str) -> Any:
    """A middleware that notes that it ran, before and after."""

    def middleware(app: Any, next_middleware: NextMiddleware) -> Response[Any]:
        steps.append(name)
        response = next_middleware(app)
        steps.append(f"/{name}")
        return response

    middleware.__name__ = name
    return middleware


def noting_async(name: str) -> Any:
    """The same as a coroutine function."""

    async def middleware(app: Any, next_middleware: Any) -> Any:
        steps.append(name)
        response = await next_middleware(app)
        await asyncio.sleep(0)
        steps.append(f"/{name}")
        return response

    middleware.__name__ = name
    return middleware


class Stamp(BaseMiddlewareHandler):
    """Puts a header on the response."""

    def __init__(self, value: str) -> None:
        super().__init__()
        self.value = value

    def handler(self, app: Any, next_middleware: NextMiddleware) -> Response[Any]:
        response = next_middleware(app)
        response.headers["X-Stamp"] = self.value
        return response


class AsyncStamp(BaseMiddlewareHandler):
    """The same with an async handler."""

    async def handler(self, app: Any, next_middleware: Any) -> Any:  # type: ignore[override]
        response = await next_middleware(app)
        response.headers["X-Stamp"] = "async"
        return response


def resolve(app: Any, path: str = "/x", how: str = "resolve", **event: Any) -> dict[str, Any]:
    request = rest("GET", path, **event)
    return dict(app.resolve(request, None) if how == "resolve" else asyncio.run(app.resolve_async(request, None)))


HOW = pytest.mark.parametrize("how", ["resolve", "resolve_async"])


@HOW
def test_middlewares_run_from_the_outside_in(how: str) -> None:
    app, router = APIGatewayRestResolver(), Router()
    app.use([noting("one"), noting("two")])
    router.use([noting("router")])
    router.get("/x", middlewares=[noting("route")])(lambda: steps.append("handler"))
    app.include_router(router)
    resolve(app, how=how)

    assert steps == ["one", "two", "router", "route", "handler", "/route", "/router", "/two", "/one"]


@HOW
def test_sync_and_async_middlewares_keep_their_order(how: str) -> None:
    app = APIGatewayRestResolver()
    app.use([noting("sync 1"), noting("sync 2"), noting_async("async 1"), noting("sync 3"), noting_async("async 2")])

    @app.get("/x")
    async def handler() -> str:
        steps.append("handler")
        return "x"

    assert resolve(app, how=how)["body"] == "x"
    before, after = steps[:5], steps[6:]
    assert before == ["sync 1", "sync 2", "async 1", "sync 3", "async 2"]
    assert after == [f"/{name}" for name in reversed(before)]


@HOW
def test_middlewares_run_for_requests_that_no_route_serves(how: str) -> None:
    app = APIGatewayRestResolver()
    app.use([noting("one")])

    assert resolve(app, "/nowhere", how)["statusCode"] == 404
    assert steps == ["one", "/one"]


@HOW
def test_a_middleware_may_answer_itself(how: str) -> None:
    app = APIGatewayRestResolver()
    app.get("/x", middlewares=[lambda app, next_middleware: Response(401, "text/plain", "no")])(
        lambda: steps.append("handler")
    )

    assert (resolve(app, how=how)["statusCode"], steps) == (401, [])


@pytest.mark.parametrize(("answer", "status"), [({"mw": 1}, 200), (({"mw": 1}, 202), 202)])
def test_a_middleware_may_answer_with_data(answer: Any, status: int) -> None:
    app = APIGatewayRestResolver()
    app.get("/x", middlewares=[lambda app, next_middleware: answer])(lambda: None)

    assert (resolve(app)["statusCode"], resolve(app)["body"]) == (status, '{"mw":1}')


@HOW
def test_a_middleware_without_return_is_an_error(how: str) -> None:
    """[E27]: it used to answer 200 and `null`."""

    def forgetful(app: Any, next_middleware: Any) -> None:
        next_middleware(app)

    app = APIGatewayRestResolver()
    app.use([forgetful])
    app.get("/x")(lambda: "x")
    with pytest.raises(MiddlewareError, match="forgetful returned None"):
        resolve(app, how=how)


def test_an_async_middleware_without_return_is_an_error() -> None:
    async def forgetful(app: Any, next_middleware: Any) -> None:
        await next_middleware(app)

    app = APIGatewayRestResolver()
    app.use([forgetful])
    app.get("/x")(lambda: "x")
    with pytest.raises(MiddlewareError, match="forgetful returned None"):
        resolve(app)


@HOW
@pytest.mark.parametrize(("middleware", "stamp"), [(Stamp("sync"), "sync"), (AsyncStamp(), "async")])
def test_middlewares_as_classes(middleware: Any, stamp: str, how: str) -> None:
    app = APIGatewayRestResolver()
    app.get("/x", middlewares=[middleware])(lambda: {"a": 1})

    assert resolve(app, how=how)["multiValueHeaders"]["X-Stamp"] == [stamp]


@HOW
def test_a_middleware_sees_a_response_with_the_handlers_own_data(how: str) -> None:
    app = APIGatewayRestResolver()

    def double(app: Any, next_middleware: Any) -> Any:
        response = next_middleware(app)
        response.body["a"] *= 2
        response.status_code = 201
        return response

    app.get("/x", middlewares=[double])(lambda: {"a": 1})

    assert (resolve(app, how=how)["body"], resolve(app, how=how)["statusCode"]) == ('{"a":2}', 201)


@HOW
def test_errors_of_middlewares_are_answered_like_those_of_handlers(how: str) -> None:
    app = APIGatewayRestResolver()

    def refuse(app: Any, next_middleware: Any) -> Any:
        raise BadRequestError("no")

    app.get("/x", middlewares=[refuse])(lambda: None)

    assert resolve(app, how=how)["statusCode"] == 400


@HOW
def test_a_middleware_may_catch_the_handlers_exception(how: str) -> None:
    app = APIGatewayRestResolver()

    def rescue(app: Any, next_middleware: Any) -> Any:
        try:
            return next_middleware(app)
        except KeyError:
            return Response(410, "text/plain", "gone")

    @app.get("/x", middlewares=[rescue])
    async def fail() -> None:
        raise KeyError

    assert resolve(app, how=how)["statusCode"] == 410


def test_middlewares_added_after_the_first_request_run_too() -> None:
    app = APIGatewayRestResolver()
    app.get("/x")(lambda: "x")
    resolve(app)
    app.use([noting("late")])
    resolve(app)
    resolve(app, "/nowhere")

    assert steps == ["late", "/late", "late", "/late"]


def test_apps_do_not_share_middlewares() -> None:
    one, two = APIGatewayRestResolver(), APIGatewayRestResolver()
    one.use([noting("one")])
    resolve(two)

    assert steps == []


def test_middlewares_that_ran_are_listed() -> None:
    app = APIGatewayRestResolver()
    app.use([noting("one")])

    @app.get("/x", middlewares=[Stamp("x")])
    def handler() -> str:
        return "x"

    resolve(app)

    assert app.processed_stack_frames == [
        "[one] next call chain is one -> Stamp",
        "[Stamp] next call chain is Stamp -> _registered_api_adapter",
        "[_registered_api_adapter] next call chain is _registered_api_adapter -> handler",
    ]


def test_variables_of_the_context_pass_from_sync_middlewares_to_async_handlers() -> None:
    user: contextvars.ContextVar[str] = contextvars.ContextVar("user", default="nobody")
    app = APIGatewayRestResolver()

    def sign_in(app: Any, next_middleware: Any) -> Any:
        user.set("ada")
        return next_middleware(app)

    @app.get("/x", middlewares=[sign_in, noting_async("async")])
    async def handler() -> str:
        return user.get()

    assert resolve(app, how="resolve_async")["body"] == "ada"


def test_sync_code_alone_needs_no_thread() -> None:
    app = APIGatewayRestResolver()
    threads: list[int] = []

    def note(app: Any, next_middleware: Any) -> Any:
        threads.append(threading.get_ident())
        return next_middleware(app)

    app.use([note])
    app.get("/x")(lambda: threads.append(threading.get_ident()))
    resolve(app, how="resolve_async")

    assert set(threads) == {threading.get_ident()}


def test_hundreds_of_requests_through_nested_sync_and_async_middlewares_do_not_wait_for_each_other() -> None:
    app = APIGatewayRestResolver()
    app.use([noting("a"), noting_async("b"), noting("c"), noting_async("d"), noting("e")])

    @app.get("/x/<number>")
    async def handler(number: str) -> str:
        await asyncio.sleep(0.001)
        return number

    async def ask_all() -> list[str]:
        requests = (app.resolve_async(rest("GET", f"/x/{number}"), None) for number in range(300))
        return [response["body"] for response in await asyncio.wait_for(asyncio.gather(*requests), 60)]

    assert asyncio.run(ask_all()) == [str(number) for number in range(300)]


def test_async_handlers_share_one_loop_over_requests() -> None:
    app = APIGatewayRestResolver()
    loops: list[Any] = []

    @app.get("/x")
    async def handler() -> str:
        loops.append(asyncio.get_running_loop())
        return "x"

    resolve(app)
    resolve(app)

    assert loops[0] is loops[1]
    assert not loops[0].is_closed()


def test_the_app_resolves_from_within_a_running_loop() -> None:
    app = APIGatewayRestResolver()

    @app.get("/x")
    async def handler() -> str:
        return str(app.current_event.path)

    async def call() -> Any:
        return app.resolve(rest("GET", "/x"), None)

    assert asyncio.run(call())["body"] == "/x"


def test_the_class_of_middlewares_is_generic_and_abstract() -> None:
    class Typed(BaseMiddlewareHandler[APIGatewayRestResolver]):
        """Without a handler."""

    with pytest.raises(TypeError):
        Typed()  # type: ignore[abstract]


def test_the_event_is_there_for_middlewares() -> None:
    app = APIGatewayRestResolver()

    def check(app: APIGatewayRestResolver, next_middleware: Any) -> Any:
        if app.current_event.headers.get("Authorization") is None:
            return Response(401)
        return next_middleware(app)

    app.use([check])
    app.get("/x")(lambda: {"a": 1})

    assert resolve(app)["statusCode"] == 401
    assert json.loads(resolve(app, headers={"authorization": "x"})["body"]) == {"a": 1}
