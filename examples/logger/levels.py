import logging

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="levels", level=logging.DEBUG)


@logger.inject_lambda_context
def handler(event: dict, context: LambdaContext) -> dict:
    logger.debug("This is a debug message")
    logger.info("This is an info message")
    logger.warning("This is a warning message")
    logger.error("This is an error message")
    return {"statusCode": 200, "body": "Hello from Lambda!"}
