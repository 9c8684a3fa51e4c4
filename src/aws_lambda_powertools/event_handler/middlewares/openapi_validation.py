"""The middlewares that hold requests and responses against the annotations of handlers.

The first stands before all others, so that these see validated arguments; the second right around the handler, so
that they see validated, plain bodies. What a middleware answers by itself is not validated.
"""

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

    def handler(self, app: ApiGatewayResolver, next_middleware: NextMiddleware) -> Any:
        """Validate, then go on."""
        validate_request(app, _state(app))
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
        return self.validated(next_middleware(app), _state(app))

    def validated(self, response: Any, state: RequestState) -> Any:
        """The response with its body as plain data; a copy, for it may be the handler's own."""
        if not isinstance(response, (Response, BedrockResponse)):
            return response
        from aws_lambda_powertools.event_handler import _openapi_route
        from aws_lambda_powertools.event_handler.openapi._response_plan import ResponseMismatch

        route: Any = state.route
        plan = _openapi_route.response_plan_of(route)
        try:
            body = plan.body(response.body, self._validation_serializer)
        except ResponseMismatch as mismatch:
            raise mismatch.raised_for(
                route_has_status=route.custom_response_validation_http_code is not None,
                app_has_status=self._has_response_validation_error,
            ) from mismatch.__cause__
        if body is response.body:
            return response
        copied: Any = type(response).__new__(type(response))
        copied.__dict__.update(response.__dict__)
        copied.body = body
        return copied


OpenAPIValidationMiddleware = OpenAPIRequestValidationMiddleware
"""The name of earlier versions."""


def validate_request(app: ApiGatewayResolver, state: RequestState) -> None:
    """Put validated arguments in the place of those that the path gave."""
    from aws_lambda_powertools.event_handler import _openapi_route

    plan = _openapi_route.request_plan_of(state.route, app.dependency_overrides)
    arguments, state.dependency_arguments = plan.arguments(state.event, state.path_arguments)
    state.context["_route_args"] = arguments


def _state(app: ApiGatewayResolver) -> RequestState:
    state = current.get()
    return state if state is not None and state.app is app else app._request_state()  # noqa: SLF001  of the same house
