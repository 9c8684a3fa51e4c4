from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

metrics = Metrics(namespace="Shop", service="orders")


def lambda_handler(event: dict, context: LambdaContext) -> None:
    try:
        for order in event["orders"]:
            metrics.add_dimension(name="shop", value=order["shop"])
            metrics.add_metric(name="Revenue", unit=MetricUnit.NoUnit, value=order["total"])
            metrics.flush_metrics()
    finally:
        metrics.clear_metrics()
