from datetime import datetime

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

metrics = Metrics(namespace="Shop", service="orders")


@metrics.log_metrics
def lambda_handler(event: dict, context: LambdaContext) -> None:
    metrics.set_timestamp(datetime.fromisoformat(event["placed_at"]))  # or milliseconds since the epoch
    metrics.add_metric(name="OrdersPlaced", unit=MetricUnit.Count, value=1)
