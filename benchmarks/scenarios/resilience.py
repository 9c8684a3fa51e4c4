"""What a call costs behind a closed circuit, and under a retry policy that has nothing to do."""

from __future__ import annotations

from harness.answer import gives
from harness.scenario import cold, hot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def protected() -> Any:
    from aws_lambda_powertools.utilities.circuit_breaker import circuit_breaker
    from aws_lambda_powertools.utilities.circuit_breaker.persistence.base import CircuitBreakerPersistenceLayer

    class Store(CircuitBreakerPersistenceLayer):
        def _get_record(self, name: str) -> Any:
            return None

        def _put_record(self, record: Any, condition: Any = None, expected_opened_at: Any = None) -> None:
            raise AssertionError("it never opens")

        def _update_record(self, record: Any) -> None:
            raise AssertionError("it never opens")

    @circuit_breaker(name="payments", persistence_store=Store())
    def call() -> str:
        return "done"

    return call


@hot("circuit_breaker.closed", check=gives("done"))
def circuit_breaker_closed() -> Callable[[], Any]:
    return protected()


@cold("circuit_breaker", check=gives("done"))
def circuit_breaker() -> Any:
    return protected()()


@hot("retry.first_try_succeeds", check=gives("done"))
def retry_first_try_succeeds() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.retrying import retry

    @retry(max_attempts=3)
    def call() -> str:
        return "done"

    return call
