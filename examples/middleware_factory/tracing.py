from collections.abc import Callable

from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
from aws_lambda_powertools.utilities.typing import LambdaContext


@lambda_handler_decorator(trace_execution=True)
def with_currency(handler: Callable, event: dict, context: LambdaContext) -> dict:
    return handler({"currency": "EUR", **event}, context)


@with_currency
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"paid": f"{event['amount']} {event['currency']}"}
