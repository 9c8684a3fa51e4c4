"""OpenAPIApp: what a resolver knows of validation and OpenAPI."""

from __future__ import annotations

from abc import ABC

TYPE_CHECKING = False
if TYPE_CHECKING:
    from http import HTTPStatus
    from typing import Any

    from aws_lambda_powertools.event_handler._route import Route


class OpenAPIApp(ABC):
    """Validation and OpenAPI of an app."""

    def _set_up_validation(self, enable_validation: bool, response_code: HTTPStatus | int | None) -> None:
        self._enable_validation = enable_validation

    def _check_route_code(self, options: dict[str, Any]) -> None:
        """ValueError for a status that can't be the route's for responses that do not match their annotation."""

    def _validation_middlewares(self, route: Route) -> tuple[Any, Any]:
        raise NotImplementedError

    def _validation_answer(self, error: Exception, route: Route | None) -> Any:
        return None
