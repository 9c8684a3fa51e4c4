"""The decorator circuit_breaker."""

from __future__ import annotations

from functools import update_wrapper

from aws_lambda_powertools._core.environment import CIRCUIT_BREAKER_DISABLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from aws_lambda_powertools.utilities.circuit_breaker.config import CircuitBreakerConfig
    from aws_lambda_powertools.utilities.circuit_breaker.persistence.base import CircuitBreakerPersistenceLayer
    from aws_lambda_powertools.utilities.circuit_breaker.states import CircuitTransition

    Function = TypeVar("Function", bound=Callable[..., Any])


def circuit_breaker(
    name: str,
    persistence_store: CircuitBreakerPersistenceLayer,
    on_circuit_open: Callable[..., Any] | None = None,
    on_transition: Callable[[CircuitTransition], Any] | None = None,
    config: CircuitBreakerConfig | None = None,
) -> Callable[[Function], Function]:
    """Protect a function, sync or async, by the circuit `name`, which all functions of that name share.

        @circuit_breaker(name="payments", persistence_store=store, on_circuit_open=pay_later)
        def charge(order): ...

    While the circuit is open, calls are answered by `on_circuit_open(*args, **kwargs, circuit=CircuitInfo)`, or raise
    CircuitBreakerOpenError without it. `on_transition(CircuitTransition)` is told of each change of state; what it
    raises is logged. The function's own exceptions always pass.

    POWERTOOLS_CIRCUIT_BREAKER_DISABLED, read at each call, lets all calls pass.
    Source: https://docs.aws.amazon.com/prescriptive-guidance/latest/cloud-design-patterns/circuit-breaker.html
    """

    def decorate(function: Function) -> Function:
        from aws_lambda_powertools._core.decorators import is_async
        from aws_lambda_powertools.utilities.circuit_breaker.base import CircuitBreakerHandler
        from aws_lambda_powertools.utilities.circuit_breaker.config import CircuitBreakerConfig

        handler = CircuitBreakerHandler(
            function, name, config or CircuitBreakerConfig(), persistence_store, on_circuit_open, on_transition
        )

        if is_async(function):

            async def protected_coroutine(*args: Any, **kwargs: Any) -> Any:
                if _is_disabled():
                    return await function(*args, **kwargs)
                return await handler.call_async(args, kwargs)

            return update_wrapper(protected_coroutine, function)  # type: ignore[return-value]

        def protected(*args: Any, **kwargs: Any) -> Any:
            if _is_disabled():
                return function(*args, **kwargs)
            return handler.call(args, kwargs)

        return update_wrapper(protected, function)  # type: ignore[return-value]

    return decorate


def _is_disabled() -> bool:
    if not CIRCUIT_BREAKER_DISABLED.is_set() or not CIRCUIT_BREAKER_DISABLED.get():
        return False
    from aws_lambda_powertools._core.notices import warn

    warn(
        "Disabling the circuit breaker is intended for development environments only and should not be used in "
        "production."
    )
    return True
