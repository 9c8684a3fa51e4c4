"""Tracer: the subsegment of the handler, and when there is none."""

from __future__ import annotations

import asyncio
import os

from lab import UNSAMPLED, Context, outcome, scenario, segments

from aws_lambda_powertools import Tracer


def tracer_of_orders(**options: object) -> Tracer:
    return Tracer(service="orders", auto_patch=False, **options)


@scenario(traced=True)
def handler_with_a_response():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        return {"statusCode": 200, "event": event}

    yield "first", handler({"a": 1}, Context())
    yield "second", handler({"a": 2}, Context())


@scenario(traced=True)
def handler_without_a_response():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler()
    def handler(event, context):
        """Says nothing."""

    yield "result", handler({}, Context())
    yield "name", [handler.__name__, handler.__doc__, hasattr(handler, "__wrapped__")]


@scenario(traced=True)
def falsy_responses():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        return event

    for response in ({}, [], "", 0, False):
        handler(response, Context())


@scenario("provisioned", traced=True, AWS_LAMBDA_INITIALIZATION_TYPE="provisioned-concurrency")
@scenario("snap start", traced=True, AWS_LAMBDA_INITIALIZATION_TYPE="snap-start")
def cold_start():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        return None

    handler({}, Context())
    handler({}, Context())


@scenario("named", traced=True, POWERTOOLS_SERVICE_NAME="payments")
@scenario("unnamed", traced=True)
def service_of_the_environment():
    tracer = Tracer(auto_patch=False)

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_metadata("key", "value")
        return "done"

    handler({}, Context())
    yield "service", tracer.service


@scenario(traced=True, POWERTOOLS_SERVICE_NAME="payments")
def service_as_argument_beats_the_environment():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        return "done"

    handler({}, Context())


@scenario(traced=True)
def annotations_and_metadata():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_annotation("order", "A1")
        tracer.put_annotation(key="count", value=3)
        tracer.put_annotation("ratio", 1.5)
        tracer.put_annotation("paid", True)
        tracer.put_metadata("plain", {"a": [1, None]})
        tracer.put_metadata(key="named", value="x", namespace="own")
        tracer.put_metadata("order", "A2")

    handler({}, Context())


@scenario(traced=True)
def odd_annotations():
    import datetime
    import decimal

    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_annotation("none", None)
        tracer.put_annotation("list", [1])
        tracer.put_annotation("date", datetime.date(2024, 1, 2))
        tracer.put_annotation("decimal", decimal.Decimal("1.5"))
        tracer.put_annotation("with.dot", "x")
        tracer.put_annotation("with blank", "x")
        tracer.put_annotation("with-dash", "x")
        tracer.put_annotation("under_score", "x")
        tracer.put_annotation("", "x")
        tracer.put_annotation(5, "x")

    handler({}, Context())


@scenario(traced=True)
def odd_metadata():
    import datetime
    import decimal
    import enum

    class Colour(enum.Enum):
        RED = "red"

    class Plain:
        def __init__(self) -> None:
            self.a = 1
            self._b = 2

    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_metadata("datetime", datetime.datetime(2024, 1, 2, 3, 4, 5))
        tracer.put_metadata("decimal", decimal.Decimal("1.5"))
        tracer.put_metadata("tuple", (1, (2, 3)))
        tracer.put_metadata("set", {1})
        tracer.put_metadata("plain", Plain())
        tracer.put_metadata("colour", Colour.RED)
        tracer.put_metadata("bytes", b"abc")
        tracer.put_metadata("class", Plain)
        tracer.put_metadata("number keys", {1: "a"})
        tracer.put_metadata("exception", ValueError("no"))
        tracer.put_metadata("AWS.reserved", "x", "AWS.own")

    handler({}, Context())


@scenario(traced=True)
def metadata_that_is_no_number():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_metadata("nan", float("nan"))

    handler({}, Context())


@scenario(traced=True)
def response_too_large_for_a_datagram():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        return {"body": "x" * 100_000}

    yield "size", len(handler({}, Context())["body"])
    yield "sent", [segment["name"] for segment in segments()]


class OrderError(Exception):
    """An error of the user."""


@scenario(traced=True)
def handler_that_raises():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        raise OrderError("no stock")

    yield "outcome", outcome(handler, {}, Context())


@scenario(traced=True)
def handler_that_raises_an_error_with_attributes():
    class DetailedError(Exception):
        def __init__(self, code: int) -> None:
            super().__init__("detailed")
            self.code = code

    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        raise DetailedError(5)

    yield "outcome", outcome(handler, {}, Context())


