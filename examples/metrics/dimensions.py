from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

metrics = Metrics(namespace="Shop", service="orders")
metrics.set_default_dimensions(stage="prod")


@metrics.log_metrics
def lambda_handler(event: dict, context: LambdaContext) -> None:
    metrics.add_dimension(name="shop", value=event["shop"])
    metrics.add_metric(name="OrdersPlaced", unit=MetricUnit.Count, value=1)
