from aws_lambda_powertools.utilities.parser import BaseModel, envelopes, event_parser
from aws_lambda_powertools.utilities.typing import LambdaContext


class Order(BaseModel):
    id: int


@event_parser(model=Order, envelope=envelopes.SqsEnvelope)
def lambda_handler(event: list[Order], context: LambdaContext) -> list[int]:
    return [order.id for order in event]
