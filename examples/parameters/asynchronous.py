import asyncio
from typing import Any

from aws_lambda_powertools.utilities.parameters import aget_parameter, aget_secret
from aws_lambda_powertools.utilities.typing import LambdaContext


async def read() -> list[Any]:
    return await asyncio.gather(aget_parameter("/payments/endpoint"), aget_secret("payments/key"))


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return asyncio.run(read())
