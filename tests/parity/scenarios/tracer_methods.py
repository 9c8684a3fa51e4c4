"""Tracer: subsegments of methods of every kind, and those made by hand."""

from __future__ import annotations

import asyncio
import contextlib

from lab import Context, outcome, scenario

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.tracing.base import BaseProvider, BaseSegment


def tracer_of_orders(**options: object) -> Tracer:
    return Tracer(service="orders", auto_patch=False, **options)


class OrderError(Exception):
    """An error of the user."""


@scenario(traced=True)
def method_below_a_handler():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        return method(1, b=2)

    @tracer.capture_method
    def method(a, b=0):
        """Adds."""
        tracer.put_annotation("inside", "method")
        return a + b

    yield "result", handler({}, Context())
    yield "name", [method.__name__, method.__doc__, hasattr(method, "__wrapped__")]


@scenario(traced=True)
def methods_of_a_class():
    tracer = tracer_of_orders()

    class Shop:
        @tracer.capture_method
        def sell(self, what):
            return ["sold", what]

        @classmethod
        @tracer.capture_method
        def make(cls):
            return cls.__name__

        @staticmethod
        @tracer.capture_method
        def count():
            return 3

        @tracer.capture_method(capture_response=False)
        def quiet(self):
            return "secret"

    @tracer.capture_lambda_handler
    def handler(event, context):
        return [Shop().sell("tea"), Shop.make(), Shop.count(), Shop().quiet()]

    yield "result", handler({}, Context())


@scenario(traced=True)
def nested_methods():
    tracer = tracer_of_orders()

    @tracer.capture_method
    def inner(number):
        return number

    @tracer.capture_method
    def outer():
        return [inner(1), inner(2)]

    @tracer.capture_lambda_handler
    def handler(event, context):
        return outer()

    handler({}, Context())


@scenario(traced=True)
def recursive_method():
    tracer = tracer_of_orders()

    @tracer.capture_method
    def down(number):
        return number and down(number - 1)

    tracer.capture_lambda_handler(lambda event, context: down(2))({}, Context())


@scenario(traced=True)
def method_that_raises():
    tracer = tracer_of_orders()

    @tracer.capture_method
    def method():
        raise OrderError("no stock")

    @tracer.capture_lambda_handler
    def handler(event, context):
        method()

    yield "outcome", outcome(handler, {}, Context())


@scenario(traced=True)
def error_that_is_caught_by_the_caller():
    tracer = tracer_of_orders()

    @tracer.capture_method
    def method():
        raise OrderError("no stock")

    @tracer.capture_lambda_handler
    def handler(event, context):
        try:
            method()
        except OrderError:
            return "caught"

    yield "outcome", outcome(handler, {}, Context())


@scenario(traced=True)
def error_raised_again_and_as_another():
    tracer = tracer_of_orders()

    @tracer.capture_method
    def inner():
        raise OrderError("no stock")

    @tracer.capture_method
    def again():
        try:
            inner()
        except OrderError:
            raise

    @tracer.capture_method
    def another():
        try:
            inner()
        except OrderError as error:
            raise ValueError("wrong") from error

    @tracer.capture_lambda_handler
    def handler(event, context):
        outcome(again)
        another()

    yield "outcome", outcome(handler, {}, Context())


@scenario(traced=True)
def error_switched_off_for_a_method():
    tracer = tracer_of_orders()

    @tracer.capture_method(capture_error=False)
    def method():
        raise OrderError("no stock")

    @tracer.capture_lambda_handler
    def handler(event, context):
        return outcome(method)

    yield "outcome", handler({}, Context())


@scenario(traced=True)
def coroutine():
    tracer = tracer_of_orders()

    @tracer.capture_method
    async def inner(value):
        await asyncio.sleep(0)
        tracer.put_annotation("inside", "inner")
        return value

    @tracer.capture_method
    async def outer():
        return [await inner(1), await inner(2)]

    @tracer.capture_lambda_handler
    def handler(event, context):
        return asyncio.run(outer())

    yield "result", handler({}, Context())


@scenario(traced=True)
def coroutine_that_raises():
    tracer = tracer_of_orders()

    @tracer.capture_method
    async def method():
        await asyncio.sleep(0)
        raise OrderError("no stock")

    @tracer.capture_lambda_handler
    def handler(event, context):
        return asyncio.run(method())

    yield "outcome", outcome(handler, {}, Context())


