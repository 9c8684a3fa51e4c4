"""User code as it is typically written: what must type-check, and lines that must not.

`make types` reads this file with mypy --strict and pyright strict. A line with `type: ignore` must be an error, for
both: an ignore that is not needed is an error itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger, Metrics, Tracer, single_metric
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter
from aws_lambda_powertools.logging.types import LogRecord
from aws_lambda_powertools.metrics import MetricResolution, MetricUnit
from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
from aws_lambda_powertools.utilities.typing import LambdaContext

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from typing_extensions import assert_type

logger = Logger(service="orders", level="INFO")
tracer = Tracer(service="orders")
metrics = Metrics(namespace="Shop", service="orders")

# --- the three decorators, bare ---------------------------------------------------------------------------------


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def bare(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    logger.append_keys(order_id=event["order_id"])
    metrics.add_metric(name="OrdersPaid", unit=MetricUnit.Count, value=1)
    metrics.add_metric(name="Latency", unit="Milliseconds", value=2.5, resolution=MetricResolution.High)
    tracer.put_annotation(key="OrderId", value=event["order_id"])
    tracer.put_metadata(key="order", value=event)
    logger.info("paid", order_id=event["order_id"], extra={"amount": 12})
    return {"remaining": context.get_remaining_time_in_millis()}


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
async def bare_async(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    return {"paid": await pay(event["order_id"])}


# --- the three decorators, called -------------------------------------------------------------------------------


@logger.inject_lambda_context(log_event=True, correlation_id_path=correlation_paths.API_GATEWAY_REST, clear_state=True)
@tracer.capture_lambda_handler(capture_response=False)
@metrics.log_metrics(capture_cold_start_metric=True, raise_on_empty_metrics=True, default_dimensions={"stage": "prod"})
def called(event: dict[str, Any], context: LambdaContext) -> str:
    with single_metric(name="Once", unit=MetricUnit.Count, value=1, namespace="Shop") as metric:
        metric.add_dimension(name="stage", value="prod")
    return charge(event["order_id"], amount=12)


@logger.inject_lambda_context(log_event=True)
@tracer.capture_lambda_handler(capture_error=False)
@metrics.log_metrics(capture_cold_start_metric=True)
async def called_async(event: dict[str, Any], context: LambdaContext) -> str:
    return f"{await pay(event['order_id'])} {context.aws_request_id}"


# --- methods of all kinds ---------------------------------------------------------------------------------------


@tracer.capture_method
def charge(order_id: str, amount: int = 0) -> str:
    return f"{order_id}: {amount}"


@tracer.capture_method(capture_response=False)
async def pay(order_id: str) -> int:
    return len(order_id)


@tracer.capture_method
def pages(limit: int) -> Iterator[bytes]:
    yield b"page" * limit


@tracer.capture_method
async def rows(limit: int) -> AsyncIterator[int]:
    yield limit


# --- middlewares ------------------------------------------------------------------------------------------------


@lambda_handler_decorator
def brand(
    handler: Callable[[dict[str, Any], LambdaContext], dict[str, int]],
    event: dict[str, Any],
    context: LambdaContext,
    name: str = "shop",
) -> dict[str, int]:
    return handler({**event, "brand": name}, context)


@brand
def branded(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    return {"length": len(event)}


@brand(name="other")
def branded_with_option(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    return {"length": len(event)}


# --- what a decorated function is for its callers ----------------------------------------------------------------


async def decorated_functions_keep_their_types(context: LambdaContext) -> None:
    assert_type(bare({}, context), dict[str, int])
    assert_type(bare(event={}, context=context), dict[str, int])
    assert_type(called({}, context), str)
    assert_type(await bare_async({}, context), dict[str, int])
    assert_type(await called_async({}, context), str)
    assert_type(charge("a", amount=1), str)
    assert_type(await pay("a"), int)
    assert_type(next(pages(1)), bytes)
    assert_type([row async for row in rows(1)], list[int])


def mistakes_are_found(context: LambdaContext) -> None:
    bare({})  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    bare([], context)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    called({}, context).append(1)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    charge(12)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    charge("a", amonut=12)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    logger.inject_lambda_context(log_evnt=True)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    metrics.log_metrics(capture_cold_start="yes")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    tracer.capture_method(capture_responses=False)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
    metrics.add_metric(name="a", unit="Count", value="1")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Logger(service=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Tracer(servcie="orders")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    context.function_nmae()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


# --- a formatter of one's own, as the docs show it ----------------------------------------------------------------


class OwnFormatter(LambdaPowertoolsFormatter):
    def serialize(self, log: LogRecord) -> str:
        return self.json_serializer(log)
