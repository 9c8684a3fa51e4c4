from aws_lambda_powertools.utilities.typing import LambdaContext
from aws_lambda_powertools.utilities.validation import validator

USER = {"type": "object", "properties": {"user_id": {"type": "integer"}}, "required": ["user_id"]}
ANSWER = {"type": "object", "properties": {"status": {"enum": ["active", "closed"]}}, "required": ["status"]}


@validator(inbound_schema=USER, outbound_schema=ANSWER)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"status": "active" if event["user_id"] > 0 else "closed"}
