"""ALBResolver: Application Load Balancers, which take no null bodies, no large ones, and do not decode query strings.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
"""

from __future__ import annotations

from aws_lambda_powertools.event_handler._app import ApiGatewayResolver, listed
from aws_lambda_powertools.event_handler._response import Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from http import HTTPStatus
    from re import Pattern
    from typing import Any

    from aws_lambda_powertools.event_handler._builder import ResponseBuilder
    from aws_lambda_powertools.event_handler._cors import CORSConfig
    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.event_handler._state import RequestState
    from aws_lambda_powertools.utilities.data_classes.alb_event import ALBEvent
    from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent

MAX_RESPONSE_BYTES = 1024 * 1024
"""What a load balancer passes on; larger responses become a 502."""


class ALBResolver(ApiGatewayResolver):
    """Routes the events of an Application Load Balancer.

    Beyond what all resolvers take: `decode_query_parameters` undoes the percent encoding that the load balancer
    leaves in names and values of the query string. `enable_response_size_validation` raises
    ResponseSizeExceededError, which an exception handler may answer, for responses of more than 1 MiB.
    """

    _paths_are_encoded = True

    if TYPE_CHECKING:

        @property
        def current_event(self) -> ALBEvent:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body

    def _class_of_events(self) -> Any:
        if self._given_proxy_type is not None:
            return super()._class_of_events()
        from aws_lambda_powertools.utilities.data_classes.alb_event import ALBEvent

        return ALBEvent

    def __init__(
        self,
        cors: CORSConfig | None = None,
        debug: bool | None = None,
        serializer: Callable[[Any], str] | None = None,
        strip_prefixes: Sequence[str | Pattern[str]] | None = None,
        enable_validation: bool = False,
        response_validation_error_http_code: HTTPStatus | int | None = None,
        json_body_deserializer: Callable[[str], Any] | None = None,
        decode_query_parameters: bool = False,
        enable_response_size_validation: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(
            None,
            cors,
            debug,
            serializer,
            strip_prefixes,
            enable_validation,
            response_validation_error_http_code,
            json_body_deserializer,
            **more,
        )
        self._decodes = decode_query_parameters or self._strict_http
        self._limit = MAX_RESPONSE_BYTES if enable_response_size_validation else None

    def _get_base_path(self) -> str:
        """Load balancers pass paths on as they are."""
        return ""

    def _to_proxy_event(self, event: Any) -> BaseProxyEvent:
        if not self._decodes:
            return super()._to_proxy_event(event)
        from aws_lambda_powertools.event_handler._gateways.alb_decoding import DecodedALBEvent

        return DecodedALBEvent(event, self._json_body_deserializer)

    def _carried(self, event: Any, headers: dict[str, str]) -> dict[str, Any]:
        if event.get("multiValueHeaders"):
            return {"multiValueHeaders": listed(headers)}
        return {"headers": headers}

    def _finish(self, result: Any, state: RequestState) -> dict[str, Any]:
        if result is None:
            result = ""  # as JSON it would be null
        answer = super()._finish(result, state)
        if self._limit is None:
            return answer
        from aws_lambda_powertools.event_handler._gateways.alb_limit import within_limit

        return within_limit(self, answer, self._limit, lambda another: super(ALBResolver, self)._finish(another, state))

    def _builder(self, response: Any, route: Route | None) -> ResponseBuilder:
        if response.body is None:
            response = Response(response.status_code, None, "", response.headers, response.cookies, response.compress)
        return super()._builder(response, route)
