"""Metrics of a new execution environment, and what they emit, checked as CloudWatch would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from emf import faults, parsed

from aws_lambda_powertools.metrics import metrics as metrics_module
from aws_lambda_powertools.metrics._recording import MetricSet
from aws_lambda_powertools.metrics.provider.datadog import metrics as datadog_module
from aws_lambda_powertools.metrics.provider.datadog.datadog import Points

if TYPE_CHECKING:
    from collections.abc import Callable

NAMESPACE = "Shop"


@pytest.fixture(autouse=True)
def new_metrics() -> None:
    metrics_module.SHARED.forget(MetricSet({}))
    datadog_module.SHARED.forget(Points([], {}))


@pytest.fixture
def metrics() -> metrics_module.Metrics:
    return metrics_module.Metrics(namespace=NAMESPACE, service="orders")


@pytest.fixture
def emitted(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[dict[str, Any]]]:
    """`emitted()`: the documents printed since it was last called."""

    def read() -> list[dict[str, Any]]:
        documents = [parsed(line) for line in capsys.readouterr().out.splitlines()]
        for document in documents:
            assert faults(document) == []
        return documents

    return read


@pytest.fixture
def invoke(lambda_context: Any) -> Callable[..., Any]:
    """`invoke(handler)` or `invoke(handler, event)`: one invocation, with a context of its own."""

    def call(handler: Callable[..., Any], event: Any = None) -> Any:
        return handler(event, type(lambda_context)())

    return call
