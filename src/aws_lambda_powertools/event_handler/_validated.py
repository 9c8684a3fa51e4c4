"""The end of a chain whose route is validated: the handler, with what it gets and what it returns held against it.

Without middlewares the request is validated here too. With some, that is done by the first of them, so that the
others see validated arguments.
"""

# Users' own data has no types.
# pyright: reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false
# A copy without a call of the constructor.
# pyright: reportCallIssue=false

from __future__ import annotations

from aws_lambda_powertools.event_handler._chain import Endpoint
from aws_lambda_powertools.event_handler._openapi_route import request_plan_of, response_plan_of
from aws_lambda_powertools.event_handler._response import BedrockResponse, Response
from aws_lambda_powertools.event_handler.openapi._response_plan import ResponseMismatch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.event_handler._state import RequestState


def validate_request(state: RequestState) -> dict[str, Any]:
    """Put validated arguments in the place of those that the path gave, and return them."""
    plan = request_plan_of(state.route, state.app.dependency_overrides)
    arguments, state.dependency_arguments = plan.arguments(state.event, state.path_arguments)
    state.context["_route_args"] = arguments
    return arguments


class ResponseValidation:
    """Holds what handlers return against their annotations.

    `custom_serializer` gets objects that have no JSON form; `app_has_status` says that mismatches have a status.
    """

    __slots__ = ("_app_has_status", "_custom_serializer")

    def __init__(self, custom_serializer: Callable[[Any], Any] | None, *, app_has_status: bool) -> None:
        self._custom_serializer = custom_serializer
        self._app_has_status = app_has_status

    def result(self, result: Any, route: Route) -> Any:
        """What the handler returned, with a body that is plain data."""
        if hasattr(result, "buffered"):  # a stream: nobody knows yet what it will say
            return result
        if isinstance(result, (Response, BedrockResponse)):
            return self._response(result, route)
        if isinstance(result, tuple) and len(result) in {2, 3}:
            return (self._body(result[0], route), *result[1:])
        return self._body(result, route)

    def _response(self, response: Any, route: Route) -> Any:
        """The response; a copy, if its body changes, for it may be the handler's own."""
        body = self._body(response.body, route)
        if body is response.body:
            return response
        copied: Any = object.__new__(type(response))
        copied.__dict__.update(response.__dict__)
        copied.body = body
        return copied

    def _body(self, body: Any, route: Route) -> Any:
        try:
            return response_plan_of(route).body(body, self._custom_serializer)
        except ResponseMismatch as mismatch:
            raise mismatch.raised_for(
                route_has_status=route.custom_response_validation_http_code is not None,
                app_has_status=self._app_has_status,
            ) from mismatch.__cause__


class ValidatedEndpoint(Endpoint):
    """Calls the handler of a route, in between two validations."""

    def __init__(self, route: Route, name: str, validation: ResponseValidation, *, reads_request: bool) -> None:
        super().__init__(route.func, name, route.plan)
        self._route = route
        self._validation = validation
        self._reads_request = reads_request

    def arguments(self, state: RequestState) -> dict[str, Any]:
        """The validated arguments."""
        return validate_request(state) if self._reads_request else super().arguments(state)

    def run(self, state: RequestState) -> Any:
        """What the handler returns, as plain data."""
        return self._validation.result(super().run(state), self._route)

    async def run_async(self, state: RequestState) -> Any:
        """The same on the caller's loop."""
        return self._validation.result(await super().run_async(state), self._route)
