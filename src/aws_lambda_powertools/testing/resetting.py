"""reset: the toolkit forgets what happened, as if the process had just imported the function.

Only modules that are loaded already are looked at: nothing is imported, so that it costs tests next to nothing.
"""

# Private parts of our own modules are put back here, and no other module has to know of it.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

from aws_lambda_powertools._core import clock, forks, invocation, notices

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = "aws_lambda_powertools"


def reset() -> None:
    """Forget all that invocations leave behind.

    - the clock runs
    - the next invocation is a cold start
    - Loggers have the keys of their constructors, and nothing is held back in their buffers
    - metrics that were added and not emitted are gone; default dimensions stay
    - no segment is open; what switched tracing on or off for later Tracers is forgotten
    - get_parameter and the like make their providers anew, and caches are empty; what stands in stores stays, and so
      does what a provider of your own remembers (`provider.clear_cache()`)
    - what this process has seen of circuits is forgotten, unless their store knows it
    - warnings that go out once go out again
    """
    clock.unfreeze()
    notices.forget()
    invocation._running.clear()  # noqa: SLF001
    invocation._current.set(None)  # noqa: SLF001
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{PACKAGE}.") and "is_cold_start" in vars(module):
            vars(module)["is_cold_start"] = True
    for name, forget in _FORGET.items():
        loaded = sys.modules.get(f"{PACKAGE}.{name}")
        if loaded is not None:
            forget(loaded)


def _forget_logs(module: Any) -> None:
    for logger in list(module._loggers):  # noqa: SLF001
        if logger.registered_handler is None:  # a child without a parent has no keys
            continue
        with suppress(NotImplementedError):  # a formatter of the user's own may have none
            logger.clear_state()
        if logger.line_buffer is not None:
            logger.line_buffer.cache.clear()


def _forget_metrics(module: Any) -> None:
    ledger = module.SHARED
    ledger._open.clear()  # noqa: SLF001
    ledger.base.clear()


def _forget_points(module: Any) -> None:
    ledger = module.SHARED
    ledger._open.clear()  # noqa: SLF001
    ledger.base.take()


def _forget_trace(module: Any) -> None:
    module.current.set(None)


def _forget_tracers(module: Any) -> None:
    tracer = module.Tracer
    tracer._config = dict(tracer._default_config)  # noqa: SLF001
    tracer._own_provider = tracer._redaction = None  # noqa: SLF001


def _forget_parameters(module: Any) -> None:
    module.DEFAULT_PROVIDERS.clear()


def _forget_caches(module: Any) -> None:
    watched: list[Any] = list(forks._watched)  # noqa: SLF001
    for owner in watched:
        if isinstance(owner, module.LRUCache):  # a TTLCache holds one
            owner.clear()


def _forget_circuits(module: Any) -> None:
    for counted in (
        module._LOCAL_FAILURES,  # noqa: SLF001
        module._LOCAL_SUCCESSES,  # noqa: SLF001
        module._LAST_OBSERVED_STATE,  # noqa: SLF001
        module._BEING_TRIED,  # noqa: SLF001
    ):
        counted.clear()


_FORGET: dict[str, Callable[[Any], None]] = {
    "logging.logger": _forget_logs,
    "metrics.metrics": _forget_metrics,
    "metrics.provider.datadog.metrics": _forget_points,
    "tracing._context": _forget_trace,
    "tracing.tracer": _forget_tracers,
    "utilities.parameters.constants": _forget_parameters,
    "utilities.circuit_breaker.base": _forget_circuits,
    "_core.cache": _forget_caches,
}
"""Modules that keep something from one invocation to the next, and how it is forgotten."""
