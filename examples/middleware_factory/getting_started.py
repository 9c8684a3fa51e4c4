from collections.abc import Callable

from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
from aws_lambda_powertools.utilities.typing import LambdaContext


@lambda_handler_decorator
def middleware_with_validation(handler: Callable, event: dict, context: LambdaContext) -> dict:
    # Before the handler
    if "Authorization" not in event.get("headers", {}):
        return {"statusCode": 401, "body": "Unauthorized"}

    response = handler(event, context)

    # After the handler
    response["headers"] = {**response.get("headers", {}), "X-Request-Id": context.aws_request_id}
    return response


@middleware_with_validation
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"statusCode": 200, "body": "OK"}
