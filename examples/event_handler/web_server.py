import gzip
from typing import Annotated

from pydantic import BaseModel, Field

from aws_lambda_powertools.event_handler import HttpResolver, Response, StreamingResponse
from aws_lambda_powertools.event_handler.openapi.params import File, Form, Query, UploadFile

app = HttpResolver(enable_validation=True)
app.configure_openapi(title="Tea shop", version="1.0.0")
app.enable_swagger(path="/docs")


class Order(BaseModel):
    item: str = Field(min_length=2, examples=["tea"])
    amount: int = Field(1, ge=1, le=99)


@app.post("/orders", status_code=201, tags=["orders"], summary="Place an order")
def place(order: Order) -> Order:
    return order


@app.get("/orders/<order_id>", tags=["orders"], summary="Read an order")
def read(order_id: int, fields: Annotated[list[str], Query()] = []) -> dict[str, int | list[str]]:  # noqa: B006
    return {"id": order_id, "fields": fields}


@app.post("/contact", tags=["forms"], summary="Send a form")
def contact(email: Annotated[str, Form()], text: Annotated[str, Form()] = "") -> dict[str, str]:
    return {"email": email, "text": text}


def described(**kinds: str) -> dict:
    return {
        int(status.removeprefix("on_")): {"description": kind, "content": {kind: {"schema": {}}}}
        for status, kind in kinds.items()
    }


@app.post(
    "/receipts",
    tags=["forms"],
    summary="Send a file",
    responses=described(on_200="application/json", on_400="application/json"),
)
def receipt(file: Annotated[UploadFile, File()], note: Annotated[str, Form()] = "") -> dict[str, str | int]:
    return {"name": file.filename or "", "bytes": len(file), "note": note}


@app.get("/catalogue", compress=True, tags=["more"], summary="A long list")
def catalogue() -> list[str]:
    return ["tea"] * 500


@app.get("/report", tags=["more"], summary="Lines, one after the other", responses=described(on_200="text/plain"))
def report() -> StreamingResponse:
    return StreamingResponse(f"line {number}\n" for number in range(1000))


@app.get("/archive", tags=["more"], summary="Bytes", responses=described(on_200="application/gzip"))
def archive() -> Response:
    return Response(200, "application/gzip", gzip.compress(b"archived"))


lambda_handler = app

if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app, host="127.0.0.1", port=8000)
