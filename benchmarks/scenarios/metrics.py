"""What Metrics costs per invocation, with none to a hundred metrics, and for a metric of its own."""

from __future__ import annotations

from functools import partial

from harness.answer import gives, require
from harness.scenario import hot
from scenarios.fixtures import CONTEXT, EVENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from harness.answer import Answer
    from harness.scenario import Check


def _defines(number: int) -> Check:
    def check(answer: Answer) -> None:
        definitions = answer.lines[0]["_aws"]["CloudWatchMetrics"][0]["Metrics"]
        require(len(definitions) == number, f"{number} metrics", definitions)

    return check


HUNDRED = {"metric_0": [1.0], "metric_99": [1.0], "service": "bench"}
TEN = {"metric_0": [1.0], "metric_9": [1.0], "shop": "north", "plan": "gold", "channel": "web"}


@hot("metrics.add_metric_100_and_flush", check=gives(lines=[HUNDRED], also=_defines(100)))
def add_metric_100_and_flush() -> Callable[[], None]:
    from aws_lambda_powertools import Metrics

    metrics = Metrics(namespace="bench", service="bench")
    names = [f"metric_{number}" for number in range(100)]

    @metrics.log_metrics
    def handler(event: Any, context: Any) -> None:
        for name in names:
            metrics.add_metric(name=name, unit="Count", value=1)

    return partial(handler, EVENT, CONTEXT)


@hot("metrics.empty_invocation", check=gives("done"))
def empty_invocation() -> Callable[[], str]:
    from aws_lambda_powertools import Metrics

    metrics = Metrics(namespace="bench", service="bench")

    @metrics.log_metrics
    def handler(event: Any, context: Any) -> str:
        return "done"

    return partial(handler, EVENT, CONTEXT)


@hot("metrics.one", check=gives(lines=[{"OrdersAccepted": [1.0], "service": "bench"}]))
def one() -> Callable[[], None]:
    from aws_lambda_powertools import Metrics
    from aws_lambda_powertools.metrics import MetricUnit

    metrics = Metrics(namespace="bench", service="bench")

    @metrics.log_metrics
    def handler(event: Any, context: Any) -> None:
        metrics.add_metric(name="OrdersAccepted", unit=MetricUnit.Count, value=1)

    return partial(handler, EVENT, CONTEXT)


@hot("metrics.single_metric", check=gives(lines=[{"OrdersAccepted": [1.0], "shop": "north"}]))
def single_metric() -> Callable[[], None]:
    from aws_lambda_powertools.metrics import MetricUnit, single_metric

    def call() -> None:
        with single_metric(name="OrdersAccepted", unit=MetricUnit.Count, value=1, namespace="bench") as metric:
            metric.add_dimension(name="shop", value="north")

    return call


@hot("metrics.ten_three_dimensions", check=gives(lines=[TEN], also=_defines(10)))
def ten_three_dimensions() -> Callable[[], None]:
    from aws_lambda_powertools import Metrics
    from aws_lambda_powertools.metrics import MetricUnit

    metrics = Metrics(namespace="bench", service="bench")
    names = [f"metric_{number}" for number in range(10)]

    @metrics.log_metrics
    def handler(event: Any, context: Any) -> None:
        metrics.add_dimension(name="shop", value="north")
        metrics.add_dimension(name="plan", value="gold")
        metrics.add_dimension(name="channel", value="web")
        for name in names:
            metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)

    return partial(handler, EVENT, CONTEXT)
