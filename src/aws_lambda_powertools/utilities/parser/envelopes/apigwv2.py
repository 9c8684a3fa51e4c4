"""The body of a request to an HTTP API."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfOne, body_of
from aws_lambda_powertools.utilities.parser.models.apigwv2 import APIGatewayProxyEventV2Model

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ApiGatewayV2Envelope(EnvelopeOfOne):
    """The body of a request through an HTTP API of API Gateway; None where there is none."""

    def _held(self, data: Any) -> Any:
        event = APIGatewayProxyEventV2Model.model_validate(data)
        return body_of(event.body, event.isBase64Encoded)
