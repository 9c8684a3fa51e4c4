from typing import Annotated, Literal

from pydantic import BaseModel

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Body, File, Form, UploadFile
from aws_lambda_powertools.utilities.typing import LambdaContext

app = APIGatewayHttpResolver(enable_validation=True)


class Card(BaseModel):
    kind: Literal["card"]
    number: str


class Transfer(BaseModel):
    kind: Literal["transfer"]
    iban: str


@app.post("/payments")
def pay(payment: Annotated[Card | Transfer, Body(discriminator="kind")]):
    return {"paid by": type(payment).__name__}


@app.post("/notes")
def note(text: Annotated[str, Body()], priority: Annotated[int, Body()] = 3):
    return {"text": text, "priority": priority}


@app.post("/contact")
def contact(email: Annotated[str, Form()], topics: Annotated[list[str], Form()] = []):  # noqa: B006
    return {"email": email, "topics": topics}


@app.post("/receipts")
def receipt(file: Annotated[UploadFile, File()], comment: Annotated[str, Form()] = ""):
    return {"name": file.filename, "bytes": len(file), "comment": comment}


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return app.resolve(event, context)
