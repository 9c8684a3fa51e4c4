from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

metrics = Metrics(namespace="Shop", service="orders")


@metrics.log_metrics(default_dimensions={"stage": "prod"})
def lambda_handler(event: dict, context: LambdaContext) -> None:
    metrics.add_dimensions(shop=event["shop"])
    metrics.add_dimensions(shop=event["shop"], till=event["till"])
    metrics.add_metric(name="OrdersPlaced", unit=MetricUnit.Count, value=1)
