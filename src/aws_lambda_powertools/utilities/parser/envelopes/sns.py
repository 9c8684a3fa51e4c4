"""The messages of SNS topics, also through SQS."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfMany
from aws_lambda_powertools.utilities.parser.envelopes.sqs import sqs_bodies
from aws_lambda_powertools.utilities.parser.models.sns import SnsModel, SnsNotificationModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class SnsEnvelope(EnvelopeOfMany):
    """The message of each notification of an SNS topic."""

    def _held(self, data: Any) -> Iterable[Any]:
        event = SnsModel.model_validate(data)
        return [record.Sns.Message for record in event.Records]


class SnsSqsEnvelope(EnvelopeOfMany):
    """The message of each notification of an SNS topic that came through an SQS queue."""

    def _held(self, data: Any) -> Iterable[Any]:
        for body in sqs_bodies(data):
            notification = self._parse(body, SnsNotificationModel)
            yield notification and notification.Message
