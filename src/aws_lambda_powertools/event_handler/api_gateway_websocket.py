"""APIGatewayWebSocketResolver: connections and messages of WebSocket APIs, routed to functions.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-develop-routes.html
"""

# What clients send and handlers return is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

import logging

from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.event_handler import _websocket_chain as chains
from aws_lambda_powertools.event_handler._event_scope import EventScope
from aws_lambda_powertools.event_handler._json import dumps
from aws_lambda_powertools.event_handler.exception_handling import ExceptionHandlerManager
from aws_lambda_powertools.event_handler.exceptions import ServiceError
from aws_lambda_powertools.utilities.data_classes.api_gateway_websocket_event import APIGatewayWebSocketEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, TypeVar

    Handler = TypeVar("Handler", bound=Callable[..., Any])

logger = logging.getLogger(__name__)

CONNECT, DISCONNECT, DEFAULT = "$connect", "$disconnect", "$default"

OK, BAD_REQUEST, INTERNAL_ERROR = 200, 400, 500

_PAIR = 2


class WebSocketRoute:
    """A registered function, and the middlewares around it alone."""

    __slots__ = ("chain", "func", "middlewares", "route_key")

    def __init__(self, route_key: str, func: Callable[..., Any], middlewares: Sequence[Callable[..., Any]]) -> None:
        self.route_key = route_key
        self.func = func
        self.middlewares = list(middlewares)
        self.chain: chains.Chain | None = None


class RouteRegistry:
    """Functions by route key."""

    def __init__(self) -> None:
        self.routes: dict[str, WebSocketRoute] = {}

    def register(
        self, route_key: str, middlewares: Sequence[Callable[..., Any]] | None = None
    ) -> Callable[[Handler], Handler]:
        """Take the decorated function in; without a route key, warn and leave it out."""

        def take(function: Handler) -> Handler:
            if not route_key:
                warn("A WebSocket route was registered without a route key; it will be skipped.")
                return function
            self._add(WebSocketRoute(route_key, function, middlewares or ()))
            return function

        return take

    def find_route(self, route_key: str) -> WebSocketRoute | None:
        """The function for a route key; None if there is none."""
        return self.routes.get(route_key)

    def merge(self, other: RouteRegistry) -> None:
        """Take in the functions of another registry, which win over present ones."""
        for route in other.routes.values():
            self._add(WebSocketRoute(route.route_key, route.func, route.middlewares))

    def _add(self, route: WebSocketRoute) -> None:
        if route.route_key in self.routes:
            warn(f"The WebSocket route '{route.route_key}' was already registered; the last function counts.")
        self.routes[route.route_key] = route


class Router(EventScope):
    """Collects routes, until `APIGatewayWebSocketResolver.include_router` takes them in."""

    def __init__(self) -> None:
        super().__init__()
        self._route_registry = RouteRegistry()
        self._middlewares: list[Callable[..., Any]] = []
        self.exception_handler_manager = ExceptionHandlerManager()

    @property
    def current_event(self) -> APIGatewayWebSocketEvent:
        """The connection or message that is handled."""
        state = self.known_state()
        event: APIGatewayWebSocketEvent = getattr(state, "event", None)  # type: ignore[assignment]  # None before the first
        return event

    def on_connect(self, middlewares: Sequence[Callable[..., Any]] | None = None) -> Callable[[Handler], Handler]:
        """Register the decorated function for clients that connect; a status of 400 and above turns them away."""
        return self.route(CONNECT, middlewares)

    def on_disconnect(self, middlewares: Sequence[Callable[..., Any]] | None = None) -> Callable[[Handler], Handler]:
        """Register the decorated function for connections that are closed; AWS does not promise to tell of each."""
        return self.route(DISCONNECT, middlewares)

    def on_default(self, middlewares: Sequence[Callable[..., Any]] | None = None) -> Callable[[Handler], Handler]:
        """Register the decorated function for messages that the API finds no route for."""
        return self.route(DEFAULT, middlewares)

    def route(
        self, route_key: str, middlewares: Sequence[Callable[..., Any]] | None = None
    ) -> Callable[[Handler], Handler]:
        """Register the decorated function for the messages of a route.

        It has no parameter, or one for the body: annotated with a pydantic model or a dataclass it is validated, with
        `str` it is the text as it came, else it is the JSON data. A parameter annotated with
        `APIGatewayWebSocketEvent` gets the event.
        """
        return self._route_registry.register(route_key, middlewares)

    def use(self, middlewares: Sequence[Callable[..., Any]]) -> None:
        """Run these middlewares around every route, in this order, and around messages without one."""
        self._middlewares = [*self._middlewares, *middlewares]

    def exception_handler(self, exc_class: type[Exception] | list[type[Exception]]) -> Callable[[Handler], Handler]:
        """Register the decorated function for exceptions; what it returns is the answer."""
        return self.exception_handler_manager.exception_handler(exc_class)


