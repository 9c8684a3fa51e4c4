"""Metrics: flushing at the end of an invocation, cold starts, switches."""

from __future__ import annotations

import asyncio

from lab import Context, outcome, scenario

from aws_lambda_powertools import Metrics, single_metric
from aws_lambda_powertools.metrics.provider.cold_start import reset_cold_start_flag


def shop() -> Metrics:
    return Metrics(namespace="Shop", service="orders")


@scenario()
def flushed_after_the_handler():
    metrics = shop()

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric(name="Sold", unit="Count", value=1)
        return "done"

    yield "results", [handler({}, Context()), handler({}, Context())]


@scenario()
def decorator_keeps_the_handlers_name():
    @shop().log_metrics()
    def handler(event, context):
        """Sells."""

    yield "name", [handler.__name__, handler.__doc__, hasattr(handler, "__wrapped__")]


@scenario()
@scenario("provisioned", AWS_LAMBDA_INITIALIZATION_TYPE="provisioned-concurrency")
@scenario("named by variable", POWERTOOLS_METRICS_FUNCTION_NAME="by-variable")
def cold_start():
    metrics = shop()
    metrics.add_dimension(name="stage", value="prod")

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric(name="Sold", unit="Count", value=1)

    handler({}, Context())
    handler({}, Context())


@scenario()
@scenario("against the variable", POWERTOOLS_METRICS_FUNCTION_NAME="by-variable")
def cold_start_with_a_function_name_of_ones_own():
    metrics = Metrics(namespace="Shop", service="orders", function_name="by-argument")

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        return None

    handler({}, Context())


@scenario()
def cold_start_with_default_dimensions():
    metrics = shop()

    @metrics.log_metrics(capture_cold_start_metric=True, default_dimensions={"stage": "prod", "number": 3})
    def handler(event, context):
        metrics.add_metric(name="Sold", unit="Count", value=1)

    handler({}, Context())


@scenario()
def cold_start_without_a_service():
    metrics = Metrics(namespace="Shop")

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        return None

    handler({}, Context())


@scenario()
def cold_start_after_a_reset():
    metrics = shop()

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        return None

    handler({}, Context())
    reset_cold_start_flag()
    handler({}, Context())


@scenario()
def cold_start_of_a_durable_function():
    class Durable:
        state = object()
        lambda_context = Context()

    metrics = shop()

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        return type(context).__name__

    yield "context", handler({}, Durable())


@scenario()
def no_metrics_at_all():
    metrics = shop()

    @metrics.log_metrics
    def handler(event, context):
        return "done"

    yield "result", outcome(handler, {}, Context())


@scenario()
def no_metrics_raise_when_told_so():
    metrics = shop()

    @metrics.log_metrics(raise_on_empty_metrics=True)
    def handler(event, context):
        return "done"

    yield "result", outcome(handler, {}, Context())
    yield "by hand", outcome(metrics.flush_metrics, raise_on_empty_metrics=True)


@scenario()
def flushed_when_the_handler_raises():
    metrics = shop()

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric(name="Sold", unit="Count", value=1)
        raise ValueError("no")

    yield "result", outcome(handler, {}, Context())
    metrics.flush_metrics()


@scenario()
def empty_metrics_and_a_raising_handler():
    metrics = shop()

    @metrics.log_metrics(raise_on_empty_metrics=True)
    def handler(event, context):
        raise ValueError("no")

    yield "result", outcome(handler, {}, Context())


@scenario()
def no_namespace_and_a_raising_handler():
    metrics = Metrics(service="orders")

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric(name="Sold", unit="Count", value=1)
        raise ValueError("no")

    yield "result", outcome(handler, {}, Context())


@scenario()
def dimensions_of_a_failed_invocation():
    metrics = shop()

    @metrics.log_metrics
    def handler(event, context):
        if event["fail"]:
            metrics.add_dimension(name="tenant", value="ACME")
            metrics.add_metadata(key="user", value="alice")
            raise ValueError("no")
        metrics.add_metric(name="Sold", unit="Count", value=1)

    yield "first", outcome(handler, {"fail": True}, Context())
    yield "second", outcome(handler, {"fail": False}, Context())


@scenario()
def too_many_dimensions_in_one_invocation():
    metrics = shop()

    @metrics.log_metrics
    def handler(event, context):
        for number in range(event["count"]):
            metrics.add_dimension(name=f"dimension {number}", value="x")
        metrics.add_metric(name="Sold", unit="Count", value=1)

    yield "first", outcome(handler, {"count": 30}, Context())
    yield "second", outcome(handler, {"count": 1}, Context())


@scenario()
def asynchronous_handler():
    metrics = shop()

    @metrics.log_metrics
    async def handler(event, context):
        await asyncio.sleep(0)
        metrics.add_metric(name="Sold", unit="Count", value=1)
        return "done"

    yield "result", asyncio.run(handler({}, Context()))


@scenario()
def handler_with_more_arguments():
    metrics = shop()

    @metrics.log_metrics
    def handler(event, context, factor=1, *, unit="s"):
        return [event, factor, unit]

    yield "result", handler({"a": 1}, Context(), 2, unit="ms")


@scenario("true", POWERTOOLS_METRICS_DISABLED="true")
@scenario("one", POWERTOOLS_METRICS_DISABLED="1")
@scenario("false", POWERTOOLS_METRICS_DISABLED="false")
@scenario("development", POWERTOOLS_DEV="true")
@scenario("development but enabled", POWERTOOLS_DEV="true", POWERTOOLS_METRICS_DISABLED="false")
def switched_off():
    metrics = shop()

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric(name="Sold", unit="Count", value=1)
        return "done"

    yield "result", handler({}, Context())
    metrics.add_metric(name="Sold", unit="Count", value=2)
    metrics.flush_metrics()


@scenario(POWERTOOLS_METRICS_DISABLED="true")
def switched_off_single_metric_and_cold_start():
    metrics = shop()
    with single_metric(name="Sold", unit="Count", value=1, namespace="Own"):
        pass

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        return None

    handler({}, Context())


@scenario(POWERTOOLS_METRICS_DISABLED="true")
def switched_off_still_validates():
    metrics = shop()
    yield "unit", outcome(metrics.add_metric, name="Sold", unit="Pieces", value=1)
    yield "empty", outcome(metrics.flush_metrics, raise_on_empty_metrics=True)


@scenario()
def never_flushed():
    metrics = shop()
    metrics.add_metric(name="Sold", unit="Count", value=1)


@scenario()
def flushed_by_hand_in_the_handler():
    metrics = shop()

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric(name="A", unit="Count", value=1)
        metrics.flush_metrics()
        metrics.add_metric(name="B", unit="Count", value=1)

    handler({}, Context())


@scenario()
def cleared_by_hand():
    metrics = shop()
    metrics.add_metric(name="A", unit="Count", value=1)
    metrics.add_dimension(name="stage", value="prod")
    metrics.add_metadata(key="a", value=1)
    metrics.clear_metrics()
    metrics.add_metric(name="B", unit="Count", value=1)
    metrics.flush_metrics()


@scenario()
def decorators_of_two_instances():
    first, second = shop(), Metrics(namespace="Other", service="payments")

    @first.log_metrics
    @second.log_metrics
    def handler(event, context):
        first.add_metric(name="A", unit="Count", value=1)
        second.add_metric(name="B", unit="Count", value=1)

    handler({}, Context())
