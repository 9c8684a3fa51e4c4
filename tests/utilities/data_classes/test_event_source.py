"""The decorator that gives a handler its event as a data class."""

from __future__ import annotations

import asyncio
import inspect

import pytest

from aws_lambda_powertools.utilities.data_classes import SQSEvent, event_source


def test_the_event_is_a_data_class(lambda_context):
    @event_source(data_class=SQSEvent)
    def handler(event, context):
        return event, context

    raw = {"Records": []}
    event, context = handler(raw, lambda_context)
    assert type(event) is SQSEvent
    assert event.raw_event is raw
    assert context is lambda_context


def test_without_parentheses_of_its_own(lambda_context):
    handler = event_source(lambda event, _context: type(event), data_class=SQSEvent)
    assert handler({}, lambda_context) is SQSEvent


def test_an_async_handler_stays_async(lambda_context):
    @event_source(data_class=SQSEvent)
    async def handler(event, context):
        await asyncio.sleep(0)
        return [record.body for record in event.records]

    assert inspect.iscoroutinefunction(handler)
    assert asyncio.run(handler({"Records": [{"body": "a"}]}, lambda_context)) == ["a"]


def test_further_arguments_are_passed_on(lambda_context):
    @event_source(data_class=SQSEvent)
    def handler(event, context, extra, *, option=None):
        return extra, option

    assert handler({}, lambda_context, "x", option="y") == ("x", "y")
    assert handler({}, context=lambda_context, extra="x") == ("x", None)


def test_a_handler_keeps_its_name_and_signature():
    @event_source(data_class=SQSEvent)
    def handler(event, context):
        """Handles."""

    assert (handler.__name__, handler.__doc__) == ("handler", "Handles.")
    assert list(inspect.signature(handler).parameters) == ["event", "context"]


def test_what_the_handler_raises_stays(lambda_context):
    @event_source(data_class=SQSEvent)
    def handler(event, context):
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        handler({}, lambda_context)


def test_a_data_class_is_needed():
    with pytest.raises(TypeError, match="data_class"):
        event_source(lambda event, _context: event)


def test_how_it_presents_itself():
    assert event_source.__name__ == "event_source"
    assert list(inspect.signature(event_source).parameters) == ["handler", "event", "context", "data_class"]
