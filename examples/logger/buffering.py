from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.buffer import LoggerBufferConfig
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="orders", level="DEBUG", buffer_config=LoggerBufferConfig(max_bytes=20_480))


@logger.inject_lambda_context(flush_buffer_on_uncaught_error=True)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    logger.debug("looked up the customer", customer_id=event.get("customer_id"))
    if "customer_id" not in event:
        logger.error("an order without customer")
        return {"statusCode": 422}
    return {"statusCode": 200}
