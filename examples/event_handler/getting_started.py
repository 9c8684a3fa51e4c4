from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.utilities.typing import LambdaContext

app = APIGatewayRestResolver()
ORDERS = {"1": {"item": "tea"}}


@app.get("/orders/<order_id>")
def read(order_id: str) -> dict:
    if order_id not in ORDERS:
        raise NotFoundError(f"There is no order {order_id}")
    return ORDERS[order_id]


@app.post("/orders")
def place() -> tuple[dict, int]:
    order_id = str(len(ORDERS) + 1)
    ORDERS[order_id] = app.current_event.json_body
    return {"id": order_id}, 201


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return app.resolve(event, context)
