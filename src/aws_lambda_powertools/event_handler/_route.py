"""Route: one handler with its method, rule and options.

An app with 500 routes makes 500 of these in its cold start. So a route keeps what it was given, and works out the
rest (its pattern, operation id, plan, chain of middlewares) when that is first asked for.
"""

# The app and the parts it is made of are friends: names with an underscore are hidden from users, not from them.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false

from __future__ import annotations

from aws_lambda_powertools.event_handler._options import DEFAULTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping, Sequence
    from http import HTTPStatus
    from typing import Any

    from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
    from aws_lambda_powertools.event_handler._chain import Chain
    from aws_lambda_powertools.event_handler._plan import HandlerPlan
    from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse


class Route:
    """A handler with its method, rule and options, as attributes of the same names."""

    method: str
    """The HTTP method, in upper case."""
    path: str
    """The rule as it was registered, with prefixes of routers: `/orders/<id>`."""
    func: Callable[..., Any]
    """The handler."""
    cors: bool
    """Whether answers carry CORS headers."""

    openapi_path: str
    """The path as OpenAPI writes it: `/orders/{id}`."""
    operation_id: str
    """The given operation id, else one made of function, path and method."""
    rule: re.Pattern[str] | str
    """The rule as a regular expression."""
    tags: list[str]
    middlewares: Sequence[Callable[..., Any]]
    plan: HandlerPlan
    """What the handler asks for in its signature."""

    compress: bool = False
    cache_control: str | None = None
    summary: str | None = None
    description: str | None = None
    responses: dict[int, OpenAPIResponse] | None = None
    response_description: str | None = DEFAULTS["response_description"]
    include_in_schema: bool = True
    security: list[dict[str, list[str]]] | None = None
    openapi_extensions: dict[str, Any] | None = None
    deprecated: bool = False
    enable_validation: bool | None = None
    custom_response_validation_http_code: HTTPStatus | int | None = None
    status_code: int = DEFAULTS["status_code"]
    chain: Chain | None = None
    """The middlewares around the handler, once the first request has come."""

    def __init__(
        self,
        method: str,
        path: str,
        rule: Any,
        func: Callable[..., Any],
        cors: bool,
        compress: bool,
        cache_control: str | None = None,
        summary: str | None = None,
        description: str | None = None,
        responses: dict[int, OpenAPIResponse] | None = None,
        response_description: str | None = None,
        tags: list[str] | None = None,
        operation_id: str | None = None,
        include_in_schema: bool = True,
        security: list[dict[str, list[str]]] | None = None,
        openapi_extensions: dict[str, Any] | None = None,
        deprecated: bool = False,
        enable_validation: bool | None = None,
        custom_response_validation_http_code: HTTPStatus | int | None = None,
        status_code: int = 200,
        middlewares: list[Callable[..., Any]] | None = None,
    ) -> None:
        """Make a route without registering it; resolvers do both at once."""
        given = dict(locals())
        del given["self"]
        tags, middlewares, operation_id = given.pop("tags"), given.pop("middlewares"), given.pop("operation_id")
        self.__dict__.update(given)
        for name, value in (("tags", tags), ("middlewares", middlewares), ("operation_id", operation_id)):
            if value:
                self.__dict__[name] = value

    def __getattr__(self, name: str) -> Any:
        """What is worked out at first use, and then kept as an ordinary attribute."""
        make = _MADE_LATE.get(name)
        if make is None:
            raise AttributeError(f"A route has no attribute {name!r}")
        made = self.__dict__[name] = make(self)
        return made

    def __repr__(self) -> str:
        return f"<Route {self.method} {self.path} {getattr(self.func, '__qualname__', self.func)}>"

    def __call__(
        self,
        router_middlewares: Sequence[Callable[..., Any]],
        app: ApiGatewayResolver,
        route_arguments: Mapping[str, Any],
    ) -> Any:
        """Run the middlewares and the handler for the request that the app is resolving."""
        return app._run_route(self, router_middlewares, route_arguments)

    async def call_async(
        self,
        router_middlewares: Sequence[Callable[..., Any]],
        app: ApiGatewayResolver,
        route_arguments: Mapping[str, Any],
    ) -> Any:
        """The same for async handlers and middlewares."""
        return await app._run_route_async(self, router_middlewares, route_arguments)

    @property
    def has_dependencies(self) -> bool:
        """Whether the handler asks for dependencies."""
        return self.plan.has_dependencies

    @property
    def request_param_name(self) -> str | None:
        """The parameter that takes the Request, if there is one."""
        return self.plan.request_parameter

    @property
    def dependant(self) -> Any:
        """The handler's parameters as validation and OpenAPI see them."""
        from aws_lambda_powertools.event_handler import _openapi_route

        return _openapi_route.dependant_of(self)

    @property
    def body_field(self) -> Any:
        """The body as validation and OpenAPI see it; None for handlers that take none."""
        from aws_lambda_powertools.event_handler import _openapi_route

        return _openapi_route.body_field_of(self)


def _openapi_path(route: Route) -> str:
    from aws_lambda_powertools.event_handler._patterns import documented

    return documented(route.path or "/")


def _operation_id(route: Route) -> str:
    import re

    name = getattr(route.func, "__name__", type(route.func).__name__)
    return re.sub(r"\W", "_", f"{name}{route.openapi_path}") + f"_{route.method.lower()}"


def _plan(route: Route) -> HandlerPlan:
    from aws_lambda_powertools.event_handler._plan import plan_of

    return plan_of(route.func)


def _rule(route: Route) -> Any:
    from aws_lambda_powertools.event_handler._patterns import as_expression

    return as_expression(route.path)


def _empty_list(_route: Route) -> list[Any]:
    return []


_MADE_LATE: dict[str, Callable[[Route], Any]] = {
    "openapi_path": _openapi_path,
    "operation_id": _operation_id,
    "plan": _plan,
    "rule": _rule,
    "tags": _empty_list,
    "middlewares": _empty_list,
}


def new_route(method: str, path: str, func: Callable[..., Any], cors: bool, options: dict[str, Any] | None) -> Route:
    """A route with those options that were given; the others stand on the class."""
    route = _new(Route)
    kept = route.__dict__
    if options:
        kept.update(options)
        for name in _NOT_IF_EMPTY:
            if name in kept and not kept[name]:
                del kept[name]
    kept["method"] = method
    kept["path"] = path
    kept["func"] = func
    kept["cors"] = cors
    return route


_new = Route.__new__

_NOT_IF_EMPTY = ("tags", "middlewares", "operation_id")
