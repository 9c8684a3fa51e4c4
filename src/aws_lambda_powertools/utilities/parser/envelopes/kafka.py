"""The values of Kafka records."""

from __future__ import annotations

from itertools import chain

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfMany
from aws_lambda_powertools.utilities.parser.models.kafka import KafkaMskEventModel, KafkaSelfManagedEventModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

MANAGED = "aws:kafka"


class KafkaEnvelope(EnvelopeOfMany):
    """The value of each record of Kafka topics, from Amazon MSK or from a cluster of one's own."""

    def _held(self, data: Any) -> Iterable[Any]:
        kind = KafkaMskEventModel if data.get("eventSource") == MANAGED else KafkaSelfManagedEventModel
        return [record.value for record in chain(*kind.model_validate(data).records.values())]
