"""Observers and replacers around handlers of every kind."""

from __future__ import annotations

import asyncio
import contextlib
import traceback
from functools import partial, wraps

import pytest

from aws_lambda_powertools._core import invocation, notices
from aws_lambda_powertools._core.decorators import DONE, is_async, observe_handler
from aws_lambda_powertools._core.replacers import wraps_handler
from aws_lambda_powertools.warnings import PowertoolsUserWarning


class Recorder:
    """An observer that notes what it sees."""

    def __init__(self):
        self.seen = []

    def __call__(self, call, label="observer"):
        self.seen.append(f"{label} before")
        try:
            yield
        except ValueError as error:
            self.seen.append(f"{label} error {error}")
            raise
        else:
            self.seen.append(f"{label} response {call.response}")
        finally:
            self.seen.append(f"{label} after")


@pytest.fixture
def recorder():
    return Recorder()


@pytest.fixture(autouse=True)
def nothing_stays_behind():
    notices.forget()
    yield
    assert invocation.current() is None
    assert not invocation._running


def test_an_observer_sees_the_response_of_a_function(recorder):
    handler = observe_handler(lambda event, context: event + 1, recorder)
    assert handler(1, None) == 2
    assert recorder.seen == ["observer before", "observer response 2", "observer after"]


def test_an_observer_sees_the_response_of_a_coroutine_after_it_ran(recorder):
    async def handler(event, context):
        await asyncio.sleep(0)
        recorder.seen.append("handler")
        return event

    observed = observe_handler(handler, recorder)
    assert is_async(observed)
    assert asyncio.run(observed("x", None)) == "x"
    assert recorder.seen == ["observer before", "handler", "observer response x", "observer after"]


def test_an_observer_waits_for_a_coroutine_returned_by_a_plain_function(recorder):
    async def work(event):
        assert invocation.own() is not None
        recorder.seen.append("handler")
        return event

    @wraps(work)
    def handler(event, context):
        return work(event)

    observed = observe_handler(observe_handler(handler, recorder, "inner"), recorder, "outer")
    coroutine = observed("x", None)
    assert invocation.current() is None
    assert asyncio.run(coroutine) == "x"
    assert recorder.seen == [
        "outer before",
        "inner before",
        "handler",
        "inner response x",
        "inner after",
        "outer response x",
        "outer after",
    ]


def test_an_observer_stays_around_a_generator(recorder):
    def handler(event, context):
        yield 1
        yield 2
        return "end"

    assert list(observe_handler(handler, recorder)({}, None)) == [1, 2]
    assert recorder.seen == ["observer before", "observer response end", "observer after"]


def test_an_observer_stays_around_an_async_generator(recorder):
    async def handler(event, context):
        yield 1
        yield 2

    async def collect():
        return [part async for part in observe_handler(handler, recorder)({}, None)]

    assert asyncio.run(collect()) == [1, 2]
    assert recorder.seen[0] == "observer before"
    assert recorder.seen[-1] == "observer after"


def test_stacked_observers_share_the_invocation():
    seen = []

    def observer(call):
        seen.append(call)
        yield

    handler = observe_handler(observe_handler(lambda event, context: 1, observer), observer)
    handler({}, None)
    assert len(seen) == 2
    assert seen[0] is seen[1]


def test_further_arguments_reach_the_handler(recorder):
    handler = observe_handler(lambda event, context, *args, **kwargs: (args, kwargs), recorder)
    assert handler(1, None, 2, key=3) == ((2,), {"key": 3})


def test_event_and_context_may_be_given_by_name(recorder):
    handler = observe_handler(lambda event, context: event, recorder)
    assert handler(event=1, context=None) == 1


def failing(event, context):
    raise ValueError("original")


async def failing_coroutine(event, context):
    raise ValueError("original")


def call(handler):
    result = handler({}, None)
    return asyncio.run(result) if asyncio.iscoroutine(result) else result


@pytest.mark.parametrize("handler", [failing, failing_coroutine])
def test_the_handlers_exception_leaves_with_its_own_traceback(handler, recorder):
    with pytest.raises(ValueError, match="original") as raised:
        call(observe_handler(handler, recorder))
    assert recorder.seen == ["observer before", "observer error original", "observer after"]
    names = [frame.name for frame in traceback.extract_tb(raised.value.__traceback__)]
    assert names[-1] == handler.__name__
    assert "__call__" not in names, "frames of the observer are of no use to whoever reads the traceback"
    assert raised.value.__context__ is None


