"""The data of a Kinesis data stream."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfMany, text_of
from aws_lambda_powertools.utilities.parser.models.kinesis import KinesisDataStreamModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class KinesisDataStreamEnvelope(EnvelopeOfMany):
    """The data of each record of a Kinesis data stream; gzip and zlib are inflated."""

    def _held(self, data: Any) -> Iterable[Any]:
        event = KinesisDataStreamModel.model_validate(data)
        return (text_of(record.kinesis.data) for record in event.Records)
