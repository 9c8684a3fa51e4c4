from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.typing import LambdaContext

masking = DataMasking()


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return masking.scrub(event, detectors=["card", "email", "iban", "jwt"])
