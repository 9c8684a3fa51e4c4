import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.tracing.base import BaseProvider
from aws_lambda_powertools.utilities.typing import LambdaContext


class Span:
    def __init__(self, name: str) -> None:
        self.name, self.notes = name, {}

    def put_annotation(self, key: str, value: Any) -> None:
        self.notes[key] = value

    def put_metadata(self, key: str, value: Any, namespace: str = "default") -> None:
        self.notes[f"{namespace}.{key}"] = value


class PrintedSpans(BaseProvider):
    """Prints each segment when it ends."""

    def __init__(self) -> None:
        self.open: list[Span] = []

    @contextmanager
    def in_subsegment(self, name: str | None = None, **_: Any) -> Iterator[Span]:
        span = Span(name or "")
        self.open.append(span)
        start = time.perf_counter()
        try:
            yield span
        finally:
            self.open.pop()
            print(span.name, span.notes, f"{(time.perf_counter() - start) * 1000:.0f} ms")

    @asynccontextmanager
    async def in_subsegment_async(self, name: str | None = None, **_: Any) -> AsyncIterator[Span]:
        with self.in_subsegment(name) as span:
            yield span

    def put_annotation(self, key: str, value: Any) -> None:
        if self.open:
            self.open[-1].put_annotation(key, value)

    def put_metadata(self, key: str, value: Any, namespace: str = "default") -> None:
        if self.open:
            self.open[-1].put_metadata(key, value, namespace)

    def patch(self, modules: Sequence[str]) -> None: ...

    def patch_all(self) -> None: ...


tracer = Tracer(service="orders", provider=PrintedSpans())


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> str:
    tracer.put_annotation(key="order_id", value=event["order_id"])
    return "done"
