"""APIGatewayRestResolver: REST APIs of API Gateway, whose paths may end in slashes."""

from __future__ import annotations

from aws_lambda_powertools.event_handler._app import ApiGatewayResolver, listed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.api_gateway_proxy_event import APIGatewayProxyEvent


class APIGatewayRestResolver(ApiGatewayResolver):
    """Routes the events of an API Gateway REST API. A slash at the end of a path makes no difference."""

    _trailing_slashes = True
    _paths_are_encoded = True

    if TYPE_CHECKING:

        @property
        def current_event(self) -> APIGatewayProxyEvent:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body

    def _class_of_events(self) -> Any:
        if self._given_proxy_type is not None:
            return super()._class_of_events()
        from aws_lambda_powertools.utilities.data_classes.api_gateway_proxy_event import APIGatewayProxyEvent

        return APIGatewayProxyEvent

    def _get_base_path(self) -> str:
        """The stage, where paths are called with it: without a custom domain."""
        context = self.current_event.request_context
        stage = context.stage
        if stage and stage != "$default" and (context.path or "").startswith(f"/{stage}"):
            return f"/{stage}"
        return ""

    def _carried(self, event: Any, headers: dict[str, str]) -> dict[str, Any]:  # noqa: ARG002  # the same for all events
        return {"multiValueHeaders": listed(headers)}
