"""AppSyncEventsResolver: publishing, subscribing, the best path, errors, and requests that keep to themselves."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.event_handler import AppSyncEventsResolver
from aws_lambda_powertools.event_handler.events_appsync import _registry
from aws_lambda_powertools.event_handler.events_appsync.exceptions import UnauthorizedException
from aws_lambda_powertools.event_handler.events_appsync.functions import find_best_route, is_valid_path
from aws_lambda_powertools.event_handler.events_appsync.router import Router
from aws_lambda_powertools.warnings import PowertoolsUserWarning


def publish(path="/orders/eu", count=3):
    return {
        "identity": None,
        "request": {"headers": {}, "domainName": None},
        "info": {
            "channel": {"path": path, "segments": path.strip("/").split("/")},
            "channelNamespace": {"name": path.split("/")[1]},
            "operation": "PUBLISH",
        },
        "events": [{"id": f"id{i}", "payload": {"n": i}} for i in range(count)],
    }


def subscribe(path="/orders/eu"):
    event = publish(path)
    event["info"]["operation"] = "SUBSCRIBE"
    event["events"] = None
    return event


def test_each_event_gets_an_answer_or_an_error_of_its_own():
    app = AppSyncEventsResolver()

    @app.on_publish("/orders/*")
    def order(payload):
        if payload["n"] == 1:
            raise ValueError("broken")
        return payload["n"]

    assert app(publish(), None) == {
        "events": [
            {"id": "id0", "payload": 0},
            {"id": "id1", "error": "ValueError - broken"},
            {"id": "id2", "payload": 2},
        ]
    }


def test_an_async_handler_answers_the_same_with_events_beside_each_other():
    app = AppSyncEventsResolver()
    running = []

    @app.async_on_publish("/orders/*")
    async def order(payload):
        running.append(payload["n"])
        await asyncio.sleep(0)
        if payload["n"] == 1:
            raise ValueError("broken")
        return len(running)

    assert app.resolve(publish(), None) == {
        "events": [
            {"id": "id0", "payload": 3},
            {"id": "id1", "error": "ValueError - broken"},
            {"id": "id2", "payload": 3},
        ]
    }


def test_a_handler_can_ask_for_the_id_of_an_event():
    app = AppSyncEventsResolver()
    app.on_publish("/orders/*")(lambda payload, event_id: event_id)

    async def order(payload, *, event_id):
        return event_id

    app.async_on_publish("/async/*")(order)

    for path in ("/orders/eu", "/async/eu"):
        answers = app.resolve(publish(path), None)["events"]
        assert [answer["payload"] for answer in answers] == ["id0", "id1", "id2"]


def test_on_publish_takes_a_coroutine_function_too():
    app = AppSyncEventsResolver()

    @app.on_publish("/orders/*")
    async def order(payload):
        return payload["n"]

    assert [answer["payload"] for answer in app.resolve(publish(), None)["events"]] == [0, 1, 2]


def test_an_aggregating_handler_gets_all_events():
    app = AppSyncEventsResolver()
    app.on_publish("/orders/*", aggregate=True)(lambda payload: list(reversed(payload)))

    assert [answer["id"] for answer in app.resolve(publish(), None)["events"]] == ["id2", "id1", "id0"]


def test_an_aggregating_handler_that_fails_answers_with_one_error():
    app = AppSyncEventsResolver()

    @app.on_publish("/orders/*", aggregate=True)
    def order(payload):
        raise ValueError("broken")

    assert app.resolve(publish(), None) == {"error": "ValueError - broken"}


def test_what_an_aggregating_handler_returns_should_be_a_list():
    app = AppSyncEventsResolver()
    app.on_publish("/orders/*", aggregate=True)(lambda payload: {"no": "list"})

    with pytest.warns(PowertoolsUserWarning, match="must be a list"):
        assert app.resolve(publish(), None) == {"events": {"no": "list"}}


def test_events_that_nobody_handles_go_through_with_a_warning():
    with pytest.warns(PowertoolsUserWarning, match="/orders/eu"):
        assert AppSyncEventsResolver().resolve(publish(count=1), None) == {"events": publish(count=1)["events"]}


def refuse(**_):
    raise UnauthorizedException("not you")


async def refuse_async(**_):
    raise UnauthorizedException("not you")


@pytest.mark.parametrize(
    ("register", "function", "options"),
    [
        ("on_publish", refuse, {}),
        ("on_publish", refuse, {"aggregate": True}),
        ("async_on_publish", refuse_async, {}),
        ("async_on_publish", refuse_async, {"aggregate": True}),
        ("on_subscribe", refuse, {}),
        ("on_subscribe", refuse_async, {}),
    ],
)
def test_unauthorized_refuses_the_whole_request_everywhere(register, function, options):
    """A weakness of the public package: for single events it became an error of the event."""
    app = AppSyncEventsResolver()
    app.exception_handler(Exception)(lambda error: "handled")
    getattr(app, register)("/orders/*", **options)(function)

    with pytest.raises(UnauthorizedException, match="not you"):
        app.resolve(subscribe() if register == "on_subscribe" else publish(), None)


def test_a_subscription_is_accepted_by_none_and_refused_with_an_error():
    app = AppSyncEventsResolver()
    app.on_subscribe("/orders/*")(lambda: "ignored")

    @app.on_subscribe("/orders/us")
    async def us():
        raise ValueError("closed")

    assert app.resolve(subscribe(), None) is None
    assert app.resolve(subscribe("/orders/us"), None) == {"error": "ValueError - closed"}
    with pytest.warns(PowertoolsUserWarning, match="/other/x"):
        assert app.resolve(subscribe("/other/x"), None) is None


def test_an_exception_handler_says_what_the_client_is_told():
    app, router = AppSyncEventsResolver(), Router()
    router.exception_handler(LookupError)(lambda error: f"no {error.args[0]}")
    app.include_router(router)

    @app.on_publish("/orders/*")
    def order(payload):
        raise KeyError("order")

    assert app.resolve(publish(count=1), None) == {"events": [{"id": "id0", "error": "no order"}]}


def test_errors_can_be_hidden_from_clients_and_go_to_the_log(caplog):
    app = AppSyncEventsResolver(hide_errors=True)

    @app.on_publish("/orders/*")
    def order(payload):
        raise ValueError("password=1234")

    with caplog.at_level(logging.ERROR):
        assert app.resolve(publish(count=1), None) == {"events": [{"id": "id0", "error": "ValueError"}]}
    assert "password=1234" in caplog.text


@pytest.mark.parametrize(
    ("path", "valid"),
    [
        ("/*", True),
        ("/a", True),
        ("/a/b", True),
        ("/a/b/*", True),
        ("*", False),
        ("a", False),
        ("/a*", False),
        ("/a/*/b", False),
        ("/", False),
        ("/a/", False),
        ("", False),
    ],
)
def test_a_path_has_a_star_only_as_its_last_segment(path, valid):
    assert is_valid_path(path) is valid


def test_a_handler_with_an_invalid_path_is_left_out_with_a_warning():
    app = AppSyncEventsResolver()
    with pytest.warns(PowertoolsUserWarning, match="orders"):
        assert app.on_publish("orders")(lambda payload: payload) is None


segments = st.lists(st.sampled_from("abc"), min_size=1, max_size=4)


@given(segments, st.sets(st.tuples(segments.map(tuple), st.booleans()), max_size=8))
def test_the_best_route_is_the_one_with_the_most_letters_of_its_own(path, rules):
    channel = "/" + "/".join(path)
    routes = {"/" + "/".join(rule) + ("/*" if star else "") for rule, star in rules}
    found = find_best_route(routes, channel)
    fitting = [r for r in routes if r == channel or (r.endswith("/*") and channel.startswith(r[:-1]))]
    assert (found is None) == (not fitting)
    if found is not None:
        assert found in fitting
        assert len(found.rstrip("*")) == max(len(r.rstrip("*")) for r in fitting)


def test_a_handler_that_is_registered_later_counts_for_channels_that_were_seen_before():
    app = AppSyncEventsResolver()
    app.on_publish("/orders/*")(lambda payload: "general")
    app.resolve(publish(), None)
    app.on_publish("/orders/eu")(lambda payload: "special")
    assert app.resolve(publish(count=1), None)["events"][0]["payload"] == "special"


def test_remembered_channels_do_not_grow_without_bound(monkeypatch):
    monkeypatch.setattr(_registry, "MOST_REMEMBERED", 10)
    app = AppSyncEventsResolver()
    app.on_publish("/orders/*")(lambda payload: 1)
    for number in range(100):
        app.resolve(publish(f"/orders/{number}", 1), None)
    assert len(app.publish._found) <= 10


def test_threads_see_their_own_requests():
    app = AppSyncEventsResolver()
    together = Barrier(4)

    @app.on_publish("/orders/*")
    def order(payload):
        together.wait(5)
        return app.current_event.info.channel_path, app.lambda_context

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda i: app.resolve(publish(f"/orders/{i}", 1), i), range(40)))

    assert [answer["events"][0]["payload"] for answer in answers] == [(f"/orders/{i}", i) for i in range(40)]


def test_context_ends_with_its_request_even_if_that_fails():
    """A weakness of the public package: it leaked into the next invocation."""
    app, router = AppSyncEventsResolver(), Router()
    seen = []

    @router.on_publish("/orders/*", aggregate=True)
    def order(payload):
        seen.append(dict(router.context))
        raise UnauthorizedException("no")

    app.include_router(router)
    app.append_context(given=1)
    for _ in range(2):
        with pytest.raises(UnauthorizedException):
            app.resolve(publish(), None)
    assert seen == [{"given": 1}, {}]
