import asyncio

from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent_function
from aws_lambda_powertools.utilities.typing import LambdaContext

layer = DynamoDBPersistenceLayer(table_name="idempotency")
config = IdempotencyConfig()


@idempotent_function(data_keyword_argument="order_id", persistence_store=layer, config=config)
async def ship(order_id: str) -> str:
    await asyncio.sleep(0.01)
    return f"{order_id} is on its way"


async def ship_all(orders: list[str]) -> list[str]:
    return await asyncio.gather(*(ship(order) for order in orders))


def lambda_handler(event: dict, context: LambdaContext) -> list[str]:
    config.register_lambda_context(context)
    return asyncio.run(ship_all(event["orders"]))
