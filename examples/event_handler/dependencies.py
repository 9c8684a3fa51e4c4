from collections.abc import Iterator
from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Depends, Request
from aws_lambda_powertools.event_handler.exceptions import UnauthorizedError

app = APIGatewayHttpResolver()


class Table:
    def __init__(self) -> None:
        self.rows = {"1": "tea"}
        self.is_open = True


def table() -> Iterator[Table]:
    opened = Table()
    yield opened
    opened.is_open = False  # after the request, whether it failed or not


def user(request: Request) -> str:
    token = request.headers.get("authorization")
    if not token:
        raise UnauthorizedError("Who are you?")
    return token.removeprefix("Bearer ")


@app.get("/orders/<order_id>")
def order(order_id: str, orders: Annotated[Table, Depends(table)], caller: Annotated[str, Depends(user)]) -> dict:
    return {"item": orders.rows[order_id], "for": caller, "open": orders.is_open}


lambda_handler = app
