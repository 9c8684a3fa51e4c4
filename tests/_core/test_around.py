"""Something around each call of functions of every kind."""

from __future__ import annotations

import asyncio
import inspect
import traceback
from contextlib import asynccontextmanager, contextmanager
from functools import partial, wraps

import pytest

from aws_lambda_powertools._core.around import around, is_awaited


class Scope:
    """Notes what happens around a call."""

    def __init__(self, notes):
        self.notes = notes
        self.response = None

    def __enter__(self):
        self.notes.append("begin")
        return self

    def __exit__(self, kind, error, trace):
        self.notes.append(f"end {error!r}" if error is not None else f"end {self.response}")

    async def __aenter__(self):
        self.notes.append("async begin")
        return self

    async def __aexit__(self, kind, error, trace):
        self.notes.append(f"async end {error!r}" if error is not None else f"async end {self.response}")

    def pause(self):
        self.notes.append("pause")

    def resume(self):
        self.notes.append("resume")


@pytest.fixture
def notes():
    return []


@pytest.fixture
def wrapped(notes):
    return lambda function: around(function, lambda: Scope(notes))


def test_a_function_keeps_its_arguments_response_and_signature(wrapped, notes):
    def add(left: int, *, right: int = 2) -> int:
        """Add two numbers."""
        notes.append("call")
        return left + right

    around_add = wrapped(add)
    assert around_add(1, right=3) == 4
    assert notes == ["begin", "call", "end 4"]
    assert around_add.__name__ == "add"
    assert around_add.__doc__ == "Add two numbers."
    assert inspect.signature(around_add) == inspect.signature(add)


def test_an_exception_passes_as_it_is(wrapped, notes):
    error = ValueError("no")

    def fail():
        raise error

    with pytest.raises(ValueError, match="no") as caught:
        wrapped(fail)()
    assert caught.value is error
    assert traceback.extract_tb(error.__traceback__)[-1].name == "fail"
    assert notes == ["begin", "end ValueError('no')"]


def test_even_an_exit_is_seen(wrapped, notes):
    def leave():
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        wrapped(leave)()
    assert notes == ["begin", "end SystemExit(3)"]


async def test_a_coroutine_function_stays_one(wrapped, notes):
    @wrapped
    async def work():
        await asyncio.sleep(0)
        notes.append("call")
        return 1

    assert inspect.iscoroutinefunction(work)
    coroutine = work()
    assert notes == []
    assert await coroutine == 1
    assert notes == ["async begin", "call", "async end 1"]


async def test_a_coroutine_behind_a_plain_function_is_awaited_in_one_scope(wrapped, notes):
    async def work():
        notes.append("call")
        return 1

    @wraps(work)
    def plain():
        return work()

    coroutine = wrapped(plain)()
    notes.append("between")
    assert await coroutine == 1
    assert notes == ["begin", "pause", "between", "resume", "call", "end 1"]


async def test_a_coroutine_behind_a_plain_function_may_fail(wrapped, notes):
    async def work():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await wrapped(partial(_called, work))()
    assert notes == ["begin", "pause", "resume", "end ValueError('no')"]


def test_a_generator_is_paused_while_its_consumer_holds_a_value(wrapped, notes):
    @wrapped
    def numbers():
        notes.append("one")
        yield 1
        notes.append("two")
        yield 2
        return "done"

    assert inspect.isgeneratorfunction(numbers)
    for number in numbers():
        notes.append(f"got {number}")
    assert notes == [
        *("begin", "one", "pause", "got 1", "resume"),
        *("two", "pause", "got 2", "resume", "end done"),
    ]


def test_a_generator_receives_what_is_sent(wrapped):
    @wrapped
    def echo():
        received = yield "ready"
        while received is not None:
            received = yield received * 2
        return "end"

    generator = echo()
    assert next(generator) == "ready"
    assert generator.send(2) == 4
    assert generator.send(3) == 6
    with pytest.raises(StopIteration) as stop:
        generator.send(None)
    assert stop.value.value == "end"


def test_a_generator_may_catch_what_is_thrown_into_it(wrapped, notes):
    @wrapped
    def careful():
        try:
            yield 1
        except KeyError as error:
            yield f"caught {error}"

    generator = careful()
    next(generator)
    assert generator.throw(KeyError("k")) == "caught 'k'"
    assert list(generator) == []
    assert notes == ["begin", "pause", "resume", "pause", "resume", "end None"]


def test_what_a_generator_does_not_catch_comes_out_again(wrapped, notes):
    @wrapped
    def careless():
        yield 1

    generator = careless()
    next(generator)
    error = KeyError("k")
    with pytest.raises(KeyError) as caught:
        generator.throw(error)
    assert caught.value is error
    assert notes == ["begin", "pause", "resume", "end KeyError('k')"]


def test_a_generator_that_is_closed_early_cleans_up_inside_the_scope(wrapped, notes):
    @wrapped
    def numbers():
        try:
            yield 1
        finally:
            notes.append("cleaned up")

    generator = numbers()
    next(generator)
    generator.close()
    assert notes == ["begin", "pause", "resume", "cleaned up", "end GeneratorExit()"]


