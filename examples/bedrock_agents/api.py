from typing import Annotated, Any

from pydantic import BaseModel

from aws_lambda_powertools.event_handler import BedrockAgentResolver, BedrockResponse
from aws_lambda_powertools.event_handler.openapi.params import Path
from aws_lambda_powertools.utilities.typing import LambdaContext

app = BedrockAgentResolver()


class Order(BaseModel):
    sku: str
    amount: int = 1


@app.get("/orders/<order_id>", description="Finds an order by its id")
def find(order_id: Annotated[int, Path(description="The id of the order")]) -> dict[str, Any]:
    return {"id": order_id, "state": "sent"}


@app.post("/orders", description="Places an order")
def place(order: Order) -> BedrockResponse[Order]:
    return BedrockResponse(order, 201, session_attributes={"last_sku": order.sku})


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app.resolve(event, context)


if __name__ == "__main__":
    print(app.get_openapi_json_schema(title="Orders"))
