from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

platform = EphemeralMetrics(namespace="Platform", service="orders")
shop = EphemeralMetrics(namespace="Shop", service="orders")


@platform.log_metrics
@shop.log_metrics
def lambda_handler(event: dict, context: LambdaContext) -> None:
    platform.add_metric(name="Bytes", unit=MetricUnit.Bytes, value=len(event["body"]))
    shop.add_metric(name="OrdersPlaced", unit=MetricUnit.Count, value=1)
