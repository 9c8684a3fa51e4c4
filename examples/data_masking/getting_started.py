from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="orders")
masking = DataMasking()


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    masked = masking.erase(event, fields=["$.credit_card", "customer.email", "items[*].note"])
    logger.info("order received", order=masked)
    return masked
