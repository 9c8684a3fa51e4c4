"""What a middleware of the factory adds to a handler that does nothing."""

from __future__ import annotations

from functools import partial

from harness.answer import gives
from harness.scenario import hot
from scenarios.fixtures import CONTEXT, EVENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


@hot("middleware_factory.decorator", check=gives("done"))
def decorator() -> Callable[[], str]:
    from aws_lambda_powertools.middleware_factory import lambda_handler_decorator

    @lambda_handler_decorator
    def passes_on(handler: Callable[[Any, Any], str], event: Any, context: Any) -> str:
        return handler(event, context)

    @passes_on
    def handler(event: Any, context: Any) -> str:
        return "done"

    return partial(handler, EVENT, CONTEXT)
