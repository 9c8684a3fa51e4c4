"""LambdaFunctionUrlResolver: function URLs, which send what an HTTP API sends."""

from __future__ import annotations

from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
from aws_lambda_powertools.event_handler._proxy_events import ProxyEventType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.lambda_function_url_event import LambdaFunctionUrlEvent


class LambdaFunctionUrlResolver(ApiGatewayResolver):
    """Routes the events of a Lambda function URL."""

    _proxy_event_type = ProxyEventType.LambdaFunctionUrlEvent

    if TYPE_CHECKING:

        @property
        def current_event(self) -> LambdaFunctionUrlEvent:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body

    def _get_base_path(self) -> str:
        """The stage of function URLs is `$default`, which stands in no path."""
        context = self.current_event.request_context
        stage = context.stage
        if stage and stage != "$default" and context.http.path.startswith(f"/{stage}"):
            return f"/{stage}"
        return ""

    def _headers_for(self, event: Any, content_type: str) -> dict[str, Any]:  # noqa: ARG002  # the same for all events
        return {"headers": {"Content-Type": content_type}, "cookies": []}
