from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.utilities.typing import LambdaContext

app = APIGatewayRestResolver(enable_validation=True, response_validation_error_http_code=500)
LIMIT = 100


@app.get("/square/<number>")
def square(number: int) -> int:
    return number**2 if number < LIMIT else "too large"


@app.exception_handler(RequestValidationError)
def explain(error: RequestValidationError) -> Response:
    return Response(400, body={"wrong": [".".join(map(str, found["loc"])) for found in error.errors()]})


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return app.resolve(event, context)
