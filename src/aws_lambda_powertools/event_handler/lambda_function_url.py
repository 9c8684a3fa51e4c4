"""LambdaFunctionUrlResolver: function URLs, which send what an HTTP API sends."""

from __future__ import annotations

from aws_lambda_powertools.event_handler._app import ApiGatewayResolver

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.lambda_function_url_event import LambdaFunctionUrlEvent


class LambdaFunctionUrlResolver(ApiGatewayResolver):
    """Routes the events of a Lambda function URL."""

    if TYPE_CHECKING:

        @property
        def current_event(self) -> LambdaFunctionUrlEvent:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body

    def _class_of_events(self) -> Any:
        if self._given_proxy_type is not None:
            return super()._class_of_events()
        from aws_lambda_powertools.utilities.data_classes.lambda_function_url_event import LambdaFunctionUrlEvent

        return LambdaFunctionUrlEvent

    def _get_base_path(self) -> str:
        """The stage of function URLs is `$default`, which stands in no path."""
        context = self.current_event.request_context
        stage = context.stage
        if stage and stage != "$default" and context.http.path.startswith(f"/{stage}"):
            return f"/{stage}"
        return ""

    def _carried(self, event: Any, headers: dict[str, str]) -> dict[str, Any]:  # noqa: ARG002  # the same for all events
        return {"headers": headers, "cookies": []}
