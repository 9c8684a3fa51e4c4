import logging

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

formatter = logging.Formatter("%(levelname)s %(service)s %(function_request_id)s %(message)s")
logger = Logger(service="orders", logger_formatter=formatter)


@logger.inject_lambda_context
def lambda_handler(event: dict, context: LambdaContext) -> None:
    logger.info("order received")
