from typing import Any

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="orders")
tracer = Tracer(service="orders")
metrics = Metrics(namespace="Shop", service="orders")


@tracer.capture_method
def charge(order_id: str, amount: int) -> str:
    tracer.put_annotation("OrderId", order_id)
    logger.info("charging", amount=amount)
    return f"payment-of-{order_id}"


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, str]:
    logger.append_keys(order_id=event["order_id"])
    payment = charge(event["order_id"], event["amount"])
    metrics.add_metric(name="OrdersPaid", unit=MetricUnit.Count, value=1)
    logger.info("paid")
    return {"payment": payment}