@scenario(traced=True)
def coroutine_without_response_capture():
    tracer = tracer_of_orders()

    @tracer.capture_method(capture_response=False, capture_error=False)
    async def method(fail):
        if fail:
            raise OrderError("no stock")
        return "secret"

    @tracer.capture_lambda_handler
    def handler(event, context):
        return [outcome(asyncio.run, method(fail)) for fail in (False, True)]

    yield "result", handler({}, Context())


@scenario(traced=True)
def coroutines_gathered():
    tracer = tracer_of_orders()

    @tracer.capture_method
    async def method(number):
        await asyncio.sleep(0.001 * number)
        return number

    @tracer.capture_lambda_handler
    def handler(event, context):
        async def both():
            return await asyncio.gather(method(1), method(2), return_exceptions=True)

        return [type(result).__name__ for result in asyncio.run(both())]

    yield "outcome", outcome(handler, {}, Context())


@scenario(traced=True)
def generator():
    tracer = tracer_of_orders()

    @tracer.capture_method
    def numbers():
        tracer.put_annotation("inside", "numbers")
        yield from (1, 2, 3)

    @tracer.capture_lambda_handler
    def handler(event, context):
        return list(numbers())

    yield "result", handler({}, Context())


@scenario(traced=True)
def generator_that_raises():
    tracer = tracer_of_orders()

    @tracer.capture_method
    def numbers():
        yield 1
        raise OrderError("no stock")

    @tracer.capture_lambda_handler
    def handler(event, context):
        return outcome(list, numbers())

    yield "result", handler({}, Context())


@scenario(traced=True)
def generators_interleaved():
    tracer = tracer_of_orders()

    @tracer.capture_method
    def numbers(start):
        yield start
        yield start + 1

    @tracer.capture_lambda_handler
    def handler(event, context):
        return list(zip(numbers(1), numbers(10), strict=False))

    yield "result", handler({}, Context())


@scenario(traced=True)
def context_manager():
    tracer = tracer_of_orders()

    @tracer.capture_method
    @contextlib.contextmanager
    def opened(what):
        yield f"{what} opened"

    @tracer.capture_lambda_handler
    def handler(event, context):
        with opened("shop") as shop:
            return shop

    yield "result", handler({}, Context())


@scenario(traced=True)
def context_manager_whose_body_raises():
    tracer = tracer_of_orders()

    @tracer.capture_method
    @contextlib.contextmanager
    def opened():
        yield "opened"

    @tracer.capture_lambda_handler
    def handler(event, context):
        with opened():
            raise OrderError("no stock")

    yield "outcome", outcome(handler, {}, Context())


@scenario(traced=True)
def subsegment_by_hand():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        with tracer.provider.in_subsegment(name="## own") as subsegment:
            subsegment.put_annotation("a", 1)
            subsegment.put_metadata("b", {"c": 2})
            subsegment.put_metadata("b", 3, "namespace")
            tracer.put_annotation("d", 4)
            with tracer.provider.in_subsegment("## inner"):
                tracer.put_metadata("e", 5)

    handler({}, Context())


@scenario(traced=True)
def subsegment_by_hand_around_an_error():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        with tracer.provider.in_subsegment("## own"):
            raise OrderError("no stock")

    yield "outcome", outcome(handler, {}, Context())


@scenario(traced=True)
def subsegment_with_a_namespace():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        for namespace in ("remote", "aws", "local"):
            with tracer.provider.in_subsegment(name=namespace, namespace=namespace):
                pass

    handler({}, Context())


@scenario(traced=True)
def asynchronous_subsegment_by_hand():
    tracer = tracer_of_orders()

    @tracer.capture_method
    async def method():
        async with tracer.provider.in_subsegment_async(name="## own") as subsegment:
            subsegment.put_annotation("a", 1)
            await asyncio.sleep(0)

    @tracer.capture_lambda_handler
    def handler(event, context):
        asyncio.run(method())

    handler({}, Context())


@scenario(traced=True)
def names_that_are_odd():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        for name in ("with?marks;and*(brackets)!", "größe", "a" * 250, "x<y>"):
            with tracer.provider.in_subsegment(name):
                pass

    handler({}, Context())


