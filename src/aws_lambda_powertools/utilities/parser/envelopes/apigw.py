"""The body of a request to a REST API."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfOne, body_of
from aws_lambda_powertools.utilities.parser.models.apigw import APIGatewayProxyEventModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ApiGatewayEnvelope(EnvelopeOfOne):
    """The body of a request through a REST API of API Gateway; None where there is none."""

    def _held(self, data: Any) -> Any:
        event = APIGatewayProxyEventModel.model_validate(data)
        return body_of(event.body, event.isBase64Encoded)
