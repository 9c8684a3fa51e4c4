from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

metrics = Metrics(namespace="Shop", service="orders")


@metrics.log_metrics(capture_cold_start_metric=True, raise_on_empty_metrics=True)
def lambda_handler(event: dict, context: LambdaContext) -> None:
    metrics.add_metric(name="OrdersPlaced", unit=MetricUnit.Count, value=1)
