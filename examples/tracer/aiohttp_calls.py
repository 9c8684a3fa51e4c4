import asyncio

import aiohttp

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.tracing import aiohttp_trace_config
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="weather")


@tracer.capture_method
async def forecast(url: str) -> int:
    session = aiohttp.ClientSession(trace_configs=[aiohttp_trace_config()])
    async with session, session.get(url) as response:
        return response.status


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> int:
    return asyncio.run(forecast(event["url"]))
