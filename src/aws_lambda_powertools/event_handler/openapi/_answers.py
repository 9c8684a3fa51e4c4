"""What a client is told when its request, or our response, does not fit."""

from __future__ import annotations

from aws_lambda_powertools.event_handler._response import Response
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    MalformedBodyError,
    RequestUnsupportedContentType,
    RequestValidationError,
    ResponseValidationError,
    ValidationException,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.event_handler._route import Route

UNPROCESSABLE = 422
STATUSES: dict[type[Exception], int] = {
    RequestUnsupportedContentType: 415,
    MalformedBodyError: 400,
    RequestValidationError: UNPROCESSABLE,
}
"""By class, the narrower ones first."""


def answer_to(
    error: Exception, route: Route | None, response_code: int | None, *, as_problem: bool = False
) -> Response[Any] | None:
    """The answer to a validation error: status, and where what is wrong; None for other errors."""
    if not isinstance(error, ValidationException):
        return None
    status = _status_of(error, route, response_code)
    if status is None:
        return None
    if as_problem:
        return _problem(error, status)
    detail = [{"loc": found["loc"], "type": found["type"]} for found in error.errors()]
    return Response(status, "application/json", {"statusCode": status, "detail": detail})


def _problem(error: ValidationException, status: int) -> Response[Any]:
    """The answer as a problem. Source: RFC 9457 (https://www.rfc-editor.org/rfc/rfc9457)."""
    from http import HTTPStatus

    errors = [{"loc": found["loc"], "type": found["type"], "msg": found["msg"]} for found in error.errors()]
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": f"Values that do not fit: {len(errors)}.",
        "errors": errors,
    }
    return Response(status, "application/problem+json", problem)


def _status_of(error: ValidationException, route: Route | None, response_code: int | None) -> int | None:
    if isinstance(error, ResponseValidationError):
        of_route = None if route is None else route.custom_response_validation_http_code
        return int(of_route or response_code or UNPROCESSABLE)
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), None)
