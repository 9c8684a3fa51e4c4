"""APIGatewayHttpResolver: HTTP APIs of API Gateway, in payload format 2.0."""

from __future__ import annotations

from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
from aws_lambda_powertools.event_handler._proxy_events import ProxyEventType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.api_gateway_proxy_event import APIGatewayProxyEventV2


class APIGatewayHttpResolver(ApiGatewayResolver):
    """Routes the events of an API Gateway HTTP API."""

    _proxy_event_type = ProxyEventType.APIGatewayProxyEventV2

    if TYPE_CHECKING:

        @property
        def current_event(self) -> APIGatewayProxyEventV2:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body

    def _get_base_path(self) -> str:
        """The stage, where paths are called with it: without a custom domain."""
        context = self.current_event.request_context
        stage = context.stage
        if stage and stage != "$default" and context.http.path.startswith(f"/{stage}"):
            return f"/{stage}"
        return ""

    def _headers_for(self, event: Any, content_type: str) -> dict[str, Any]:  # noqa: ARG002  # the same for all events
        return {"headers": {"Content-Type": content_type}, "cookies": []}
