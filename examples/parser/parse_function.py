from aws_lambda_powertools.utilities.parser import BaseModel, ValidationError, parse
from aws_lambda_powertools.utilities.typing import LambdaContext


class Order(BaseModel):
    id: int


class Refund(BaseModel):
    refund_of: int


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    try:
        request = parse(event, Order | Refund)
    except ValidationError as error:
        return {"statusCode": 400, "body": error.json(include_url=False, include_input=False)}
    return {"statusCode": 200, "body": repr(request)}
