from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="sales-data-platform")


@logger.inject_lambda_context(log_event=True)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    logger.info("Processing file", extra={"file_name": event["file_name"], "bucket": event["bucket"]})
    return {"statusCode": 200}
