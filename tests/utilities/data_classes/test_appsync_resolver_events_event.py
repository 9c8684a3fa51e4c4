"""Events on channels of AppSync Events."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes import AppSyncResolverEventsEvent


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("domain_name", "None"),
        ("identity", None),
        ("info.channel_path", "/default/channel"),
        ("info.operation", "PUBLISH"),
        ("prev_result", None),
    ],
)
def test_published_events(event, attribute, value):
    assert attrgetter(attribute)(AppSyncResolverEventsEvent(event("appSyncEventsEvent"))) == value


def test_what_is_published(event):
    published = AppSyncResolverEventsEvent(event("appSyncEventsEvent"))
    assert [one["payload"] for one in published.events] == [{"event_1": "data_1"}, {"event_2": "data_2"}]
    assert published.info.channel == {"path": "/default/channel", "segments": ["default", "channel"]}
    assert published.info.channel_segments == ["default", "channel"]
    assert published.info.channel_namespace == {"name": "default"}
    assert published.out_errors == []
    assert published.request_headers["Host"].endswith("amazonaws.com")
    assert published.identity is published.prev_result is None


@pytest.mark.parametrize("raw", [{}, {"events": None}, {"events": []}])
def test_a_subscription_looks_like_one_empty_event(raw):
    assert AppSyncResolverEventsEvent(raw).events == [{}]


def test_a_subscription_has_no_events_under_strict(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    assert AppSyncResolverEventsEvent({"events": None}).events == []