@pytest.mark.parametrize("handler", [failing, failing_coroutine])
def test_an_observer_that_fails_after_the_handler_does_not_replace_its_exception(handler):
    def observer(call):
        try:
            yield
        finally:
            raise KeyError("flush failed")

    with pytest.warns(PowertoolsUserWarning, match="flush failed"), pytest.raises(ValueError, match="original"):
        call(observe_handler(handler, observer))


def test_an_observer_that_swallows_the_exception_does_not_hide_it():
    def observer(call):
        with contextlib.suppress(ValueError):
            yield

    with pytest.raises(ValueError, match="original"):
        call(observe_handler(failing, observer))


def test_an_observer_that_fails_after_success_is_heard():
    def observer(call):
        yield
        raise KeyError("no metrics")

    with pytest.raises(KeyError, match="no metrics"):
        call(observe_handler(lambda event, context: 1, observer))


def test_system_exit_passes_and_the_observer_cleans_up(recorder):
    def handler(event, context):
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        observe_handler(handler, recorder)({}, None)
    assert recorder.seen[-1] == "observer after"


def test_name_doc_and_module_of_the_handler_stay(recorder):
    observed = observe_handler(failing, recorder)
    assert observed.__name__ == "failing"
    assert observed.__wrapped__ is failing


async def coroutine_function():
    """A coroutine function."""


class AsyncCallable:
    async def __call__(self):
        """Awaited."""


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (coroutine_function, True),
        (partial(coroutine_function), True),
        (AsyncCallable(), True),
        (AsyncCallable().__call__, True),
        (len, False),
        (lambda: None, False),
    ],
)
def test_async_functions_are_recognised(function, expected):
    assert is_async(function) is expected


def test_a_replacer_gets_handler_event_and_context_and_its_options():
    @wraps_handler
    def middleware(handler, event, context, extra=0):
        return handler(event + extra, context) * 10

    @middleware
    def plain(event, context):
        return event

    @middleware(extra=1)
    def with_options(event, context):
        return event

    assert plain(1, None) == 10
    assert with_options(1, None) == 20


def test_a_replacer_may_skip_the_handler():
    @wraps_handler
    def middleware(handler, event, context):
        return "early"

    assert middleware(failing)({}, None) == "early"


def test_further_arguments_pass_through_a_replacer():
    @wraps_handler
    def middleware(handler, event, context):
        return handler(event, context)

    @middleware
    def handler(event, context, *args, **kwargs):
        return args, kwargs

    assert handler({}, None, 1, a=2) == ((1,), {"a": 2})


def test_an_async_replacer_awaits_an_async_handler():
    @wraps_handler
    async def middleware(handler, event, context):
        return await handler(event, context) + 1

    @middleware
    async def handler(event, context):
        return event

    assert is_async(handler)
    assert asyncio.run(handler(1, None)) == 2


def test_a_sync_replacer_hands_on_the_coroutine_of_an_async_handler():
    @wraps_handler
    def middleware(handler, event, context):
        return handler(event, context)

    @middleware
    async def handler(event, context):
        return event

    assert asyncio.run(handler(1, None)) == 1


class Beginner:
    """An observer that has nothing to do after the handler."""

    def __init__(self):
        self.seen = []

    def __call__(self, call):
        self.seen.append(call.event)
        return DONE


def test_an_observer_of_the_beginning_serves_handlers_of_every_kind():
    observer = Beginner()

    async def coroutine(event, context):
        return event

    def generator(event, context):
        yield event

    async def asynchronous_generator(event, context):
        yield event

    async def first_part(handler):
        return [part async for part in handler(4, None)]

    assert observe_handler(lambda event, context: event, observer)(1, None) == 1
    assert asyncio.run(observe_handler(coroutine, observer)(2, None)) == 2
    assert list(observe_handler(generator, observer)(3, None)) == [3]
    assert asyncio.run(first_part(observe_handler(asynchronous_generator, observer))) == [4]
    assert observer.seen == [1, 2, 3, 4]


def test_an_error_passes_an_observer_of_the_beginning_as_it_came():
    error = ValueError("no")

    @partial(observe_handler, observer=Beginner())
    def handler(event, context):
        raise error

    with pytest.raises(ValueError, match=r"^no$") as raised:
        handler({}, None)
    assert raised.value is error
    assert error.__context__ is None
