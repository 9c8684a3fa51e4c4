"""AppSyncResolver: fields, batches, both event shapes, errors, and events that keep to themselves."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from aws_lambda_powertools.event_handler import AppSyncResolver
from aws_lambda_powertools.event_handler.graphql_appsync.exceptions import (
    InvalidBatchResponse,
    ResolverNotFoundError,
)
from aws_lambda_powertools.event_handler.graphql_appsync.router import Router
from aws_lambda_powertools.utilities.data_classes import AppSyncResolverEvent
from aws_lambda_powertools.warnings import PowertoolsUserWarning


def direct(name="getOrder", arguments=None, *, type_name="Query", source=None):
    """What AppSync sends for a direct Lambda resolver."""
    return {
        "arguments": arguments or {},
        "identity": None,
        "source": source,
        "request": {"headers": {}},
        "prev": None,
        "info": {"fieldName": name, "parentTypeName": type_name, "selectionSetList": []},
        "stash": {},
    }


def amplify(name="getOrder", arguments=None, *, type_name="Query"):
    """What the templates of Amplify send."""
    return {
        "typeName": type_name,
        "fieldName": name,
        "arguments": arguments or {},
        "identity": None,
        "source": {},
        "request": {"headers": {}},
        "prev": {"result": {}},
    }


@pytest.mark.parametrize("event", [direct, amplify])
def test_both_shapes_of_events_reach_the_resolver(event):
    app = AppSyncResolver()

    @app.resolver(type_name="Query", field_name="getOrder")
    def get_order(id):
        return {"id": id, "field": app.current_event.field_name, "type": app.current_event.type_name}

    assert app(event(arguments={"id": "7"}), None) == {"id": "7", "field": "getOrder", "type": "Query"}


def test_a_resolver_for_all_types_serves_where_there_is_none_for_the_type():
    app = AppSyncResolver()
    app.resolver(field_name="name")(lambda: "any")
    app.resolver(type_name="Order", field_name="name")(lambda: "order")

    assert app.resolve(direct("name", type_name="Order"), None) == "order"
    assert app.resolve(direct("name", type_name="Customer"), None) == "any"


def test_a_field_without_resolver_is_an_error_that_names_it():
    with pytest.raises(ValueError, match=r"Query\.getOrder"):
        AppSyncResolver().resolve(direct(), None)


def test_the_class_of_the_event_can_be_the_users_own():
    class Mine(AppSyncResolverEvent):
        @property
        def field_name(self):
            return "renamed"

    app = AppSyncResolver()
    app.resolver(type_name="Query", field_name="renamed")(lambda: type(app.current_event).__name__)

    assert app.resolve(direct(), None, data_model=Mine) == "Mine"


def test_an_async_resolver_gives_a_coroutine_that_knows_its_event():
    app = AppSyncResolver()

    @app.resolver(type_name="Query", field_name="getOrder")
    async def get_order(id):
        await asyncio.sleep(0)
        return id, app.current_event.arguments["id"]

    async def many():
        return await asyncio.gather(*(app.resolve(direct(arguments={"id": i}), None) for i in range(20)))

    assert asyncio.run(many()) == [(i, i) for i in range(20)]


def test_an_exception_handler_answers_for_an_async_resolver():
    app = AppSyncResolver()
    app.exception_handler(LookupError)(lambda error: {"handled": str(error.args[0])})

    @app.resolver(field_name="getOrder")
    async def get_order():
        raise KeyError("gone")

    assert asyncio.run(app.resolve(direct(), None)) == {"handled": "gone"}


def test_threads_see_their_own_events():
    """[E6]: on the public package most of these see the arguments of another thread."""
    app = AppSyncResolver()
    together = Barrier(4)

    @app.resolver(field_name="getOrder")
    def get_order(id):
        app.append_context(id=id)
        together.wait(5)
        return id, app.current_event.arguments["id"], app.lambda_context, app.context["id"]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda i: app.resolve(direct(arguments={"id": i}), i), range(40)))

    assert answers == [(i, i, i, i) for i in range(40)]


def test_context_ends_with_its_event_even_if_that_fails():
    app = AppSyncResolver()
    seen = []

    @app.resolver(field_name="getOrder")
    def get_order():
        seen.append(dict(app.context))
        app.append_context(leaked=True)
        raise ValueError("no")

    app.append_context(given=1)
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            app.resolve(direct(), None)

    assert seen == [{"given": 1}, {}]
    assert app.context == {}


def test_a_router_shares_events_context_and_exception_handlers_with_the_app():
    router, app = Router(), AppSyncResolver()
    router.append_context(team="a")

    @router.resolver(type_name="Query", field_name="getOrder")
    def get_order():
        raise LookupError(router.context["team"], router.current_event.field_name, router.lambda_context)

    router.exception_handler(LookupError)(lambda error: list(error.args))
    app.include_router(router)

    assert app.resolve(direct(), "context") == ["a", "getOrder", "context"]


def test_the_apps_exception_handler_counts_more_than_the_routers():
    router, app = Router(), AppSyncResolver()
    app.exception_handler(ValueError)(lambda error: "app")
    router.exception_handler(ValueError)(lambda error: "router")
    app.include_router(router)

    @app.resolver(field_name="getOrder")
    def get_order():
        raise ValueError

    assert app.resolve(direct(), None) == "app"


def test_nested_resolvers_keep_their_own_events():
    inner, outer = AppSyncResolver(), AppSyncResolver()
    inner.resolver(field_name="inner")(lambda: (inner.current_event.field_name, outer.current_event.field_name))

    @outer.resolver(field_name="outer")
    def resolve():
        return inner.resolve(direct("inner"), None), outer.current_event.field_name

    assert outer.resolve(direct("outer"), None) == (("inner", "outer"), "outer")


def batch(count=3, name="items"):
    return [direct(name, {"id": i}, type_name="Order", source={"id": i}) for i in range(count)]


def test_a_batch_is_resolved_at_once():
    app = AppSyncResolver()

    @app.batch_resolver(type_name="Order", field_name="items")
    def items(event):
        return [each.source["id"] for each in event], len(app.current_batch_event)

    with pytest.raises(InvalidBatchResponse, match="List"):
        app.resolve(batch(), None)

    app.batch_resolver(type_name="Order", field_name="items")(lambda event: [each.source["id"] for each in event])
    assert app.resolve(batch(), None) == [0, 1, 2]


def test_a_batch_one_by_one_answers_failures_with_none_and_logs_them(caplog):
    app = AppSyncResolver()

    @app.batch_resolver(field_name="items", aggregate=False)
    def items(event, id):
        if id == 1:
            raise ValueError("broken")
        return event.source["id"]

    with caplog.at_level(logging.WARNING):
        assert app.resolve(batch(), None) == [0, None, 2]
    assert "Order.items" in caplog.text
    assert "broken" in caplog.text


@pytest.mark.parametrize("register", ["batch_resolver", "async_batch_resolver"])
def test_raise_on_error_ends_the_batch(register):
    app = AppSyncResolver()

    def fail(event, id):
        raise ValueError(id)

    async def fail_async(event, id):
        raise ValueError(id)

    function = fail if register == "batch_resolver" else fail_async
    getattr(app, register)(field_name="items", aggregate=False, raise_on_error=True)(function)

    with pytest.raises(ValueError, match="0"):
        app.resolve(batch(), None)

    app.exception_handler(ValueError)(lambda error: "handled")
    assert app.resolve(batch(), None) == "handled"


def test_async_batches_run_beside_each_other_in_order():
    app = AppSyncResolver()
    running = []

    @app.async_batch_resolver(field_name="items", aggregate=False)
    async def items(event, id):
        running.append(id)
        await asyncio.sleep(0)
        return id if len(running) == 3 else "alone"

    assert app.resolve(batch(), None) == [0, 1, 2]


def test_an_async_batch_is_resolved_at_once():
    app = AppSyncResolver()

    @app.async_batch_resolver(field_name="items")
    async def items(event):
        return [each.source["id"] for each in event]

    assert app.resolve(batch(), None) == [0, 1, 2]


def test_of_a_sync_and_an_async_resolver_for_a_batch_the_sync_one_counts():
    app = AppSyncResolver()

    async def items_async(event):
        return ["async"]

    app.async_batch_resolver(field_name="items")(items_async)
    app.batch_resolver(field_name="items")(lambda event: ["sync"])

    with pytest.warns(PowertoolsUserWarning, match="synchronous resolver takes precedence"):
        assert app.resolve(batch(1), None) == ["sync"]


def test_a_batch_without_resolver_is_an_error():
    with pytest.raises(ResolverNotFoundError, match=r"Order\.items"):
        AppSyncResolver().resolve(batch(), None)


def test_an_empty_batch_has_an_empty_answer():
    assert AppSyncResolver().resolve([], None) == []


def test_after_an_event_its_data_stay_readable_unless_strict(monkeypatch):
    app = AppSyncResolver()
    app.resolver(field_name="getOrder")(lambda: None)
    app.resolve(direct(), None)
    assert app.current_event.field_name == "getOrder"

    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    strict = AppSyncResolver()
    strict.resolver(field_name="getOrder")(lambda: None)
    strict.resolve(direct(), None)
    assert strict.current_event == {}
