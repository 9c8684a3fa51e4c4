"""What a handler with all three decorators costs per invocation."""

from __future__ import annotations

from functools import partial

from harness.answer import gives
from harness.scenario import hot
from scenarios.fixtures import CONTEXT, EVENT, REQUEST_ID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LINES = [
    {"level": "INFO", "message": "order received", "function_request_id": REQUEST_ID},
    {"level": "INFO", "message": "order charged", "function_request_id": REQUEST_ID},
    {"OrdersAccepted": [1.0], "OrderValue": [12.5], "service": "bench"},
]


@hot(
    "all_three.invocation",
    check=gives("done", LINES, ["## handler", "## scenarios.all_three.invocation.locals.charge"]),
)
def invocation() -> Callable[[], str]:
    from aws_lambda_powertools import Logger, Metrics, Tracer
    from aws_lambda_powertools.metrics import MetricUnit

    logger = Logger(service="bench")
    tracer = Tracer(service="bench")
    metrics = Metrics(namespace="bench", service="bench")

    @tracer.capture_method
    def charge(order_id: str) -> dict[str, str]:
        return {"order_id": order_id, "state": "charged"}

    @logger.inject_lambda_context
    @tracer.capture_lambda_handler
    @metrics.log_metrics
    def handler(event: Any, context: Any) -> str:
        logger.info("order received")
        charge("o-1234")
        metrics.add_metric(name="OrdersAccepted", unit=MetricUnit.Count, value=1)
        metrics.add_metric(name="OrderValue", unit=MetricUnit.NoUnit, value=12.5)
        logger.info("order charged")
        return "done"

    return partial(handler, EVENT, CONTEXT)
