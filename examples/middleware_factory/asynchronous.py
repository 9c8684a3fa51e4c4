import asyncio
from collections.abc import Callable

from aws_lambda_powertools.middleware_factory import lambda_handler_decorator
from aws_lambda_powertools.utilities.typing import LambdaContext


@lambda_handler_decorator
async def within(handler: Callable, event: dict, context: LambdaContext, seconds: float = 2.0) -> dict:
    return await asyncio.wait_for(handler(event, context), seconds)


@within(seconds=1.0)
async def answer(event: dict, context: LambdaContext) -> dict:
    await asyncio.sleep(event["delay"])
    return {"statusCode": 200, "body": "In time"}


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    try:
        return asyncio.run(answer(event, context))
    except asyncio.TimeoutError:
        return {"statusCode": 504, "body": "Too late"}
