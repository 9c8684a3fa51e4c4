"""The document of one app: what its routes say is worked out once, and again when routes have been added."""

# The parts of the event handler know each other.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from dataclasses import fields, replace
from functools import partial
from typing import Any

from pydantic_core import to_json

from aws_lambda_powertools._core import environment
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.event_handler import _openapi_route
from aws_lambda_powertools.event_handler.openapi._document import (
    ERROR_DEFINITIONS,
    ERROR_DEFINITIONS_AS_SENT,
    Endpoint,
    check_security,
    document_of,
    operation_of,
)
from aws_lambda_powertools.event_handler.openapi._schemas import Schemas
from aws_lambda_powertools.event_handler.openapi.config import OpenAPIConfig

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from aws_lambda_powertools.event_handler._openapi_app import OpenAPIApp
    from aws_lambda_powertools.event_handler._route import Route

DEFAULTS = {field.name: field.default for field in fields(OpenAPIConfig)}


def config_with(config: OpenAPIConfig, options: Mapping[str, Any]) -> OpenAPIConfig:
    """The configuration, in which explicit options that are no defaults count more; TypeError for unknown ones."""
    unknown = sorted(set(options) - set(DEFAULTS))
    if unknown:
        raise TypeError(f"There is no option {unknown[0]!r} of an OpenAPI document; there are {', '.join(DEFAULTS)}")
    return replace(config, **{name: value for name, value in options.items() if value != DEFAULTS[name]})


def as_json(document: Mapping[str, Any]) -> str:
    """The document as JSON text, with two spaces for each level."""
    return to_json(document, indent=2).decode()


class AppDocument:
    """Paths and definitions of an app's routes."""

    def __init__(self, app: OpenAPIApp) -> None:
        self._app = app
        self._routes: list[Route] = []
        self._paths: dict[str, Any] = {}
        self._definitions: dict[str, Any] = {}

    def written(self, config: OpenAPIConfig) -> dict[str, Any]:
        """The whole document; its parts are shared, so whoever hands it out makes text or objects of it."""
        routes = [route for route in self._app.routes if route.include_in_schema]
        if routes != self._routes:
            self._work_out(routes)
            self._routes = routes
        for route in routes:
            check_security(route.security, config.security_schemes)
        return document_of(config, self._paths, self._definitions)

    def _work_out(self, routes: list[Route]) -> None:
        endpoints = [Endpoint(route, _openapi_route.dependant_of(route)) for route in routes]
        schemas = Schemas(field for endpoint in endpoints for field in endpoint.fields)
        paths: dict[str, Any] = {}
        seen: set[str] = set()
        for endpoint in endpoints:
            route = endpoint.route
            _warn_of_twins(route, seen)
            write = partial(operation_of, endpoint, schemas)
            operation = write(documents_errors=self._app._enable_validation, error_status=self._error_status(route))  # noqa: SLF001  of the same house
            paths.setdefault(route.openapi_path, {}).setdefault(route.method.lower(), operation)
        self._paths = paths
        errors = ERROR_DEFINITIONS_AS_SENT if environment.STRICT.get() else ERROR_DEFINITIONS
        self._definitions = {**errors, **schemas.definitions} if routes else {}

    def _error_status(self, route: Route) -> int | None:
        """The status of responses that do not fit, if one is set."""
        code = route.custom_response_validation_http_code or self._app._response_code  # noqa: SLF001  of the same house
        return None if code is None else int(code)


def _warn_of_twins(route: Route, seen: set[str]) -> None:
    """Operation ids must be unique; generated clients name their functions after them."""
    if route.operation_id in seen:
        function = getattr(route.func, "__name__", repr(route.func))
        warn(f"Duplicate Operation ID {route.operation_id} of function {function}; give each route its own.")
    seen.add(route.operation_id)
