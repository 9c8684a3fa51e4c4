"""The body of a request to a function URL."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfOne, body_of
from aws_lambda_powertools.utilities.parser.models.lambda_function_url import LambdaFunctionUrlModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class LambdaFunctionUrlEnvelope(EnvelopeOfOne):
    """The body of a request to a Lambda function URL; None where there is none."""

    def _held(self, data: Any) -> Any:
        event = LambdaFunctionUrlModel.model_validate(data)
        return body_of(event.body, event.isBase64Encoded)