def test_a_generator_that_refuses_to_close_fails_as_without_us(wrapped):
    @wrapped
    def stubborn():
        try:
            yield 1
        except GeneratorExit:
            yield 2

    generator = stubborn()
    next(generator)
    with pytest.raises(RuntimeError, match="generator ignored GeneratorExit"):
        generator.close()


def test_a_generator_that_was_never_started_has_no_scope(wrapped, notes):
    @wrapped
    def numbers():
        yield 1

    numbers().close()
    assert notes == []


async def test_an_async_generator_is_paused_while_its_consumer_holds_a_value(wrapped, notes):
    @wrapped
    async def numbers():
        notes.append("one")
        yield 1
        await asyncio.sleep(0)
        yield 2

    assert inspect.isasyncgenfunction(numbers)
    async for number in numbers():
        notes.append(f"got {number}")
    assert notes == [
        *("async begin", "one", "pause", "got 1", "resume"),
        *("pause", "got 2", "resume", "async end None"),
    ]


async def test_an_async_generator_receives_and_catches(wrapped):
    @wrapped
    async def echo():
        received = yield "ready"
        try:
            yield received * 2
        except KeyError as error:
            yield f"caught {error}"

    generator = echo()
    assert await anext(generator) == "ready"
    assert await generator.asend(2) == 4
    assert await generator.athrow(KeyError("k")) == "caught 'k'"
    with pytest.raises(StopAsyncIteration):
        await anext(generator)


async def test_an_async_generator_that_fails_tells_its_scope(wrapped, notes):
    @wrapped
    async def numbers():
        yield 1
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        _ = [number async for number in numbers()]
    assert notes[-1] == "async end ValueError('no')"


async def test_an_async_generator_that_is_closed_early_cleans_up_inside_the_scope(wrapped, notes):
    @wrapped
    async def numbers():
        try:
            yield 1
        finally:
            notes.append("cleaned up")

    generator = numbers()
    await anext(generator)
    await generator.aclose()
    assert notes == ["async begin", "pause", "resume", "cleaned up", "async end GeneratorExit()"]


def test_a_context_manager_has_its_body_in_the_scope(wrapped, notes):
    @wrapped
    @contextmanager
    def connection(name):
        notes.append("open")
        yield name
        notes.append("close")

    with connection("db") as name:
        notes.append(f"use {name}")
    assert notes == ["begin", "open", "use db", "close", "end db"]


def test_a_context_manager_may_swallow_what_its_body_raises(wrapped, notes):
    @wrapped
    @contextmanager
    def tolerant():
        try:
            yield
        except KeyError:
            notes.append("swallowed")

    with tolerant():
        raise KeyError("k")
    assert notes == ["begin", "swallowed", "end None"]


def test_an_exception_of_the_body_passes_through_a_context_manager(wrapped, notes):
    @wrapped
    @contextmanager
    def connection():
        yield 1

    error = ValueError("no")
    with pytest.raises(ValueError, match="no") as caught, connection():
        raise error
    assert caught.value is error
    assert notes == ["begin", "end ValueError('no')"]


def test_a_context_manager_works_as_a_decorator_too(wrapped, notes):
    @wrapped
    @contextmanager
    def connection():
        yield

    @connection()
    def work():
        notes.append("work")

    work()
    work()
    assert notes == ["begin", "work", "end None"] * 2


async def test_an_async_context_manager_has_its_body_in_the_scope(wrapped, notes):
    @wrapped
    @asynccontextmanager
    async def connection(name):
        yield name

    async with connection("db") as name:
        notes.append(f"use {name}")
    assert notes == ["async begin", "use db", "async end db"]


def test_methods_of_every_kind_are_wrapped(wrapped, notes):
    class Shop:
        @wrapped
        def method(self):
            return self

        @wrapped
        @staticmethod
        def static_below():
            return "static"

        @staticmethod
        @wrapped
        def static_above():
            return "static"

        @wrapped
        @classmethod
        def class_below(cls):
            return cls

        @classmethod
        @wrapped
        def class_above(cls):
            return cls

    shop = Shop()
    assert shop.method() is shop
    assert shop.static_below() == Shop.static_above() == "static"
    assert shop.class_below() is Shop.class_above() is Shop
    assert notes.count("begin") == 5


def test_a_partial_of_a_coroutine_function_is_awaited(wrapped, notes):
    async def work(number):
        return number

    assert asyncio.run(wrapped(partial(work, 3))()) == 3
    assert notes == ["async begin", "async end 3"]


@pytest.mark.parametrize(
    ("make", "awaited"),
    [
        (lambda: lambda: None, False),
        (lambda: _generator, False),
        (lambda: contextmanager(_generator), False),
        (lambda: _coroutine, True),
        (lambda: _async_generator, True),
        (lambda: asynccontextmanager(_async_generator), True),
        (lambda: staticmethod(_coroutine), True),
        (lambda: partial(_coroutine), True),
    ],
)
def test_it_is_known_which_functions_are_awaited(make, awaited):
    assert is_awaited(make()) is awaited


def _called(function):
    return function()


def _generator():
    yield


async def _coroutine():
    pass


async def _async_generator():
    yield
