"""Give a handler its event as a data class."""

from __future__ import annotations

from aws_lambda_powertools._core.decorators import wraps_handler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from aws_lambda_powertools.utilities.data_classes.common import DictWrapper
    from aws_lambda_powertools.utilities.typing import LambdaContext

    Event = TypeVar("Event", bound=DictWrapper)


@wraps_handler
def event_source(
    handler: Callable[[Any, LambdaContext], Any], event: dict[str, Any], context: LambdaContext, data_class: type[Event]
) -> Any:
    """Wrap the event of each invocation in a data class.

    @event_source(data_class=SQSEvent)
    def handler(event: SQSEvent, context: LambdaContext): ...
    """
    return handler(data_class(event), context)
