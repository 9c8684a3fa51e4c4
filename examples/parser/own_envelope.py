from typing import Any

from aws_lambda_powertools.utilities.parser import BaseEnvelope, BaseModel, event_parser
from aws_lambda_powertools.utilities.typing import LambdaContext


class Order(BaseModel):
    id: int


class OrdersEnvelope(BaseEnvelope):
    def parse(self, data: Any, model: Any) -> Any:
        return [self._parse(order, model) for order in data["orders"]]


@event_parser(model=Order, envelope=OrdersEnvelope)
def lambda_handler(event: list[Order], context: LambdaContext) -> list[int]:
    return [order.id for order in event]
