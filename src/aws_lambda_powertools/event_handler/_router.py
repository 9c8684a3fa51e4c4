"""BaseRouter and Router: how routes are declared, and collected in files of their own."""

from __future__ import annotations

from abc import ABC, abstractmethod

from aws_lambda_powertools.event_handler._options import named_options, route_signature, shows, verb_signature

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, TypeVar

    from typing_extensions import Unpack

    from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
    from aws_lambda_powertools.event_handler._options import RouteOptions
    from aws_lambda_powertools.event_handler.request import Request

    Handler = TypeVar("Handler", bound=Callable[..., Any])
    ErrorHandler = TypeVar("ErrorHandler", bound=Callable[..., Any])


class BaseRouter(ABC):
    """What resolvers and routers have in common: a decorator for each HTTP method, and middlewares."""

    _router_middlewares: Sequence[Callable[..., Any]] = ()

    @property
    def current_event(self) -> Any:
        """The event of the request that is being handled, as the data class of its source."""
        raise NotImplementedError

    @property
    def lambda_context(self) -> Any:
        """The Lambda context of that request."""
        raise NotImplementedError

    @property
    def context(self) -> dict[str, Any]:
        """What `append_context` put there for this request."""
        raise NotImplementedError

    @property
    def processed_stack_frames(self) -> list[str]:
        """The middlewares that the last request went through, for debugging."""
        raise NotImplementedError

    @abstractmethod
    @shows(route_signature)
    def route(
        self, rule: str, method: str | list[str] | tuple[str, ...], *positional: Any, **options: Unpack[RouteOptions]
    ) -> Callable[[Handler], Handler]:
        """Register a handler for a rule and one or several methods."""
        raise NotImplementedError

    @shows(verb_signature)
    def get(self, rule: str, *positional: Any, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """Register a handler for GET."""
        return self.route(rule, "GET", *positional, **options)

    @shows(verb_signature)
    def post(self, rule: str, *positional: Any, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """Register a handler for POST."""
        return self.route(rule, "POST", *positional, **options)

    @shows(verb_signature)
    def put(self, rule: str, *positional: Any, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """Register a handler for PUT."""
        return self.route(rule, "PUT", *positional, **options)

    @shows(verb_signature)
    def delete(self, rule: str, *positional: Any, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """Register a handler for DELETE."""
        return self.route(rule, "DELETE", *positional, **options)

    @shows(verb_signature)
    def patch(self, rule: str, *positional: Any, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """Register a handler for PATCH."""
        return self.route(rule, "PATCH", *positional, **options)

    @shows(verb_signature)
    def head(self, rule: str, *positional: Any, **options: Unpack[RouteOptions]) -> Callable[[Handler], Handler]:
        """Register a handler for HEAD."""
        return self.route(rule, "HEAD", *positional, **options)

    def use(self, middlewares: Sequence[Callable[..., Any]]) -> None:
        """Run these middlewares around every route of the app, in this order."""
        self._router_middlewares = [*self._router_middlewares, *middlewares]

    def append_context(self, **additional_context: Any) -> None:
        """Share values with the handlers, middlewares and routers of one request."""
        self.context.update(**additional_context)

    def clear_context(self) -> None:
        """Forget what was shared."""
        self.context.clear()

    @property
    def request(self) -> Request:
        """The request that is being handled; RuntimeError before its route is known."""
        raise NotImplementedError


class Router(BaseRouter):
    """Routes, middlewares and exception handlers in a file of their own; `app.include_router(router)` takes them in.

    Within a request, `current_event`, `lambda_context`, `context` and `request` are those of the app.
    """

    def __init__(self) -> None:
        self.api_resolver: ApiGatewayResolver | None = None
        self._router_middlewares = []
        self._declared: list[tuple[str, str | list[str] | tuple[str, ...], Callable[..., Any], dict[str, Any]]] = []
        self._exception_handlers: dict[type[Exception], Callable[..., Any]] = {}
        self._context: dict[str, Any] = {}

    @shows(route_signature)
    def route(
        self, rule: str, method: str | list[str] | tuple[str, ...], *positional: Any, **options: Unpack[RouteOptions]
    ) -> Callable[[Handler], Handler]:
        """Register a handler for a rule and one or several methods."""
        given: Any = named_options(positional, options) if positional else options

        def register(function: Handler) -> Handler:
            self._declared.append((rule, method, function, given))
            return function

        return register

    def exception_handler(
        self, exc_class: type[Exception] | list[type[Exception]]
    ) -> Callable[[ErrorHandler], ErrorHandler]:
        """Answer to exceptions of these classes, in the whole app, with what the decorated function returns."""

        def register(function: ErrorHandler) -> ErrorHandler:
            for kind in exc_class if isinstance(exc_class, (list, tuple)) else (exc_class,):
                self._exception_handlers[kind] = function
            return function

        return register

    @property
    def _app(self) -> ApiGatewayResolver:
        if self.api_resolver is None:
            raise RuntimeError("This router is not part of an app yet; call app.include_router(router) first")
        return self.api_resolver

    @property
    def current_event(self) -> Any:
        """The event of the request that is being handled."""
        return self._app.current_event

    @property
    def lambda_context(self) -> Any:
        """The Lambda context of that request."""
        return self._app.lambda_context

    @property
    def context(self) -> dict[str, Any]:
        """What `append_context` put there: of the app, or of this router before it is part of one."""
        return self._context if self.api_resolver is None else self.api_resolver.context

    @property
    def request(self) -> Request:
        """The request that is being handled; RuntimeError before its route is known."""
        return self._app.request

    @property
    def processed_stack_frames(self) -> list[str]:
        """The middlewares that the last request went through, for debugging."""
        return self._app.processed_stack_frames
