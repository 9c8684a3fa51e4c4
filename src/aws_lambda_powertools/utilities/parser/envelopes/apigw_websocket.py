"""A message to a WebSocket API."""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.envelopes.base import EnvelopeOfOne, body_of
from aws_lambda_powertools.utilities.parser.models.apigw_websocket import APIGatewayWebSocketMessageEventModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ApiGatewayWebSocketEnvelope(EnvelopeOfOne):
    """The message that a client sent through a WebSocket API of API Gateway."""

    def _held(self, data: Any) -> Any:
        event = APIGatewayWebSocketMessageEventModel.model_validate(data)
        return body_of(event.body, event.is_base64_encoded)