@scenario(traced=True)
def exception_added_by_hand():
    import traceback

    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        with tracer.provider.in_subsegment("## own") as subsegment:
            try:
                raise OrderError("no stock")
            except OrderError as error:
                subsegment.add_exception(error, traceback.extract_stack(limit=1))

    handler({}, Context())


@scenario(traced=True)
def flags_by_hand():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        for status in (200, 404, 429, 500):
            with tracer.provider.in_subsegment(f"status {status}", namespace="remote") as subsegment:
                subsegment.put_http_meta("url", "https://example.com/orders?secret=1")
                subsegment.put_http_meta("method", "GET")
                subsegment.put_http_meta("status", status)

    handler({}, Context())


@scenario(traced=True)
def capture_lambda_handler_around_a_lambda():
    tracer = tracer_of_orders()
    yield "result", tracer.capture_lambda_handler(lambda event, context: "done")({}, Context())


class Segment(BaseSegment):
    def __init__(self, name: str, told: list[object]) -> None:
        self.name = name
        self.told = told

    def close(self, end_time=None):
        self.told.append(["close", self.name])

    def add_subsegment(self, subsegment):
        self.told.append(["add", subsegment])

    def remove_subsegment(self, subsegment):
        self.told.append(["remove", subsegment])

    def put_annotation(self, key, value):
        self.told.append(["annotation", self.name, key, value])

    def put_metadata(self, key, value, namespace="default"):
        self.told.append(["metadata", self.name, key, value, namespace])

    def add_exception(self, exception, stack, remote=False):
        self.told.append(["exception", self.name, exception])


class Provider(BaseProvider):
    """A tracing backend of one's own, which keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    @contextlib.contextmanager
    def in_subsegment(self, name=None, **kwargs):
        self.told.append(["in", name, kwargs])
        yield Segment(name, self.told)
        self.told.append(["out", name])

    @contextlib.asynccontextmanager
    async def in_subsegment_async(self, name=None, **kwargs):
        self.told.append(["in async", name, kwargs])
        yield Segment(name, self.told)
        self.told.append(["out async", name])

    def put_annotation(self, key, value):
        self.told.append(["annotation", key, value])

    def put_metadata(self, key, value, namespace="default"):
        self.told.append(["metadata", key, value, namespace])

    def patch(self, modules):
        self.told.append(["patch", modules])

    def patch_all(self):
        self.told.append(["patch all"])


@scenario("traced", traced=True)
@scenario("disabled", traced=True, POWERTOOLS_TRACE_DISABLED="true")
@scenario("outside of lambda")
def provider_of_ones_own():
    provider = Provider()
    tracer = Tracer(service="orders", provider=provider)

    @tracer.capture_method
    def method(value):
        tracer.put_annotation("a", 1)
        return value

    @tracer.capture_method
    async def coroutine(value):
        tracer.put_metadata("b", 2)
        return value

    @tracer.capture_method
    def numbers():
        yield 1

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_metadata("c", 3, namespace="own")
        return [method(1), asyncio.run(coroutine(2)), list(numbers())]

    yield "result", handler({}, Context())
    tracer.patch(["botocore"])
    yield "told", provider.told
    yield "same", tracer.provider is provider


@scenario(traced=True)
def provider_of_ones_own_hears_of_errors():
    provider = Provider()
    tracer = Tracer(service="orders", provider=provider, auto_patch=False)

    @tracer.capture_method
    def method():
        raise OrderError("no stock")

    @tracer.capture_lambda_handler
    def handler(event, context):
        method()

    yield "outcome", outcome(handler, {}, Context())
    yield "told", provider.told


@scenario(traced=True)
def patching_asked_of_a_provider():
    for options in ({}, {"auto_patch": False}, {"patch_modules": ["botocore", "requests"]}, {"disabled": True}):
        provider = Provider()
        Tracer(service="orders", provider=provider, **options)
        yield repr(options), provider.told


@scenario(traced=True)
def disabled_method_decorators_keep_functions_usable():
    tracer = tracer_of_orders(disabled=True)

    @tracer.capture_method
    def numbers():
        yield 1

    @tracer.capture_method
    @contextlib.contextmanager
    def opened():
        yield "opened"

    @tracer.capture_method
    async def coroutine():
        return 2

    with opened() as value:
        yield "results", [list(numbers()), value, asyncio.run(coroutine())]
