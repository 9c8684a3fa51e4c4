from aws_lambda_powertools import Logger
from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()


@lambda_handler_decorator
def correlation_id_loader(event: dict, context: LambdaContext, sample_rate: float = 0.5) -> dict:
    correlation_id = event.get("headers", {}).get("x-correlation-id")
    return {"correlation_id": correlation_id, "sample_rate": sample_rate}


@correlation_id_loader(sample_rate=0.9)
@logger.inject_lambda_context
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {
        "message": "hello world",
        "correlation_id": getattr(context, "correlation_id", "n/a"),
        "sample_rate": getattr(context, "sample_rate", 0),
    }
