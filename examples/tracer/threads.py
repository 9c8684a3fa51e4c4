from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="thumbnails")


@tracer.capture_method
def resize(name: str) -> str:
    return f"small-{name}"


@tracer.capture_method
def resize_all(names: list[str]) -> list[str]:
    with ThreadPoolExecutor() as pool:
        # With the context, each is a child of `resize_all`; without it, of the handler
        tasks = [pool.submit(copy_context().run, resize, name) for name in names]
        return [task.result() for task in tasks]


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> list[str]:
    return resize_all(event["names"])
