"""The middlewares that hold requests and responses against the annotations of handlers.

Resolvers with `enable_validation=True` do it by themselves: the first stands before all other middlewares, so that
these see validated arguments; what the second does happens right around the handler, so that they see validated,
plain bodies. What a middleware answers by itself is not validated.
"""

# The parts of the event handler know each other.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from aws_lambda_powertools.event_handler._response import BedrockResponse, Response
from aws_lambda_powertools.event_handler._state import current
from aws_lambda_powertools.event_handler.middlewares.base import BaseMiddlewareHandler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
    from aws_lambda_powertools.event_handler._state import RequestState
    from aws_lambda_powertools.event_handler.middlewares.base import NextMiddleware

CONTENT_DISPOSITION_NAME_PARAM = "name="
APPLICATION_JSON_CONTENT_TYPE = "application/json"
APPLICATION_FORM_CONTENT_TYPE = "application/x-www-form-urlencoded"
MULTIPART_FORM_DATA_CONTENT_TYPE = "multipart/form-data"


class OpenAPIRequestValidationMiddleware(BaseMiddlewareHandler["ApiGatewayResolver"]):
    """Turns what the request says into the arguments of the handler; RequestValidationError when it does not fit."""

    runs_on_loop = True
    """It only passes on what comes after it, so among async middlewares it needs no thread."""

    def handler(self, app: ApiGatewayResolver, next_middleware: NextMiddleware) -> Any:
        """Validate, then go on."""
        from aws_lambda_powertools.event_handler._validated import validate_request

        validate_request(_state(app))
        return next_middleware(app)


class OpenAPIResponseValidationMiddleware(BaseMiddlewareHandler["ApiGatewayResolver"]):
    """Holds what the handler returns against its annotation, and makes plain data of it.

    `validation_serializer` gets the objects that have no JSON form; with `has_response_validation_error` a response
    that does not fit raises ResponseValidationError, else RequestValidationError unless its route has a status.
    """

    def __init__(
        self,
        validation_serializer: Callable[[Any], str] | None = None,
        has_response_validation_error: bool = False,
    ) -> None:
        self._validation_serializer = validation_serializer
        self._has_response_validation_error = has_response_validation_error

    def handler(self, app: ApiGatewayResolver, next_middleware: NextMiddleware) -> Any:
        """Go on, then validate."""
        from aws_lambda_powertools.event_handler._validated import ResponseValidation

        response: Any = next_middleware(app)
        route = _state(app).route
        if route is None or not isinstance(response, (Response, BedrockResponse)):
            return response
        validation = ResponseValidation(self._validation_serializer, app_has_status=self._has_response_validation_error)
        return validation.result(response, route)


OpenAPIValidationMiddleware = OpenAPIRequestValidationMiddleware
"""The name of earlier versions."""


def _state(app: ApiGatewayResolver) -> RequestState:
    state = current.get()
    return state if state is not None and state.app is app else app._request_state()  # noqa: SLF001  of the same house
