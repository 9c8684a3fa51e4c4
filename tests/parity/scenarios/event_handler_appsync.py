"""GraphQL fields of AppSync: both event shapes, batches, async, routers, context, errors."""

from __future__ import annotations

import asyncio

from lab import event, outcome, scenario

from aws_lambda_powertools.event_handler import AppSyncResolver
from aws_lambda_powertools.event_handler.graphql_appsync.router import Router
from aws_lambda_powertools.utilities.data_classes import AppSyncResolverEvent


def field(name="get", arguments=None, type_name="Query", **more):
    return {
        "typeName": type_name,
        "fieldName": name,
        "arguments": arguments or {},
        "identity": {"sub": "1", "username": "anna"},
        "source": {"id": "7"},
        "request": {"headers": {"X-A": "1"}},
        "info": {"fieldName": name, "parentTypeName": type_name, "selectionSetList": ["id"]},
        "prev": None,
        "stash": {},
        **more,
    }


def batch(name="get", count=3):
    return [field(name, {"number": number}, source={"id": number}) for number in range(count)]


def fail(*_, **__):
    raise ValueError("broken")


async def fail_async(*_, **__):
    raise ValueError("broken")


@scenario()
def single_field():
    app = AppSyncResolver()
    app.resolver(type_name="Query", field_name="get")(lambda **given: given)
    yield "answer", outcome(app.resolve, field(arguments={"a": 1}), {})
    yield "called", outcome(app, field(arguments={"a": [None, {"b": 2}]}), {})


@scenario()
def any_type():
    app = AppSyncResolver()
    app.resolver(field_name="get")(lambda: "any")
    app.resolver(type_name="Order", field_name="get")(lambda: "order")
    yield "order", outcome(app.resolve, field(type_name="Order"), {})
    yield "query", outcome(app.resolve, field(), {})
    yield "other", outcome(app.resolve, field("other"), {})


@scenario()
def real_events():
    for name in ("appSyncDirectResolver", "appSyncResolverEvent"):
        yield name, answer_to(event(name))


def answer_to(made):
    app = AppSyncResolver()
    info = made.get("info") or {}

    @app.resolver(
        info.get("parentTypeName") or made.get("typeName"),
        info.get("fieldName") or made.get("fieldName"),
    )
    def resolve(**given):
        seen = app.current_event
        return [given, seen.type_name, seen.field_name, seen.source, seen.raw_event == made]

    return outcome(app.resolve, made, {})


@scenario()
def batch_event():
    app, made = AppSyncResolver(), event("appSyncBatchEvent")
    info = made[0]["info"]
    app.batch_resolver(info["parentTypeName"], info["fieldName"])(lambda event: [each.source for each in event])
    yield "answer", outcome(app.resolve, made, {})


@scenario()
def arguments_that_do_not_fit():
    app = AppSyncResolver()
    app.resolver(field_name="get")(lambda a: a)
    yield "none", outcome(app.resolve, field(), {})
    yield "other", outcome(app.resolve, field(arguments={"b": 1}), {})


@scenario()
def errors_leave():
    app = AppSyncResolver()
    app.resolver(field_name="get")(fail)
    yield "answer", outcome(app.resolve, field(), {})


@scenario()
def exception_handlers():
    app = AppSyncResolver()
    app.exception_handler([LookupError, TypeError])(lambda error: {"lookup": type(error).__name__})
    app.exception_handler(ValueError)(lambda error: {"value": str(error)})
    app.resolver(field_name="get")(fail)
    app.resolver(field_name="key")(lambda: {}["x"])
    app.resolver(field_name="zero")(lambda: 1 / 0)
    for name in ("get", "key", "zero", "missing"):
        yield name, outcome(app.resolve, field(name), {})


@scenario()
def exception_handlers_of_batches():
    app = AppSyncResolver()
    app.exception_handler(ValueError)(lambda error: {"value": str(error)})
    app.batch_resolver(field_name="all")(fail)
    app.batch_resolver(field_name="raising", aggregate=False, raise_on_error=True)(fail)
    app.batch_resolver(field_name="each", aggregate=False)(fail)
    for name in ("all", "raising"):
        yield name, outcome(app.resolve, batch(name), {})


