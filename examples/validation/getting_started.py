from aws_lambda_powertools.utilities.typing import LambdaContext
from aws_lambda_powertools.utilities.validation import SchemaValidationError, envelopes, validate

ORDER = {
    "type": "object",
    "properties": {"order_id": {"type": "string", "minLength": 3}, "amount": {"type": "number", "minimum": 0}},
    "required": ["order_id", "amount"],
}


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    try:
        order = validate(event=event, schema=ORDER, envelope=envelopes.API_GATEWAY_REST)
    except SchemaValidationError as error:
        return {"statusCode": 400, "body": error.validation_message}
    return {"statusCode": 200, "body": order["order_id"]}
