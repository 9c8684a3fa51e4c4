from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="orders", log_uncaught_exceptions=True)


@logger.inject_lambda_context
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    logger.append_keys(order_id=event["order_id"])
    return {"statusCode": 200, "body": event["items"][0]}
