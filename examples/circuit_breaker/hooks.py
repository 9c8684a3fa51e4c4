from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.circuit_breaker import (
    CircuitBreakerConfig,
    CircuitBreakerOpenError,
    CircuitTransition,
    circuit_breaker,
)
from aws_lambda_powertools.utilities.circuit_breaker.persistence import CircuitBreakerInMemoryPersistence
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="stock")
metrics = Metrics(namespace="Shop", service="stock")


def note(change: CircuitTransition) -> None:
    logger.warning("circuit changed", circuit=change.circuit_name, state=change.to_state)
    metrics.add_metric(name=f"Circuit{change.to_state}", unit=MetricUnit.Count, value=1)


@circuit_breaker(
    name="stock",
    persistence_store=CircuitBreakerInMemoryPersistence(),
    on_transition=note,
    config=CircuitBreakerConfig(failure_threshold=2),
)
async def reserve(order: dict) -> str:
    raise ConnectionError("the stock service does not answer")


@metrics.log_metrics
@logger.inject_lambda_context
async def lambda_handler(event: dict, context: LambdaContext) -> str:
    try:
        return await reserve(event)
    except CircuitBreakerOpenError as error:
        return f"not now: {error}"
    except ConnectionError:
        return "failed"
