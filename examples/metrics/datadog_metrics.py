from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics
from aws_lambda_powertools.utilities.typing import LambdaContext

metrics = DatadogMetrics(namespace="shop", flush_to_log=True)
metrics.set_default_tags(stage="prod")


@metrics.log_metrics(capture_cold_start_metric=True)
def lambda_handler(event: dict, context: LambdaContext) -> None:
    metrics.add_metric(name="orders.placed", value=1, product=event["product"])
