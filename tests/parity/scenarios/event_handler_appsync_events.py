"""AppSync events: publishing and subscribing, paths, errors, routers, context."""

from __future__ import annotations

from lab import event, outcome, scenario

from aws_lambda_powertools.event_handler import AppSyncEventsResolver
from aws_lambda_powertools.event_handler.events_appsync.exceptions import UnauthorizedException
from aws_lambda_powertools.event_handler.events_appsync.functions import is_valid_path
from aws_lambda_powertools.event_handler.events_appsync.router import Router


def request(path="/default/channel", operation="PUBLISH", count=3):
    return {
        "identity": None,
        "result": None,
        "request": {"headers": {}, "domainName": None},
        "error": None,
        "prev": None,
        "stash": {},
        "outErrors": [],
        "info": {
            "channel": {"path": path, "segments": path.strip("/").split("/")},
            "channelNamespace": {"name": path.split("/")[1]},
            "operation": operation,
        },
        "events": [{"id": f"id{n}", "payload": {"n": n}} for n in range(count)] if operation == "PUBLISH" else None,
    }


def echo(payload):
    return payload


async def echo_async(payload):
    return payload


def fail_at_one(payload):
    if payload["n"] == 1:
        raise KeyError("one")
    return payload


async def fail_at_one_async(payload):
    return fail_at_one(payload)


def fail(*_, **__):
    raise ValueError("broken")


def refuse(*_, **__):
    raise UnauthorizedException("not you")


@scenario()
def each_event():
    app = AppSyncEventsResolver()
    app.on_publish("/default/*")(echo)
    yield "answer", outcome(app.resolve, request(), {})
    yield "called", outcome(app, request(), {})


@scenario()
def real_event():
    app = AppSyncEventsResolver()
    app.on_publish("/*")(echo)
    yield "answer", outcome(app.resolve, event("appSyncEventsEvent"), {})


@scenario()
def errors_of_events():
    app = AppSyncEventsResolver()
    app.on_publish("/default/*")(fail_at_one)
    app.async_on_publish("/later/*")(fail_at_one_async)
    yield "sync", outcome(app.resolve, request(), {})
    yield "async", outcome(app.resolve, request("/later/x"), {})


@scenario()
def aggregated():
    app = AppSyncEventsResolver()
    app.on_publish("/default/*", aggregate=True)(
        lambda payload: [each for each in payload if each["payload"]["n"] != 1]
    )
    app.on_publish("/dict/*", aggregate=True)(lambda payload: {"no": "list"})
    app.on_publish("/fails/*", aggregate=True)(fail)
    for path in ("/default/x", "/dict/x", "/fails/x"):
        yield path, outcome(app.resolve, request(path), {})


@scenario()
def aggregated_async():
    app = AppSyncEventsResolver()
    app.async_on_publish("/default/*", aggregate=True)(echo_async)
    yield "answer", outcome(app.resolve, request(), {})


@scenario()
def async_events():
    app = AppSyncEventsResolver()
    app.async_on_publish("/default/*")(echo_async)
    yield "answer", outcome(app.resolve, request(), {})


@scenario()
def sync_and_async():
    app = AppSyncEventsResolver()
    app.on_publish("/default/*")(echo)
    app.async_on_publish("/default/*")(fail_at_one_async)
    yield "answer", outcome(app.resolve, request(), {})


@scenario()
def nobody_publishes():
    app = AppSyncEventsResolver()
    yield "publish", outcome(app.resolve, request(), {})
    yield "subscribe", outcome(app.resolve, request(operation="SUBSCRIBE"), {})


@scenario()
def best_path():
    app = AppSyncEventsResolver()
    for path in ("/*", "/a/*", "/a/b/*", "/a/b/c", "/b"):
        app.on_publish(path)(lambda payload, path=path: path)
    for path in ("/a/b/c", "/a/b/d", "/a/x", "/b", "/b/c", "/c", "/a"):
        yield path, outcome(app.resolve, request(path, count=1), {})


@scenario()
def valid_paths():
    for path in ("/*", "/a", "/a/b", "/a/*", "*", "a", "/a*", "/a/*/b", "/", "/a/", "", "/a/b*", "/a/b/c/d/*"):
        yield path, is_valid_path(path)


@scenario()
def invalid_path_is_left_out():
    app = AppSyncEventsResolver()
    yield "is nothing", app.on_publish("/a/*/b")(echo) is None
    app.on_publish("/default/*")(echo)
    yield "others stay", outcome(app.resolve, request(), {})


@scenario()
def subscriptions():
    app = AppSyncEventsResolver()
    app.on_subscribe("/default/*")(lambda: "ignored")
    app.on_subscribe("/fails/*")(fail)
    app.on_subscribe("/refused/*")(refuse)
    for path in ("/default/x", "/fails/x", "/refused/x"):
        yield path, outcome(app.resolve, request(path, "SUBSCRIBE"), {})


@scenario()
def refused_aggregates():
    app = AppSyncEventsResolver()
    app.on_publish("/default/*", aggregate=True)(refuse)
    yield "answer", outcome(app.resolve, request(), {})


@scenario()
def refused_events():
    app = AppSyncEventsResolver()
    app.on_publish("/default/*")(refuse)
    yield "answer", outcome(app.resolve, request(count=1), {})


@scenario()
def routers():
    app, router = AppSyncEventsResolver(), Router()

    @router.on_publish("/default/*")
    def publish(payload):
        return [router.context.get("a"), router.current_event.info.channel_path, payload["n"]]

    router.on_subscribe("/default/*")(fail)
    router.async_on_publish("/later/*")(echo_async)
    router.append_context(a=1)
    app.include_router(router)
    yield "publish", outcome(app.resolve, request(), {})
    yield "subscribe", outcome(app.resolve, request(operation="SUBSCRIBE"), {})
    yield "async", outcome(app.resolve, request("/later/x"), {})


@scenario()
def context():
    app = AppSyncEventsResolver()
    app.on_publish("/default/*")(lambda payload: dict(app.context))
    app.append_context(a=1)
    yield "first", outcome(app.resolve, request(count=1), {})
    yield "second", outcome(app.resolve, request(count=1), {})


@scenario()
def registered_twice():
    app = AppSyncEventsResolver()
    app.on_publish("/default/*")(lambda payload: 1)
    app.on_publish("/default/*")(lambda payload: 2)
    yield "answer", outcome(app.resolve, request(count=1), {})
