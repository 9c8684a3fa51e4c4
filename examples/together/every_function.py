from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
tracer = Tracer()
metrics = Metrics()


@tracer.capture_method
def process(items: list[dict]) -> int:
    logger.info("processing", extra={"items": len(items)})
    return len(items)


@logger.inject_lambda_context(log_event=True)
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    logger.info("Processing started")
    count = process(event["items"])
    metrics.add_metric(name="ItemsProcessed", unit=MetricUnit.Count, value=count)
    return {"processed": count}
