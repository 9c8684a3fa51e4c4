from typing import Any

from aws_lambda_powertools.event_handler import AppSyncResolver
from aws_lambda_powertools.utilities.typing import LambdaContext

app = AppSyncResolver()
ORDERS = {"1": {"id": "1", "customer": "anna"}}


@app.resolver(type_name="Query", field_name="getOrder")
def get_order(id: str) -> dict[str, Any]:
    return ORDERS[id]


@app.resolver(field_name="createdAt")
def created_at() -> str:
    return "2026-01-15T12:00:00Z"


@app.exception_handler(KeyError)
def unknown(error: KeyError) -> dict[str, Any]:
    return {"error": f"There is no order {error.args[0]}"}


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return app.resolve(event, context)
