from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig, Response
from aws_lambda_powertools.event_handler.exceptions import BadRequestError, NotFoundError, ServiceError

logger = Logger(service="shop")
app = APIGatewayRestResolver(cors=CORSConfig(), answer_unhandled_errors=True)


class SoldOutError(Exception):
    """Nothing is left of it."""


@app.get("/orders/<item>")
def order(item: str) -> dict:
    if item == "mug":
        raise SoldOutError(item)
    if item == "pot":
        raise ServiceError(418, {"kind": "teapot"})
    if not item.isalpha():
        raise BadRequestError("Items have letters only")
    return {"items": [1, 2, 3][int(item == "tea") * 5]}


@app.exception_handler(SoldOutError)
def sold_out(error: SoldOutError) -> Response:
    logger.warning("sold out", item=str(error))
    return Response(409, body={"message": f"No {error} is left"})


@app.not_found
def no_such_page(error: NotFoundError) -> tuple[dict, int]:
    return {"message": "There is nothing here"}, 404


lambda_handler = app
