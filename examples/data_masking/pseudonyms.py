import os

from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.typing import LambdaContext

masking = DataMasking()
KEY = os.environ.get("PSEUDONYM_KEY", "read it from a secret, not from here")


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return masking.pseudonymize(event, fields=["customer_id"], key=KEY, prefix="c-", length=16)
