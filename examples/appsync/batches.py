from typing import Any

from aws_lambda_powertools.event_handler import AppSyncResolver
from aws_lambda_powertools.utilities.data_classes import AppSyncResolverEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

app = AppSyncResolver()


@app.batch_resolver(type_name="Order", field_name="customer")
def customers(event: list[AppSyncResolverEvent]) -> list[dict[str, Any]]:
    return [{"name": order.source["customer"]} for order in event]


@app.async_batch_resolver(type_name="Order", field_name="price", aggregate=False)
async def price(event: AppSyncResolverEvent, currency: str = "EUR") -> str:
    return f"{event.source['cents'] / 100:.2f} {currency}"


def lambda_handler(event: list[dict[str, Any]], context: LambdaContext) -> Any:
    return app.resolve(event, context)
