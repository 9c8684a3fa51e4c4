from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricResolution, MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

metrics = Metrics(namespace="Shop", service="orders")


@metrics.log_metrics
def lambda_handler(event: dict, context: LambdaContext) -> None:
    metrics.add_metric(
        name="PaymentTook",
        unit=MetricUnit.Milliseconds,
        value=event["milliseconds"],
        resolution=MetricResolution.High,
    )
