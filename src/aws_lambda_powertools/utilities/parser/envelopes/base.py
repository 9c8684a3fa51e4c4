"""What an envelope is: it takes business data out of an event.

class OrdersEnvelope(BaseEnvelope):
    def parse(self, data, model):
        return [self._parse(order, model) for order in data["orders"]]
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod

from aws_lambda_powertools._core import encoding
from aws_lambda_powertools.utilities.parser._validators import validated, validator_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeVar

    Model = TypeVar("Model")


class BaseEnvelope(ABC):
    """What all envelopes have in common; a subclass says in `parse` where the data stands."""

    @staticmethod
    def _parse(data: Any, model: type[Model]) -> Model | None:
        """The data as the model says, a text read as JSON; None for data that is not there."""
        if data is None:
            return None
        parsed: Model = validated(data, model)
        return parsed

    @abstractmethod
    def parse(self, data: Any, model: Any) -> Any:
        """What an event carries, as the model says."""


class EnvelopeOfOne(BaseEnvelope):
    """Around one thing, such as the body of a request."""

    def parse(self, data: Any, model: type[Model]) -> Model | None:
        """What the event carries, as the model says; None where it carries nothing."""
        held = self._held(data)
        return None if held is None else validated(held, model)

    @abstractmethod
    def _held(self, data: Any) -> Any:
        """What an event carries."""


class EnvelopeOfMany(BaseEnvelope):
    """Around many things of one kind, such as the messages of a queue."""

    def parse(self, data: Any, model: type[Model]) -> list[Model | None]:
        """What each record carries, as the model says.

        The first that does not fit raises its error, which tells in a note which one it was. With the envelope
        `Unwrap` each record keeps its own error.
        """
        validator = validator_of(model)
        of_json, of_python = validator.validate_json, validator.validate_python
        parsed: list[Model | None] = []
        try:
            # As `_parse` does with each of them, but a batch may be of thousands.
            for held in self._held(data):
                if isinstance(held, str):
                    parsed.append(of_json(held))
                else:
                    parsed.append(None if held is None else of_python(held))
        except Exception as error:
            note_record(error, len(parsed))
            raise
        return parsed

    @abstractmethod
    def _held(self, data: Any) -> Iterable[Any]:
        """What the records of an event carry."""


def note_record(error: Exception, position: int) -> None:
    """Add to an error which record it is about; Python 3.10 has no notes."""
    if sys.version_info >= (3, 11):
        error.add_note(f"in record {position} of the event, counted from 0")


def body_of(text: Any, is_base64: bool | None) -> Any:
    """The body of a request; decoded where the event says that it is base64, which is never JSON."""
    if not is_base64 or not isinstance(text, str):
        return text
    try:
        return encoding.utf8(encoding.base64_decode(text))
    except encoding.EncodingError:
        return text  # whoever writes events by hand forgets the flag


def text_of(data: Any) -> Any:
    """The text in a stream's bytes, which producers may have compressed with gzip or zlib."""
    if not isinstance(data, bytes):
        return data
    try:
        return data.decode()
    except UnicodeDecodeError:
        return encoding.utf8(encoding.inflate(data))
