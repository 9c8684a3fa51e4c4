from aws_lambda_powertools import Logger, Tracer
from aws_lambda_powertools.tracing import OpenTelemetryProvider
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="accepted-orders")
tracer = Tracer(service="accepted-orders", provider=OpenTelemetryProvider())


@logger.inject_lambda_context
@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> str:
    logger.info("accepted")  # has trace_id, span_id and trace_flags
    return event["order_id"]
