"""What tests of Lambda functions need: contexts, queues, the real runtime, and events (`from ... import events`)."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.testing.batches import (
        BatchInvocation as BatchInvocation,
        BatchRun as BatchRun,
        run_batch as run_batch,
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
    from aws_lambda_powertools.testing.runtime import run_in_runtime as run_in_runtime
    from aws_lambda_powertools.testing.websocket import (
        WebSocketGateway as WebSocketGateway,
        WebSocketTestClient as WebSocketTestClient,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".batches": ["BatchInvocation", "BatchRun", "run_batch"],
        ".client": ["AsyncTestClient", "TestClient", "TestResponse"],
        ".contexts": ["LambdaContextFactory", "lambda_context"],
        ".runtime": ["run_in_runtime"],
        ".websocket": ["WebSocketGateway", "WebSocketTestClient"],
    },
)
