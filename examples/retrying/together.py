from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.circuit_breaker import CircuitBreakerConfig, circuit_breaker
from aws_lambda_powertools.utilities.circuit_breaker.persistence import CircuitBreakerInMemoryPersistence
from aws_lambda_powertools.utilities.idempotency import InMemoryPersistenceLayer, idempotent_function
from aws_lambda_powertools.utilities.retrying import retry
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="orders")
circuits = CircuitBreakerInMemoryPersistence()


def post_to_payments(order: dict) -> str:
    return f"{order['id']} charged"


@idempotent_function(data_keyword_argument="order", persistence_store=InMemoryPersistenceLayer())
@retry(max_attempts=3, exceptions=ConnectionError)
@circuit_breaker(name="payments", persistence_store=circuits, config=CircuitBreakerConfig(failure_threshold=5))
def charge(order: dict) -> str:
    return post_to_payments(order)


@logger.inject_lambda_context
def lambda_handler(event: dict, context: LambdaContext) -> str:
    return charge(event)
