"""What validation and OpenAPI know of a route; worked out at its first use and kept with it."""

from __future__ import annotations

from aws_lambda_powertools.event_handler.openapi._request_plan import RequestPlan
from aws_lambda_powertools.event_handler.openapi._response_plan import ResponsePlan
from aws_lambda_powertools.event_handler.openapi.dependant import get_body_field, get_dependant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.event_handler.openapi.compat import ModelField
    from aws_lambda_powertools.event_handler.openapi.params import Dependant

    Overrides = Mapping[Callable[..., Any], Callable[..., Any]]

DEPENDANT, BODY, REQUESTS, RESPONSES = "_dependant", "_body_field", "_request_plan", "_response_plan"


def dependant_of(route: Route) -> Dependant:
    """The fields of a route's handler."""
    kept = route.__dict__
    if DEPENDANT not in kept:
        kept[DEPENDANT] = get_dependant(
            path=route.path, call=route.func, name=route.operation_id, responses=route.responses
        )
    return kept[DEPENDANT]  # type: ignore[no-any-return]  # put there above


def body_field_of(route: Route) -> ModelField | None:
    """The whole body of a route's requests as one field."""
    kept = route.__dict__
    if BODY not in kept:
        kept[BODY] = get_body_field(dependant=dependant_of(route), name=route.operation_id)
    return kept[BODY]  # type: ignore[no-any-return]  # put there above


def request_plan_of(route: Any, overrides: Overrides) -> RequestPlan:
    """How the route reads requests; dependencies that a test replaces are asked for the replacement's parameters."""
    if overrides:
        return RequestPlan(get_dependant(path=route.path, call=route.func, overrides=overrides))
    plan: RequestPlan | None = route.__dict__.get(REQUESTS)
    if plan is None:
        plan = route.__dict__[REQUESTS] = RequestPlan(dependant_of(route))
    return plan


def response_plan_of(route: Any) -> ResponsePlan:
    """How the route checks what it answers."""
    plan: ResponsePlan | None = route.__dict__.get(RESPONSES)
    if plan is None:
        plan = route.__dict__[RESPONSES] = ResponsePlan(dependant_of(route).return_param)
    return plan


def openapi_path_of(
    route: Route, *, enable_validation: bool = False, **_: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the document says of the route, by its method, and the definitions that this refers to."""
    from aws_lambda_powertools.event_handler.openapi._document import Endpoint, operation_of
    from aws_lambda_powertools.event_handler.openapi._schemas import Schemas

    endpoint = Endpoint(route, dependant_of(route))
    schemas = Schemas(endpoint.fields)
    operation = operation_of(endpoint, schemas, documents_errors=enable_validation, error_status=None)
    return {route.method.lower(): operation}, schemas.definitions
