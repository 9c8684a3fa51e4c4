"""User code with idempotency, circuit breaker and retry: what must type-check, and lines that must not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.circuit_breaker import CircuitBreakerConfig, CircuitTransition, circuit_breaker
from aws_lambda_powertools.utilities.circuit_breaker.persistence import CircuitBreakerInMemoryPersistence
from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBIdempotencyConfig,
    IdempotencyConfig,
    InMemoryPersistenceLayer,
    evict,
    explain,
    idempotent,
    idempotent_function,
    make_idempotent,
)
from aws_lambda_powertools.utilities.idempotency.serialization.pydantic import PydanticSerializer
from aws_lambda_powertools.utilities.retrying import RetryPolicy, retry
from aws_lambda_powertools.utilities.typing import LambdaContext

if TYPE_CHECKING:
    from typing_extensions import assert_type

layer = InMemoryPersistenceLayer()
config = IdempotencyConfig(event_key_jmespath="id", on_store_error="return")


@idempotent(persistence_store=layer, config=config, key_prefix="orders")
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    return {"statusCode": 200}


@idempotent_function(data_keyword_argument="order", persistence_store=layer, output_serializer=PydanticSerializer)
async def charge(order: str, *, amount: int = 1) -> int:
    return amount


@make_idempotent(config=DynamoDBIdempotencyConfig(table_name="t", event_key_jmespath="id"))
def ship(order: str) -> None: ...


def note(change: CircuitTransition) -> None:
    str(change.to_state)


@circuit_breaker("payments", CircuitBreakerInMemoryPersistence(), on_transition=note, config=CircuitBreakerConfig())
def pay(order: str) -> float:
    return 1.5


@retry
def fetch(url: str) -> bytes:
    return url.encode()


@retry(max_attempts=5, exceptions=(OSError, ValueError), jitter="none")
async def fetch_later(url: str) -> bytes:
    return url.encode()


@RetryPolicy(max_attempts=2)
def read(url: str) -> str:
    return url


async def use(event: dict[str, Any], context: LambdaContext) -> None:
    assert_type(handler(event, context), dict[str, int])
    assert_type(await charge("o-1", amount=2), int)
    assert_type(pay("o-1"), float)
    assert_type(fetch("u"), bytes)
    assert_type(await fetch_later("u"), bytes)
    assert_type(read("u"), str)
    assert_type(explain(charge, "o-1").key, str | None)
    assert_type(evict(charge, "o-1"), bool)
    ship("o-1")
    fetch(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await charge(amount="5", order="o-1")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
