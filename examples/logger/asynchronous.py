import logging
import sys
from logging.handlers import QueueHandler, QueueListener
from queue import SimpleQueue

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

waiting: SimpleQueue = SimpleQueue()
listener = QueueListener(waiting, logging.StreamHandler(sys.stdout))
logger = Logger(service="orders", logger_handler=QueueHandler(waiting))


@logger.inject_lambda_context
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    listener.start()
    try:
        logger.info("order received", order_id=event["order_id"])
        return {"statusCode": 200}
    finally:
        listener.stop()  # writes what is still waiting: Lambda freezes the environment when the handler is done
