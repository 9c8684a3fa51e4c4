"""Libraries that Tracer does not know, traced by OpenTelemetry's instrumentors where their packages are installed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any


def instrument_others(modules: Sequence[str], tracer_provider: Any) -> Sequence[str]:
    """Load the instrumentors of libraries that Tracer does not know; gives the names that are left for Tracer.

    Without a tracer provider of their own, they use OpenTelemetry's global one.
    """
    from aws_lambda_powertools.tracing._patch import hook

    if isinstance(modules, str):
        return modules
    options = {} if tracer_provider is None else {"tracer_provider": tracer_provider}
    left: list[str] = []
    for name in modules:
        is_known = name in hook.LIBRARIES or name in hook.ALIASES
        instrumentor = None if is_known else _instrumentor_of(name)
        if instrumentor is None:
            left.append(name)
        elif not instrumentor.is_instrumented_by_opentelemetry:
            instrumentor.instrument(**options)
    return left


def _instrumentor_of(name: str) -> Any:
    from importlib.metadata import entry_points

    found = next(iter(entry_points(group="opentelemetry_instrumentor", name=name)), None)
    return None if found is None else found.load()()
