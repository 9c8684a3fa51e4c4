"""Data that is wrapped several times, with an error for each record that can't be read.

parse(event, Order, envelope=Unwrap(SqsModel, SnsModel))
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes.unwrapping import unwrap
from aws_lambda_powertools.utilities.parser._validators import validator_of
from aws_lambda_powertools.utilities.parser.envelopes.base import BaseEnvelope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    from aws_lambda_powertools.utilities.data_classes.unwrapping import Unwrapped

    Model = TypeVar("Model")


class Unwrap(BaseEnvelope):
    """What stands inside of wrappers: `Unwrap(SqsModel, SnsModel)` around messages of a topic that came by a queue.

    Each wrapper, a model or a data class of an event, says what is inside the one before it.
    """

    def __init__(self, *wrappers: Any) -> None:
        if not wrappers:
            raise TypeError("Unwrap needs at least one wrapper, such as SqsModel")
        self._wrappers = wrappers

    def parse(self, data: Any, model: type[Model]) -> list[Unwrapped[Model]]:
        """One result a message: its `value` as the model says, or its `error`, and the outermost `record` it came in.

        TypeError for a wrapper that holds nothing further; KeyError when the event is not what the first one says.
        """
        wanted: Any = model if hasattr(model, "model_validate") else validator_of(model)
        return list(unwrap(data, *self._wrappers, wanted))
