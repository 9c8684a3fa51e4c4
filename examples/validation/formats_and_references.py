from aws_lambda_powertools.utilities.typing import LambdaContext
from aws_lambda_powertools.utilities.validation import validate

SHARED = {"definitions": {"even": {"type": "string", "format": "even"}}}


def is_even(text: str) -> bool:
    return text.isdecimal() and int(text) % 2 == 0


def shared_schema(uri: str) -> dict:
    return SHARED


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    schema = {"type": "object", "properties": {"table": {"$ref": "shared://schemas#/definitions/even"}}}
    return validate(event, schema, formats={"even": is_even}, handlers={"shared": shared_schema})
