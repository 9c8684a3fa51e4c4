import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="reports")


@tracer.capture_method
async def rows_of(page: int) -> list[int]:
    await asyncio.sleep(0)
    return [page * 10, page * 10 + 1]


@tracer.capture_method
async def pages() -> AsyncIterator[list[int]]:
    # Both are siblings, each with its own time
    for rows in await asyncio.gather(rows_of(1), rows_of(2)):
        yield rows


@tracer.capture_method
def numbered(rows: list[int]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"{number}: {row}"


@tracer.capture_method
@contextmanager
def report() -> Iterator[list[str]]:
    lines: list[str] = []
    yield lines
    lines.append("end")


@tracer.capture_lambda_handler
async def handler(event: dict, context: LambdaContext) -> list[str]:
    with report() as lines:
        async for rows in pages():
            lines.extend(numbered(rows))
    return lines


def lambda_handler(event: dict, context: LambdaContext) -> list[str]:
    return asyncio.run(handler(event, context))
