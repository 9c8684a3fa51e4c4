from dataclasses import dataclass
from decimal import Decimal

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.typing import LambdaContext

layer = DynamoDBPersistenceLayer(table_name="idempotency")
config = IdempotencyConfig(event_key_jmespath="order_id")


@dataclass
class Receipt:
    order_id: str
    amount: Decimal


@idempotent_function(data_keyword_argument="order", persistence_store=layer, config=config)
def charge(order: dict) -> Receipt:
    print(f"{order['order_id']} charged")
    return Receipt(order["order_id"], Decimal(order["amount"]))


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    config.register_lambda_context(context)  # how long a claim may stand
    receipts = [charge(order) for order in event["orders"]]
    return {"total": str(sum(receipt.amount for receipt in receipts))}
