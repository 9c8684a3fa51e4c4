from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.retrying import retry
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="orders")


def read_stock(sku: str) -> int:
    return len(sku)


@retry(max_attempts=3, exceptions=ConnectionError)
def stock_of(sku: str) -> int:
    return read_stock(sku)


@logger.inject_lambda_context
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"stock": stock_of(event["sku"])}
