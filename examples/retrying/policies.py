from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.retrying import Failure, RetryBudget, RetryPolicy
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="orders")


def note(failure: Failure) -> None:
    logger.info("trying again", attempt=failure.attempt, pause=failure.pause, error=str(failure.error))


patiently = RetryPolicy(
    max_attempts=5,
    exceptions=(ConnectionError, TimeoutError),
    delay=0.2,
    max_delay=5,
    jitter="decorrelated",
    retry_if=lambda error: "permanently" not in str(error),
    retry_if_result=lambda result: result is None,
    budget=RetryBudget(capacity=100),
    on_retry=note,
)


def read_price(sku: str) -> int | None:
    return len(sku)


@patiently
def price_of(sku: str) -> int | None:
    return read_price(sku)


@logger.inject_lambda_context
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"price": price_of(event["sku"]), "name": patiently.call(str.title, event["sku"])}