class APIGatewayWebSocketResolver(Router):
    """Routes what clients of a WebSocket API do.

        app = APIGatewayWebSocketResolver()

        @app.route("chat")
        def chat(message: ChatMessage): ...

        def lambda_handler(event, context):
            return app.resolve(event, context)

    A handler returns nothing, a text, data that goes out as JSON, or `(body, status)`. The client gets the body only
    if the route has a route response. What a handler raises is logged and answered with a bare 500, unless an
    exception handler answers it; errors such as BadRequestError have a status of their own.
    """

    def __init__(self, serializer: Callable[[Any], str] | None = None) -> None:
        super().__init__()
        self._serializer = serializer or dumps
        self._missed: chains.Chain | None = None

    def include_router(self, router: Router) -> None:
        """Take in the routes, middlewares and exception handlers of a router, and share the context with it."""
        self._route_registry.merge(router._route_registry)  # noqa: SLF001  # a part of this app from now on
        self.use(router._middlewares)  # noqa: SLF001  # the same
        handlers = router.exception_handler_manager.get_registered_handlers()
        own = self.exception_handler_manager.get_registered_handlers()
        self.exception_handler_manager.update_exception_handlers({**handlers, **own})
        router.share_with(self)

    def use(self, middlewares: Sequence[Callable[..., Any]]) -> None:
        """Run these middlewares around every route, in this order, and around messages without one."""
        super().use(middlewares)
        self._missed = None
        for route in self._route_registry.routes.values():
            route.chain = None

    def __call__(self, event: Mapping[str, Any] | APIGatewayWebSocketEvent, context: Any) -> dict[str, Any]:
        """The same as `resolve`, so that the resolver itself can be the Lambda handler."""
        return self.resolve(event, context)

    def resolve(self, event: Mapping[str, Any] | APIGatewayWebSocketEvent, context: Any) -> dict[str, Any]:
        """The answer to one event. Async handlers run on a loop that is kept for them."""
        state = self._enter(_as_event(event), context)
        try:
            return self._answer(self._chain_for(state.event).run(self))
        except Exception as error:
            return self._failed(error)
        finally:
            self._leave(state)

    async def resolve_async(self, event: Mapping[str, Any] | APIGatewayWebSocketEvent, context: Any) -> dict[str, Any]:
        """The answer to one event, with async handlers and middlewares on the caller's loop."""
        state = self._enter(_as_event(event), context)
        try:
            return self._answer(await self._chain_for(state.event).run_async(self))
        except Exception as error:
            return await self._failed_async(error)
        finally:
            self._leave(state)

    def _chain_for(self, event: Any) -> chains.Chain:
        route_key = event.request_context.route_key
        route = self._route_registry.find_route(route_key)
        if route is None:
            warn(f"No WebSocket route was found for '{route_key}'")
            if self._missed is None:
                self._missed = chains.Chain(self._middlewares, _missed)
            return self._missed
        if route.chain is None:
            route.chain = chains.Chain([*self._middlewares, *route.middlewares], route.func)
        return route.chain

    # --- Answers -----------------------------------------------------------------------------------------------------

    def _answer(self, result: Any) -> dict[str, Any]:
        status = OK
        if isinstance(result, tuple) and len(result) == _PAIR:
            result, status = result
        answer: dict[str, Any] = {"statusCode": int(status)}
        if result is not None:
            answer["body"] = result if isinstance(result, str) else self._serializer(result)
        return answer

    def _failed(self, error: Exception) -> dict[str, Any]:
        handler = self.exception_handler_manager.lookup_exception_handler(type(error))
        if handler is None:
            return self._unhandled(error)
        try:
            return self._answer(chains.finished(handler(error)))
        except Exception as raised:
            return self._unhandled(raised)

    async def _failed_async(self, error: Exception) -> dict[str, Any]:
        handler = self.exception_handler_manager.lookup_exception_handler(type(error))
        if handler is None:
            return self._unhandled(error)
        try:
            return self._answer(await chains.awaited(handler(error)))
        except Exception as raised:
            return self._unhandled(raised)

    def _unhandled(self, error: Exception) -> dict[str, Any]:
        if isinstance(error, ServiceError):
            return self._answer(({"message": error.msg}, error.status_code))
        if isinstance(error, chains.InvalidMessageError):
            logger.warning("A message was refused: %s", error)
            return self._answer(({"message": str(error), "errors": error.errors}, BAD_REQUEST))
        logger.error("A WebSocket message could not be handled", exc_info=error)
        return {"statusCode": INTERNAL_ERROR}


def _as_event(event: Any) -> APIGatewayWebSocketEvent:
    return event if isinstance(event, APIGatewayWebSocketEvent) else APIGatewayWebSocketEvent(event)


def _missed() -> tuple[None, int]:
    """The answer to a message without a route."""
    return None, BAD_REQUEST
