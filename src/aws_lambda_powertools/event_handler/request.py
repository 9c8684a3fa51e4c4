"""Request: a read-only view of the request, for handlers, middlewares and dependencies that ask for it by type.

@app.get("/orders/<order_id>")
def order(request: Request) -> dict:
    return {"route": request.route, "agent": request.headers.get("user-agent")}
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent


class Request:
    """The request that is being handled: its route, parameters, headers and body."""

    __slots__ = ("_context", "_current_event", "_path_parameters", "_route_path")

    def __init__(
        self,
        route_path: str,
        path_parameters: dict[str, Any],
        current_event: BaseProxyEvent,
        context: dict[str, Any] | None = None,
    ) -> None:
        self._route_path = route_path
        self._path_parameters = path_parameters
        self._current_event = current_event
        self._context: dict[str, Any] = {} if context is None else context

    @property
    def route(self) -> str:
        """The path of the route as OpenAPI writes it: `/orders/{order_id}`."""
        return self._route_path

    @property
    def path_parameters(self) -> dict[str, Any]:
        """The parameters of the path by name, as the route gave them."""
        return self._path_parameters

    @property
    def method(self) -> str:
        """The HTTP method in upper case."""
        return self._current_event.http_method.upper()

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; names match in any case."""
        return self._current_event.headers or {}

    @property
    def query_parameters(self) -> Mapping[str, str] | None:
        """The query string, one value for each name."""
        return self._current_event.query_string_parameters

    @property
    def body(self) -> str | None:
        """The body as it came."""
        return self._current_event.body

    @property
    def json_body(self) -> Any:
        """The body as JSON data; None when there is none."""
        return self._current_event.json_body

    @property
    def resolved_event(self) -> BaseProxyEvent:
        """The whole event, as the class of its source."""
        return self._current_event

    @property
    def context(self) -> dict[str, Any]:
        """What middlewares and `app.append_context` share; the same dict as `app.context`."""
        return self._context
