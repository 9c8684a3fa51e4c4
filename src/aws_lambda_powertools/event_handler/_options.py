"""What a route may declare, beside its rule and method: the one list of it.

Decorators take the options by name; by position they take them in the order of `named_options`, as they always did.
"""

from __future__ import annotations

from types import MappingProxyType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from http import HTTPStatus
    from typing import Any, TypedDict, TypeVar

    from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse

    Method = TypeVar("Method", bound=Callable[..., Any])

    class OptionsOfAnyRoute(TypedDict, total=False):
        """Options of a route, but for its description, which agents need."""

        cors: bool | None
        """Send CORS headers; None is what the resolver does."""
        compress: bool
        """Compress the response with gzip for clients that accept it."""
        cache_control: str | None
        """Cache-Control of answers with status 200; all others get `no-cache`."""
        summary: str | None
        """OpenAPI: what the operation does, in few words."""
        responses: dict[int, OpenAPIResponse] | None
        """OpenAPI: the possible responses by status."""
        response_description: str | None
        """OpenAPI: the success response."""
        tags: list[str] | None
        """OpenAPI: groups to which the operation belongs."""
        operation_id: str | None
        """OpenAPI: a unique name, for clients that are generated."""
        include_in_schema: bool
        """OpenAPI: whether the operation is documented."""
        security: list[dict[str, list[str]]] | None
        """OpenAPI: which security schemes apply."""
        openapi_extensions: dict[str, Any] | None
        """OpenAPI: keys starting with `x-`."""
        deprecated: bool
        """OpenAPI: whether clients should stop using it."""
        enable_validation: bool | None
        """Validate requests and responses of this route; None is what the resolver does."""
        custom_response_validation_http_code: int | HTTPStatus | None
        """Status for responses that do not match the handler's annotation."""
        status_code: int
        """Status of answers that name none."""
        middlewares: Sequence[Callable[..., Any]] | None
        """Middlewares around this route only."""

    class RouteOptions(OptionsOfAnyRoute, total=False):
        """Options of a route."""

        description: str | None
        """OpenAPI: what it does, in detail; Markdown."""


DEFAULTS: Mapping[str, Any] = MappingProxyType(
    {
        "cors": None,
        "compress": False,
        "cache_control": None,
        "summary": None,
        "description": None,
        "responses": None,
        "response_description": "Successful Response",
        "tags": None,
        "operation_id": None,
        "include_in_schema": True,
        "security": None,
        "openapi_extensions": None,
        "deprecated": False,
        "enable_validation": None,
        "custom_response_validation_http_code": None,
        "status_code": 200,
        "middlewares": None,
    }
)

_NAMES = DEFAULTS.keys()

METHODS = ("get", "post", "put", "delete", "patch", "head")


def named_options(positional: tuple[Any, ...], options: Mapping[str, Any]) -> dict[str, Any]:
    """Options by name, from those that were given by position and by name; TypeError as for any function."""
    named = dict(zip(_NAMES, positional, strict=False))
    if len(positional) > len(DEFAULTS):
        raise TypeError(f"A route takes at most {len(DEFAULTS)} options, but {len(positional)} were given")
    for name, value in options.items():
        if name not in _NAMES:
            raise TypeError(f"A route has no option {name!r}; there are {', '.join(_NAMES)}")
        if name in named:
            raise TypeError(f"The option {name!r} of a route was given twice")
        named[name] = value
    return named


def route_signature(  # the parameters of `route`, for `help()` and editors; never called
    self: Any,
    rule: str,
    method: str | list[str] | tuple[str, ...],
    cors: bool | None = None,
    compress: bool = False,
    cache_control: str | None = None,
    summary: str | None = None,
    description: str | None = None,
    responses: dict[int, OpenAPIResponse] | None = None,
    response_description: str = "Successful Response",
    tags: list[str] | None = None,
    operation_id: str | None = None,
    include_in_schema: bool = True,
    security: list[dict[str, list[str]]] | None = None,
    openapi_extensions: dict[str, Any] | None = None,
    deprecated: bool = False,
    enable_validation: bool | None = None,
    custom_response_validation_http_code: int | HTTPStatus | None = None,
    status_code: int = 200,
    middlewares: list[Callable[..., Any]] | None = None,
) -> Any:
    """What `inspect.signature` shows for `route`, whose own code takes the options as they come."""


def verb_signature(  # the same for `get`, `post` and their kin
    self: Any,
    rule: str,
    cors: bool | None = None,
    compress: bool = False,
    cache_control: str | None = None,
    summary: str | None = None,
    description: str | None = None,
    responses: dict[int, OpenAPIResponse] | None = None,
    response_description: str = "Successful Response",
    tags: list[str] | None = None,
    operation_id: str | None = None,
    include_in_schema: bool = True,
    security: list[dict[str, list[str]]] | None = None,
    openapi_extensions: dict[str, Any] | None = None,
    deprecated: bool = False,
    enable_validation: bool | None = None,
    custom_response_validation_http_code: int | HTTPStatus | None = None,
    status_code: int = 200,
    middlewares: list[Callable[..., Any]] | None = None,
) -> Any:
    """What `inspect.signature` shows for the decorators of one method."""


def shows(signature: Callable[..., Any]) -> Callable[[Method], Method]:
    """Let a method that takes any options show the signature of another function."""

    def mark(method: Method) -> Method:
        method.__wrapped__ = signature  # type: ignore[attr-defined]  # where `inspect` looks
        return method

    return mark
