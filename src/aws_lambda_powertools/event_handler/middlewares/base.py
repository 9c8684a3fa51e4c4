"""BaseMiddlewareHandler: middlewares as classes; NextMiddleware: the type of what a middleware calls next.

class Stamp(BaseMiddlewareHandler):
    def handler(self, app, next_middleware):
        response = next_middleware(app)
        response.headers["X-Stamp"] = "seen"
        return response

app.use([Stamp()])
"""

from __future__ import annotations

from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Generic, Protocol

    from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
    from aws_lambda_powertools.event_handler._response import Response
    from aws_lambda_powertools.event_handler.types import EventHandlerInstance
else:
    from types import GenericAlias

    Protocol = object
    EventHandlerInstance = None

    class Generic:
        """Lets a class be subscribed by the type of its app."""

        __class_getitem__ = classmethod(GenericAlias)


class NextMiddleware(Protocol):
    """The rest of the chain: the next middleware, or at last the handler."""

    def __call__(self, app: ApiGatewayResolver) -> Response[Any]:
        """The response of all that comes after this middleware."""
        ...  # noqa: PIE790  # type checkers want a body

    def __name__(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]  # of objects, not of the class
        """What the next one is called, in debug output."""
        ...  # noqa: PIE790  # as above


class BaseMiddlewareHandler(ABC, Generic[EventHandlerInstance]):
    """A middleware with settings of its own; write `handler`, which may be async."""

    @abstractmethod
    def handler(self, app: EventHandlerInstance, next_middleware: NextMiddleware) -> Response[Any]:
        """Answer a request: by `next_middleware(app)`, or without it."""
        raise NotImplementedError

    @property
    def __name__(self) -> str:  # pyright: ignore[reportIncompatibleVariableOverride]  # of objects, not of the class
        """An object is named like its class."""
        return type(self).__name__  # type: ignore[return-value]  # of the class this is the name, not the property

    def __call__(self, app: EventHandlerInstance, next_middleware: NextMiddleware) -> Response[Any]:
        """Run this middleware as a link of the chain."""
        return self.handler(app, next_middleware)
