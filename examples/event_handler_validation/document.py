from typing import Annotated

from pydantic import BaseModel

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.openapi.models import Example, HTTPBearer, Server, Tag
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.utilities.typing import LambdaContext

app = APIGatewayRestResolver(enable_validation=True)
app.configure_openapi(
    title="Orders",
    version="2.0.0",
    servers=[Server(url="https://api.example.com/v2")],
    tags=[Tag(name="orders", description="What customers bought")],
    security_schemes={"token": HTTPBearer(bearerFormat="JWT")},
    security=[{"token": []}],
)
app.enable_swagger(path="/docs")


class Order(BaseModel):
    item: str


class Problem(BaseModel):
    message: str


@app.post(
    "/orders",
    summary="Place an order",
    tags=["orders"],
    status_code=201,
    responses={
        201: {
            "description": "Placed",
            "headers": {"Location": {"description": "The order", "schema": {"type": "string"}}},
            "content": {"application/json": {"model": Order}},
        },
        409: {"description": "Sold out", "content": {"application/json": {"model": Problem}}},
    },
    openapi_extensions={"x-owner": "shop"},
)
def place(order: Annotated[Order, Body(openapi_examples={"tea": Example(value={"item": "tea"})})]) -> Order:
    return order


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return app.resolve(event, context)
