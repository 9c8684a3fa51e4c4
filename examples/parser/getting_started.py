from aws_lambda_powertools.utilities.parser import BaseModel, event_parser
from aws_lambda_powertools.utilities.typing import LambdaContext


class Item(BaseModel):
    sku: str
    quantity: int


class Order(BaseModel):
    id: int
    items: list[Item]


@event_parser
def lambda_handler(event: Order, context: LambdaContext) -> int:
    return sum(item.quantity for item in event.items)
