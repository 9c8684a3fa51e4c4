from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.typing import LambdaContext

masking = DataMasking(raise_on_missing_field=False)

RULES = {
    "email": {"regex_pattern": "(.)(.*)(@.*)", "mask_format": r"\1****\3"},  # a****@example.com
    "phone": {"dynamic_mask": True},  # ***-****
    "zip": {"custom_mask": "XXXX"},
    "cards[*].number": {},  # *****
}


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return masking.erase(event, masking_rules=RULES)
