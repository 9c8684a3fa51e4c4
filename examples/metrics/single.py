from aws_lambda_powertools import Metrics, single_metric
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

metrics = Metrics(namespace="Shop", service="orders")


@metrics.log_metrics
def lambda_handler(event: dict, context: LambdaContext) -> None:
    metrics.add_metric(name="OrdersPlaced", unit=MetricUnit.Count, value=1)

    with single_metric(
        name="Refunds",
        unit=MetricUnit.Count,
        value=event["refunds"],
        namespace="Shop",
        default_dimensions=metrics.default_dimensions,
    ) as metric:
        metric.add_dimension(name="customer", value=event["customer"])