@scenario()
def batches_at_once():
    app = AppSyncResolver()
    app.batch_resolver(field_name="get")(lambda event: [each.source["id"] for each in event])
    app.batch_resolver(field_name="dict")(lambda event: {"no": "list"})
    app.batch_resolver(field_name="fails")(fail)
    for name in ("get", "dict", "fails", "missing"):
        yield name, outcome(app.resolve, batch(name), {})
    yield "one", outcome(app.resolve, batch(count=1), {})


@scenario()
def batches_one_by_one():
    app = AppSyncResolver()

    @app.batch_resolver(field_name="get", aggregate=False)
    def get(event, number):
        return [event.source["id"], number, type(event).__name__, event.field_name]

    yield "get", outcome(app.resolve, batch(), {})


@scenario()
def batches_that_raise():
    app = AppSyncResolver()
    app.batch_resolver(field_name="get", aggregate=False, raise_on_error=True)(fail)
    app.async_batch_resolver(field_name="later", aggregate=False, raise_on_error=True)(fail_async)
    for name in ("get", "later"):
        yield name, outcome(app.resolve, batch(name), {})


@scenario()
def async_batches():
    app = AppSyncResolver()

    @app.async_batch_resolver(field_name="each", aggregate=False)
    async def each(event, number):
        await asyncio.sleep(0)
        return number

    @app.async_batch_resolver(field_name="all")
    async def all_of_them(event):
        return [one.source["id"] for one in event]

    @app.async_batch_resolver(field_name="dict")
    async def no_list(event):
        return {}

    app.async_batch_resolver(field_name="none", aggregate=False)(fail_async)
    for name in ("each", "all", "dict", "none"):
        yield name, outcome(app.resolve, batch(name), {})


@scenario()
def sync_and_async_batches():
    app = AppSyncResolver()

    @app.async_batch_resolver(field_name="get")
    async def later(event):
        return ["async"]

    app.batch_resolver(field_name="get")(lambda event: ["sync"])
    yield "answer", outcome(app.resolve, batch(), {})


@scenario()
def async_single():
    app = AppSyncResolver()

    @app.resolver(field_name="get")
    async def get(a):
        return a

    answer = app.resolve(field(arguments={"a": 3}), {})
    yield "is a coroutine", asyncio.iscoroutine(answer)
    yield "answer", asyncio.run(answer)


@scenario()
def routers():
    app, router = AppSyncResolver(), Router()
    router.append_context(a=1)

    @router.resolver(type_name="Query", field_name="get")
    def get():
        return [router.context.get("a"), router.context.get("b"), router.current_event.field_name]

    router.batch_resolver(field_name="many")(lambda event: [len(router.current_batch_event)])
    app.include_router(router)
    app.append_context(b=2)
    yield "answer", outcome(app.resolve, field(), {})
    yield "after", [dict(app.context), dict(router.context)]
    yield "batch", outcome(app.resolve, batch("many"), {})


@scenario()
def context():
    app = AppSyncResolver()
    app.resolver(field_name="get")(lambda: dict(app.context))
    app.append_context(a=1, b=2)
    app.append_context(b=3)
    yield "first", outcome(app.resolve, field(), {})
    yield "second", outcome(app.resolve, field(), {})


@scenario()
def own_data_model():
    class Mine(AppSyncResolverEvent):
        @property
        def mine(self):
            return self.field_name.upper()

    app = AppSyncResolver()
    app.resolver(field_name="get")(lambda: app.current_event.mine)
    app.batch_resolver(field_name="many")(lambda event: [each.mine for each in event])
    yield "single", outcome(app.resolve, field(), {}, data_model=Mine)
    yield "batch", outcome(app.resolve, batch("many"), {}, data_model=Mine)


@scenario()
def registered_twice():
    app = AppSyncResolver()
    app.resolver(field_name="get")(lambda: 1)
    app.resolver(field_name="get")(lambda: 2)
    yield "answer", outcome(app.resolve, field(), {})


@scenario()
def event_and_context_in_a_resolver():
    app = AppSyncResolver()

    @app.resolver(field_name="get")
    def get():
        seen = app.current_event
        return [seen.identity.username, seen.request_headers["x-a"], seen.info.selection_set_list, app.lambda_context]

    yield "answer", outcome(app.resolve, field(), "context")
