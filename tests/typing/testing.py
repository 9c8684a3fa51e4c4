"""Tests of functions as users write them: what must type-check, and lines that must not (see api.py)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.testing import (
    CapturedLogs,
    CapturedMetric,
    CapturedMetrics,
    CapturedTraces,
    InMemoryCircuitBreakerPersistence,
    InMemoryFeatureFlagStore,
    InMemoryParametersProvider,
    InMemoryPersistenceLayer,
    advance,
    capture_logs,
    capture_metrics,
    capture_traces,
    events,
    freeze_time,
    lambda_context,
    reset,
)
from aws_lambda_powertools.utilities.circuit_breaker.persistence.base import CircuitBreakerPersistenceLayer
from aws_lambda_powertools.utilities.feature_flags import FeatureFlags
from aws_lambda_powertools.utilities.idempotency import idempotent
from aws_lambda_powertools.utilities.parameters import BaseProvider

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from typing_extensions import assert_type

    from aws_lambda_powertools.utilities.typing import LambdaContext


@idempotent(persistence_store=InMemoryPersistenceLayer())
def handler(event: dict[str, Any], context: LambdaContext) -> int:
    return len(event)


def test_blocks() -> None:
    with capture_logs() as logs, capture_metrics() as metrics, capture_traces() as traces:
        handler(events.sqs(bodies=["a"]), lambda_context())
    if TYPE_CHECKING:
        assert_type(logs, CapturedLogs)
        assert_type(logs[0], dict[str, Any])
        assert_type(logs[1:], list[dict[str, Any]])
        assert_type(logs.only(level="INFO"), dict[str, Any])
        assert_type(metrics["Shop"]["Paid"], CapturedMetric)
        assert_type(metrics["Shop"]["Paid"].values, list[float])
        assert_type(metrics["Shop"]["Paid"].where(service="a").dimensions, list[Mapping[str, str]])
        assert_type(traces["## handler"].annotations, Mapping[str, Any])
        assert_type(events.cognito_pre_sign_up(), dict[str, Any])
        assert_type(events.appsync_batch_resolver(), list[dict[str, Any]])


def test_fixtures(
    lambda_context: LambdaContext,
    lambda_events: ModuleType,
    captured_logs: CapturedLogs,
    captured_metrics: CapturedMetrics,
    captured_traces: CapturedTraces,
) -> None:
    handler(lambda_events.sqs(), lambda_context)
    assert [line["message"] for line in captured_logs] == ["stored"]
    assert [segment.children[0].seconds for segment in captured_traces] == [0.0]
    assert captured_metrics.problems == []


@freeze_time("2026-01-15T10:30:00Z")
def test_time() -> int:
    with freeze_time(datetime(2026, 1, 15)) as clock:
        clock.advance(timedelta(minutes=5))
        advance(1.5)
    reset()
    return 1


def test_stores() -> None:
    provider: BaseProvider = InMemoryParametersProvider({"a": "1"}, stale_if_error=5)
    breaker: CircuitBreakerPersistenceLayer = InMemoryCircuitBreakerPersistence()
    flags = FeatureFlags(store=InMemoryFeatureFlagStore({"beta": {"default": True}}))
    with InMemoryParametersProvider().standing_in("ssm") as same:
        same.put("a", 2)
    assert flags.evaluate(name="beta", default=provider.get("a")) or breaker


if TYPE_CHECKING:
    assert_type(test_time(), int)

freeze_time([])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
advance("1")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
events.bedrock_agent(parameters=["a"])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
