from pydantic import Json

from aws_lambda_powertools.utilities.parser import BaseModel, event_parser
from aws_lambda_powertools.utilities.parser.models import SqsModel, SqsRecordModel
from aws_lambda_powertools.utilities.typing import LambdaContext


class Order(BaseModel):
    id: int


class OrderRecord(SqsRecordModel):
    body: Json[Order]


class OrderQueue(SqsModel):
    Records: list[OrderRecord]


@event_parser
def lambda_handler(event: OrderQueue, context: LambdaContext) -> dict[str, int]:
    return {record.messageId: record.body.id for record in event.Records}
