from collections.abc import Callable

from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
from aws_lambda_powertools.utilities.typing import LambdaContext


@lambda_handler_decorator
def allow(handler: Callable, event: dict, context: LambdaContext, group: str = "members") -> dict:
    if group not in event["groups"]:
        return {"statusCode": 403, "body": f"Only for {group}"}
    return handler(event, context)


@lambda_handler_decorator
def hide(handler: Callable, event: dict, context: LambdaContext, fields: list[str]) -> dict:
    shown = {name: value for name, value in event.items() if name not in fields}
    return handler(shown, context)


@allow(group="editors")  # runs first
@hide(fields=["groups"])  # then this one, then the handler
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"statusCode": 200, "body": f"Published {sorted(event)}"}
