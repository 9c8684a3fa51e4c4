from aws_lambda_powertools.utilities.circuit_breaker import CircuitBreakerConfig, CircuitInfo, circuit_breaker
from aws_lambda_powertools.utilities.circuit_breaker.persistence import CircuitBreakerDynamoDBPersistence
from aws_lambda_powertools.utilities.typing import LambdaContext

store = CircuitBreakerDynamoDBPersistence(table_name="circuits")
config = CircuitBreakerConfig(failure_threshold=3, recovery_timeout=30, handled_exceptions=[ConnectionError])


def pay_later(order: dict, circuit: CircuitInfo) -> str:
    return f"{order['id']} is charged when {circuit.name} works again"


def post_to_payments(order: dict) -> str:
    return f"{order['id']} charged"


@circuit_breaker(name="payments", persistence_store=store, on_circuit_open=pay_later, config=config)
def charge(order: dict) -> str:
    return post_to_payments(order)


def lambda_handler(event: dict, context: LambdaContext) -> str:
    return charge(event)
