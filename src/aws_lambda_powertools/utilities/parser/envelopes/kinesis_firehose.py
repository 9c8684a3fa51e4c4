"""The data that Firehose delivers."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfMany, text_of
from aws_lambda_powertools.utilities.parser.models.kinesis_firehose import KinesisFirehoseModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class KinesisFirehoseEnvelope(EnvelopeOfMany):
    """The data of each record that Firehose sends to be transformed; gzip and zlib are inflated."""

    def _held(self, data: Any) -> Iterable[Any]:
        event = KinesisFirehoseModel.model_validate(data)
        return (text_of(record.data) for record in event.records)
