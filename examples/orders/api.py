"""The orders API behind Amazon API Gateway: create, get and list orders."""

import json
from collections.abc import Callable
from typing import Any

import payments
from orders import InvalidOrderError, Order, OrderNotFoundError, order_from
from store import OrderStore

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
tracer = Tracer()
metrics = Metrics()
store = OrderStore()


@tracer.capture_method
def create_order(event: dict[str, Any]) -> dict[str, Any]:
    order = order_from(event["body"])
    logger.append_keys(order_id=order.id)
    tracer.put_annotation("order_id", order.id)
    logger.info("order received", customer=order.customer, lines=len(order.items), total=order.total)

    payment = charge(order)
    save(order)

    metrics.add_metric(name="OrdersPlaced", unit=MetricUnit.Count, value=1)
    metrics.add_metric(name="Revenue", unit=MetricUnit.NoUnit, value=order.total / 100)
    logger.info("order placed", payment=payment)
    return answer(201, {"id": order.id, "status": "placed", "total": order.total})


@tracer.capture_method
def get_order(event: dict[str, Any]) -> dict[str, Any]:
    order_id = event["pathParameters"]["order_id"]
    logger.append_keys(order_id=order_id)
    tracer.put_annotation("order_id", order_id)
    order = store.get(order_id)
    logger.info("order found")
    return answer(200, order.for_customers())


@tracer.capture_method
def list_orders(event: dict[str, Any]) -> dict[str, Any]:
    orders = store.newest(count=20)
    logger.info("orders listed", count=len(orders))
    return answer(200, {"orders": [order.for_customers() for order in orders]})


@tracer.capture_method(capture_response=False)
def charge(order: Order) -> str:
    tracer.put_annotation("amount", order.total)
    return payments.charge(order.card, order.total)


@tracer.capture_method
def save(order: Order) -> None:
    store.put(order)


ROUTES = {
    ("POST", "/orders"): create_order,
    ("GET", "/orders"): list_orders,
    ("GET", "/orders/{order_id}"): get_order,
}


@lambda_handler_decorator
def answer_refusals(
    handler: Callable[..., dict[str, Any]], event: dict[str, Any], context: LambdaContext
) -> dict[str, Any]:
    """Turn what the caller did wrong into an answer; everything else is our fault and fails the invocation."""
    try:
        return handler(event, context)
    except InvalidOrderError as error:
        logger.warning("order refused", reason=str(error))
        metrics.add_metric(name="OrdersRefused", unit=MetricUnit.Count, value=1)
        return answer(422, {"message": "The order is not valid.", "reason": str(error)})
    except OrderNotFoundError as error:
        logger.warning("order not found")
        return answer(404, {"message": str(error)})


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST, clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
@tracer.capture_lambda_handler
@answer_refusals
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    metrics.add_metric(name="Requests", unit=MetricUnit.Count, value=1)
    route = ROUTES.get((event["httpMethod"], event["resource"]))
    if route is None:
        return answer(404, {"message": f"There is no {event['httpMethod']} {event['path']}."})
    return route(event)


def answer(status: int, body: dict[str, Any]) -> dict[str, Any]:
    return {"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps(body)}
