import logging

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.utils import copy_config_to_registered_loggers
from aws_lambda_powertools.utilities.typing import LambdaContext

library_logger = logging.getLogger("some_library")

logger = Logger(service="orders")
copy_config_to_registered_loggers(source_logger=logger, include={"some_library"})


@logger.inject_lambda_context
def lambda_handler(event: dict, context: LambdaContext) -> None:
    logger.append_keys(order_id=event["order_id"])
    library_logger.warning("retrying in %d s", 3)