@scenario("response", traced=True, POWERTOOLS_TRACER_CAPTURE_RESPONSE="false")
@scenario("error", traced=True, POWERTOOLS_TRACER_CAPTURE_ERROR="false")
@scenario("both", traced=True, POWERTOOLS_TRACER_CAPTURE_RESPONSE="0", POWERTOOLS_TRACER_CAPTURE_ERROR="0")
def capture_switched_off_by_the_environment():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        if event["fail"]:
            raise OrderError("no stock")
        return "done"

    @tracer.capture_lambda_handler(capture_response=True, capture_error=True)
    def explicit(event, context):
        if event["fail"]:
            raise OrderError("no stock")
        return "done"

    for function in (handler, explicit):
        yield function.__name__, [outcome(function, {"fail": fail}, Context()) for fail in (False, True)]


@scenario(traced=True)
def capture_switched_off_by_argument():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler(capture_response=False, capture_error=False)
    def handler(event, context):
        if event["fail"]:
            raise OrderError("no stock")
        return "done"

    yield "results", [outcome(handler, {"fail": fail}, Context()) for fail in (False, True)]


@scenario("variable", traced=True, POWERTOOLS_TRACE_DISABLED="true")
@scenario("sam local", traced=True, AWS_SAM_LOCAL="true")
@scenario("chalice local", traced=True, AWS_CHALICE_CLI_MODE="true")
@scenario(
    "outside of lambda", _X_AMZN_TRACE_ID="Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
)
@scenario("sdk switch", traced=True, AWS_XRAY_SDK_ENABLED="false")
def switched_off():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_annotation("a", 1)
        tracer.put_metadata("b", 2)
        return method(3)

    @tracer.capture_method
    def method(value):
        with tracer.provider.in_subsegment("## own") as subsegment:
            subsegment.put_annotation("c", 3)
        return value

    yield "result", handler({}, Context())
    yield "disabled", tracer.disabled


@scenario(traced=True)
def switched_off_by_argument():
    tracer = tracer_of_orders(disabled=True)

    @tracer.capture_lambda_handler
    def handler(event, context):
        return asyncio.run(method(3))

    @tracer.capture_method
    async def method(value):
        return value

    yield "result", handler({}, Context())
    yield "disabled", tracer.disabled


@scenario(traced=True, _X_AMZN_TRACE_ID="Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0")
def unsampled():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_annotation("a", 1)
        return tracer.provider.current_subsegment() is not None

    yield "result", handler({}, Context())


@scenario("no header", LAMBDA_TASK_ROOT="/var/task")
@scenario("only root", LAMBDA_TASK_ROOT="/var/task", _X_AMZN_TRACE_ID="Root=1-5759e988-bd862e3fe1be46a994272793")
@scenario("broken", LAMBDA_TASK_ROOT="/var/task", _X_AMZN_TRACE_ID="hello")
def odd_headers():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_annotation("a", 1)
        return "done"

    yield "result", outcome(handler, {}, Context())


@scenario(traced=True)
def header_that_changes_between_invocations():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context):
        return event

    handler(1, Context())
    os.environ["_X_AMZN_TRACE_ID"] = UNSAMPLED
    handler(2, Context())
    os.environ["_X_AMZN_TRACE_ID"] = "Root=1-5759e988-bd862e3fe1be46a994272794;Parent=53995c3f42cd8ad9;Sampled=1"
    handler(3, Context())


@scenario(traced=True)
def asynchronous_handler():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    async def handler(event, context):
        await asyncio.sleep(0)
        return "done"

    yield "result", asyncio.run(handler({}, Context()))


@scenario(traced=True)
def handler_with_more_arguments():
    tracer = tracer_of_orders()

    @tracer.capture_lambda_handler
    def handler(event, context, factor=1, *, unit="s"):
        return [event, factor, unit]

    yield "result", handler({"a": 1}, Context(), 2, unit="ms")


@scenario(traced=True)
def annotation_outside_of_a_subsegment():
    tracer = tracer_of_orders()
    yield "annotation", outcome(tracer.put_annotation, "a", 1)
    yield "metadata", outcome(tracer.put_metadata, "b", 2)


@scenario(traced=True)
def method_outside_of_a_handler():
    tracer = tracer_of_orders()

    @tracer.capture_method
    def method():
        return "done"

    yield "result", method()


@scenario(traced=True)
def two_tracers_share_a_service():
    first = tracer_of_orders()
    second = Tracer(auto_patch=False)

    @first.capture_lambda_handler
    def handler(event, context):
        return method()

    @second.capture_method
    def method():
        second.put_metadata("key", "value")
        return "done"

    handler({}, Context())
    yield "services", [first.service, second.service]
    yield "provider", first.provider is second.provider


@scenario(traced=True)
def logger_and_tracer_name_the_same_trace():
    from aws_lambda_powertools import Logger

    logger, tracer = Logger(service="orders"), tracer_of_orders()

    @tracer.capture_lambda_handler
    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("inside")

    handler({}, Context())
