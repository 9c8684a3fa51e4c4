from typing import Annotated

from pydantic import BaseModel, Field

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Cookie, Header, Query
from aws_lambda_powertools.utilities.typing import LambdaContext

app = APIGatewayHttpResolver(enable_validation=True)


class Page(BaseModel):
    limit: int = Field(10, ge=1, le=100)
    tags: list[str] = []


class Caller(BaseModel):
    x_tenant: str


class Session(BaseModel):
    sid: str


@app.get("/orders")
def orders(page: Annotated[Page, Query()], caller: Annotated[Caller, Header()], session: Annotated[Session, Cookie()]):
    return {"limit": page.limit, "tags": page.tags, "tenant": caller.x_tenant, "session": session.sid}


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return app.resolve(event, context)
