"""Each request sees itself only: under threads, tasks, nested and unrelated resolvers."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from fronts import rest

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Request
from aws_lambda_powertools.event_handler.api_gateway import Router


def app_that_waits() -> APIGatewayRestResolver:
    """An app that tells what it sees of its request after a moment in which others come."""
    app = APIGatewayRestResolver()

    @app.get("/sync/<number>")
    def sync(number: str, request: Request) -> list[Any]:
        app.append_context(number=number)
        time.sleep(0.002)
        return [app.current_event.path, app.context["number"], request.path_parameters["number"], app.lambda_context]

    @app.get("/async/<number>")
    async def not_sync(number: str, request: Request) -> list[Any]:
        app.append_context(number=number)
        await asyncio.sleep(0.002)
        return [app.current_event.path, app.context["number"], request.path_parameters["number"], app.lambda_context]

    return app


def test_64_threads_on_one_app_see_their_own_requests() -> None:
    app = app_that_waits()

    def ask(number: int) -> Any:
        kind = "sync" if number % 2 else "async"
        return json.loads(app.resolve(rest("GET", f"/{kind}/{number}"), number)["body"])[1:]

    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(ask, range(640)))

    assert answers == [[str(number), str(number), number] for number in range(640)]


def test_1000_concurrent_requests_on_one_loop_see_themselves() -> None:
    app = app_that_waits()
    seen_by_middleware: dict[str, str] = {}

    async def note(app: Any, next_middleware: Any) -> Any:
        response = await next_middleware(app)
        seen_by_middleware[app.current_event.path] = app.context["number"]
        return response

    app.use([note])

    async def ask_all() -> list[Any]:
        requests = (app.resolve_async(rest("GET", f"/async/{number}"), number) for number in range(1000))
        return [json.loads(response["body"]) for response in await asyncio.gather(*requests)]

    assert asyncio.run(ask_all()) == [[f"/async/{n}", str(n), str(n), n] for n in range(1000)]
    assert seen_by_middleware == {f"/async/{n}": str(n) for n in range(1000)}


def test_a_nested_resolver_does_not_change_the_event_of_the_outer() -> None:
    inner, outer = APIGatewayRestResolver(), APIGatewayRestResolver()
    inner.get("/inner")(lambda: [inner.current_event.path, outer.current_event.path])

    @outer.get("/outer")
    def ask_inner() -> list[Any]:
        before = json.loads(inner.resolve(rest("GET", "/inner"), None)["body"])
        return [*before, outer.current_event.path]

    assert outer.resolve(rest("GET", "/outer"), None)["body"] == '["/inner","/outer","/outer"]'


def test_an_app_may_resolve_another_request_within_one() -> None:
    app = APIGatewayRestResolver()
    app.get("/inner")(lambda: app.current_event.path)

    @app.get("/outer")
    def ask_itself() -> list[str]:
        inner = app.resolve(rest("GET", "/inner"), None)["body"]
        return [inner, app.current_event.path]

    assert app.resolve(rest("GET", "/outer"), None)["body"] == '["/inner","/outer"]'


def test_an_unrelated_resolver_sees_no_event() -> None:
    used, unused = APIGatewayRestResolver(), APIGatewayRestResolver()
    used.resolve(rest("GET", "/x"), None)

    assert used.current_event.path == "/x"
    with pytest.raises(AttributeError, match="no request"):
        unused.current_event  # noqa: B018


def test_a_thread_without_context_sees_the_only_running_request() -> None:
    app = APIGatewayRestResolver()
    seen: list[str] = []

    @app.get("/x")
    def read() -> str:
        thread = threading.Thread(target=lambda: seen.append(app.current_event.path))
        thread.start()
        thread.join()
        return "done"

    app.resolve(rest("GET", "/x"), None)

    assert seen == ["/x"]


def test_the_last_request_stays_visible_to_sequential_code() -> None:
    app = APIGatewayRestResolver()
    app.resolve(rest("GET", "/x"), "context")

    assert (app.current_event.path, app.lambda_context) == ("/x", "context")


def test_under_strict_the_event_is_released_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    app = APIGatewayRestResolver()
    kept: list[weakref.ref[Any]] = []
    app.get("/x")(lambda: kept.append(weakref.ref(app.current_event)))
    app.resolve(rest("GET", "/x"), None)
    gc.collect()

    assert kept[0]() is None
    with pytest.raises(AttributeError):
        app.current_event  # noqa: B018


@pytest.mark.parametrize("path", ["/x", "/unknown", "/fails"])
def test_the_context_is_cleared_after_each_request(path: str) -> None:
    app = APIGatewayRestResolver()
    app.get("/x")(lambda: app.append_context(user="ada"))

    @app.get("/fails")
    def fail() -> None:
        raise KeyError

    app.append_context(given="before")
    with suppress(KeyError):
        app.resolve(rest("GET", path), None)

    assert app.context == {}


def test_what_is_appended_before_a_request_reaches_it() -> None:
    app, router = APIGatewayRestResolver(), Router()

    @router.get("/x")
    def read() -> list[Any]:
        return [router.context["before"], app.context["of_router"], router.current_event.path, router.lambda_context]

    router.append_context(of_router=2)
    app.include_router(router)
    app.append_context(before=1)

    assert app.resolve(rest("GET", "/x"), "c")["body"] == '[1,2,"/x","c"]'
    assert (app.context, router.context) == ({}, {})


def test_what_one_thread_appends_before_its_request_does_not_reach_the_request_of_another() -> None:
    app = APIGatewayRestResolver()
    app.get("/x")(lambda: app.context.get("who"))
    barrier = threading.Barrier(8)

    def ask(who: int) -> str:
        app.append_context(who=who)
        barrier.wait()
        return str(app.resolve(rest("GET", "/x"), None)["body"])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [str(who) for who in range(8)]


def test_code_of_tests_may_set_the_current_event() -> None:
    app = APIGatewayRestResolver()
    app.current_event = {"path": "/x"}  # type: ignore[assignment]

    assert app.current_event == {"path": "/x"}


def test_a_router_outside_of_an_app_says_so() -> None:
    with pytest.raises(RuntimeError, match="include_router"):
        Router().current_event  # noqa: B018


def test_the_request_exists_once_its_route_is_known() -> None:
    app = APIGatewayRestResolver()
    seen: list[Any] = []
    app.get("/x/<id>")(lambda id: seen.append(app.request.route))  # noqa: A006
    with pytest.raises(RuntimeError, match="route"):
        app.request  # noqa: B018
    app.resolve(rest("GET", "/x/1"), None)

    assert seen == ["/x/{id}"]


def test_memory_does_not_grow_with_requests() -> None:
    app = app_that_waits()
    states: weakref.WeakSet[Any] = weakref.WeakSet()
    app.get("/x")(lambda: states.add(app._request_state()))
    for _ in range(50):
        app.resolve(rest("GET", "/x"), None)
        app.resolve(rest("GET", "/nowhere"), None)
    gc.collect()

    assert len(states) <= 1
