"""What tests of Lambda functions need: contexts, events (`from ... import events`), clients, captures, stores, time."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.testing.batches import (
        BatchInvocation as BatchInvocation,
        BatchRun as BatchRun,
        run_batch as run_batch,
    )
    from aws_lambda_powertools.testing.captured_logs import (
        CapturedLogs as CapturedLogs,
        capture_logs as capture_logs,
    )
    from aws_lambda_powertools.testing.captured_metrics import (
        CapturedMetric as CapturedMetric,
        CapturedMetrics as CapturedMetrics,
        capture_metrics as capture_metrics,
    )
    from aws_lambda_powertools.testing.captured_traces import (
        CapturedTraces as CapturedTraces,
        capture_traces as capture_traces,
    )
    from aws_lambda_powertools.testing.client import (
        AsyncTestClient as AsyncTestClient,
        TestClient as TestClient,
        TestResponse as TestResponse,
    )
    from aws_lambda_powertools.testing.contexts import (
        LambdaContextFactory as LambdaContextFactory,
        lambda_context as lambda_context,
    )
    from aws_lambda_powertools.testing.frozen_time import (
        advance as advance,
        freeze_time as freeze_time,
    )
    from aws_lambda_powertools.testing.resetting import reset as reset
    from aws_lambda_powertools.testing.runtime import run_in_runtime as run_in_runtime
    from aws_lambda_powertools.testing.stores import (
        InMemoryCircuitBreakerPersistence as InMemoryCircuitBreakerPersistence,
    )
    from aws_lambda_powertools.testing.websocket import (
        WebSocketGateway as WebSocketGateway,
        WebSocketTestClient as WebSocketTestClient,
    )
    from aws_lambda_powertools.utilities.feature_flags.stores.memory import (
        InMemoryFeatureFlagStore as InMemoryFeatureFlagStore,
    )
    from aws_lambda_powertools.utilities.idempotency.persistence.memory import (
        InMemoryPersistenceLayer as InMemoryPersistenceLayer,
    )
    from aws_lambda_powertools.utilities.parameters.memory import (
        InMemoryParametersProvider as InMemoryParametersProvider,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".batches": ["BatchInvocation", "BatchRun", "run_batch"],
        ".captured_logs": ["CapturedLogs", "capture_logs"],
        ".captured_metrics": ["CapturedMetric", "CapturedMetrics", "capture_metrics"],
        ".captured_traces": ["CapturedTraces", "capture_traces"],
        ".client": ["AsyncTestClient", "TestClient", "TestResponse"],
        ".contexts": ["LambdaContextFactory", "lambda_context"],
        ".events": [],
        ".frozen_time": ["advance", "freeze_time"],
        ".resetting": ["reset"],
        ".runtime": ["run_in_runtime"],
        ".stores": ["InMemoryCircuitBreakerPersistence"],
        ".websocket": ["WebSocketGateway", "WebSocketTestClient"],
        "aws_lambda_powertools.utilities.feature_flags.stores.memory": ["InMemoryFeatureFlagStore"],
        "aws_lambda_powertools.utilities.idempotency.persistence.memory": ["InMemoryPersistenceLayer"],
        "aws_lambda_powertools.utilities.parameters.memory": ["InMemoryParametersProvider"],
    },
)
