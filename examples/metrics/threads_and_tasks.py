import asyncio
from concurrent.futures import ThreadPoolExecutor

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

metrics = Metrics(namespace="Shop", service="orders")


def count(order: dict) -> None:
    metrics.add_metric(name="Revenue", unit=MetricUnit.NoUnit, value=order["total"])


@metrics.log_metrics
async def handle(event: dict, context: LambdaContext) -> None:
    metrics.add_dimension(name="shop", value=event["shop"])
    await asyncio.gather(*(asyncio.to_thread(count, order) for order in event["orders"]))
    with ThreadPoolExecutor() as pool:
        pool.map(count, event["orders"])


def lambda_handler(event: dict, context: LambdaContext) -> None:
    asyncio.run(handle(event, context))
