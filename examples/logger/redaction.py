from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="signup", redact_keys=["password", "email"], redact_patterns=[r"\b\d{16}\b"])


@logger.inject_lambda_context(log_event=True)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    logger.info("paid with card 4111111111111111", email=event["email"])
    return {"statusCode": 200}
