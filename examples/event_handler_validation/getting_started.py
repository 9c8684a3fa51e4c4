from typing import Annotated

from pydantic import BaseModel, Field

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.openapi.params import Header, Query
from aws_lambda_powertools.utilities.typing import LambdaContext

app = APIGatewayRestResolver(enable_validation=True)


class Order(BaseModel):
    item: str = Field(min_length=2)
    amount: int = Field(1, ge=1)


@app.post("/orders", status_code=201)
def place(order: Order) -> Order:
    return order


@app.get("/orders/<order_id>")
def read(order_id: int, fields: Annotated[list[str], Query()] = [], x_tenant: Annotated[str, Header()] = "none"):  # noqa: B006
    return {"id": order_id, "fields": fields, "tenant": x_tenant}


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return app.resolve(event, context)
