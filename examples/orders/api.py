"""The orders API behind Amazon API Gateway: create, get and list orders."""

from typing import Annotated, Any

import payments
from orders import KnownOrder, NewOrder, Order, OrderNotFoundError, PlacedOrder
from store import OrderStore

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
tracer = Tracer()
metrics = Metrics()
store = OrderStore()

app = APIGatewayRestResolver(enable_validation=True, response_validation_error_http_code=500)
app.configure_openapi(title="Orders", version="1.0.0", description="Create, get and list orders.")
app.enable_swagger(path="/docs")


@app.post("/orders", status_code=201, summary="Place an order", tags=["orders"])
@tracer.capture_method
def create_order(new: NewOrder) -> PlacedOrder:
    order = Order(**new.model_dump())
    logger.append_keys(order_id=order.id)
    tracer.put_annotation("order_id", order.id)
    logger.info("order received", customer=order.customer.model_dump(), lines=len(order.items), total=order.total)

    payment = charge(order)
    save(order)

    metrics.add_metric(name="OrdersPlaced", unit=MetricUnit.Count, value=1)
    metrics.add_metric(name="Revenue", unit=MetricUnit.NoUnit, value=order.total / 100)
    logger.info("order placed", payment=payment)
    return PlacedOrder(id=order.id, status="placed", total=order.total)


@app.get("/orders/<order_id>", summary="Look an order up", tags=["orders"])
@tracer.capture_method
def get_order(order_id: str) -> KnownOrder:
    logger.append_keys(order_id=order_id)
    tracer.put_annotation("order_id", order_id)
    order = store.get(order_id)
    logger.info("order found")
    return KnownOrder.of(order)


@app.get("/orders", summary="The newest orders", tags=["orders"])
@tracer.capture_method
def list_orders(count: Annotated[int, Query(ge=1, le=100)] = 20) -> dict[str, list[KnownOrder]]:
    orders = store.newest(count)
    logger.info("orders listed", count=len(orders))
    return {"orders": [KnownOrder.of(order) for order in orders]}


@tracer.capture_method(capture_response=False)
def charge(order: Order) -> str:
    tracer.put_annotation("amount", order.total)
    return payments.charge(order.card, order.total)


@tracer.capture_method
def save(order: Order) -> None:
    store.put(order)


@app.exception_handler(RequestValidationError)
def refuse(error: RequestValidationError) -> tuple[dict[str, str], int]:
    """Turn what the caller did wrong into an answer; everything else is our fault and fails the invocation."""
    reason = "; ".join(f"{place(wrong['loc'])}: {wrong['msg']}" for wrong in error.errors())
    logger.warning("order refused", reason=reason)
    metrics.add_metric(name="OrdersRefused", unit=MetricUnit.Count, value=1)
    return {"message": "The order is not valid.", "reason": reason}, 422


@app.exception_handler(OrderNotFoundError)
def not_found(error: OrderNotFoundError) -> tuple[dict[str, str], int]:
    logger.warning("order not found")
    return {"message": str(error)}, 404


def place(location: tuple[str | int, ...]) -> str:
    """Where in a request something is: `items[0].quantity`; `body` for a body that is no JSON."""
    source, *path = location
    if not path or isinstance(path[0], int):
        return str(source)
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST, clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
@tracer.capture_lambda_handler
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    metrics.add_metric(name="Requests", unit=MetricUnit.Count, value=1)
    return app.resolve(event, context)
