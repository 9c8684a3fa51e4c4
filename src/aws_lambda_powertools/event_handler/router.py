"""Routers whose `current_event` is typed for one front; each works in any app."""

from __future__ import annotations

from aws_lambda_powertools.event_handler._router import Router

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.alb_event import ALBEvent
    from aws_lambda_powertools.utilities.data_classes.api_gateway_proxy_event import (
        APIGatewayProxyEvent,
        APIGatewayProxyEventV2,
    )
    from aws_lambda_powertools.utilities.data_classes.lambda_function_url_event import LambdaFunctionUrlEvent


class APIGatewayRouter(Router):
    """Routes for a REST API."""

    if TYPE_CHECKING:

        @property
        def current_event(self) -> APIGatewayProxyEvent:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body


class APIGatewayHttpRouter(Router):
    """Routes for an HTTP API."""

    if TYPE_CHECKING:

        @property
        def current_event(self) -> APIGatewayProxyEventV2:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body


class LambdaFunctionUrlRouter(Router):
    """Routes for a function URL."""

    if TYPE_CHECKING:

        @property
        def current_event(self) -> LambdaFunctionUrlEvent:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body


class ALBRouter(Router):
    """Routes for a load balancer."""

    if TYPE_CHECKING:

        @property
        def current_event(self) -> ALBEvent:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body
