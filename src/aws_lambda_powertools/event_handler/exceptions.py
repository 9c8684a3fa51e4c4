"""HTTP errors: raise one in a route, a middleware or a dependency, and the client gets its status and message.

raise NotFoundError(f"There is no order {order_id}")     # 404 {"statusCode":404,"message":"There is no order 7"}
"""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ServiceError(PowertoolsError):
    """An error with a status of your choice: `ServiceError(418, "I am a teapot")`.

    The message may be a dict, which the client gets as JSON.
    """

    def __init__(self, status_code: int, msg: str | dict[str, Any]) -> None:
        self.status_code = status_code
        self.msg = msg


class BadRequestError(ServiceError):
    """400: the request makes no sense."""

    def __init__(self, msg: str | dict[str, Any]) -> None:
        super().__init__(400, msg)


class UnauthorizedError(ServiceError):
    """401: it is not known who asks."""

    def __init__(self, msg: str | dict[str, Any]) -> None:
        super().__init__(401, msg)


class ForbiddenError(ServiceError):
    """403: it is known who asks, and they may not."""

    def __init__(self, msg: str | dict[str, Any]) -> None:
        super().__init__(403, msg)


class NotFoundError(ServiceError):
    """404: there is no such thing."""

    def __init__(self, msg: str | dict[str, Any] = "Not found") -> None:
        super().__init__(404, msg)


class MethodNotAllowedError(ServiceError):
    """405: there is such a thing, but not for this method; `allowed` names those there are."""

    def __init__(self, allowed: list[str], msg: str | dict[str, Any] = "Method not allowed") -> None:
        super().__init__(405, msg)
        self.allowed = allowed


class RequestTimeoutError(ServiceError):
    """408: the request took too long to come."""

    def __init__(self, msg: str | dict[str, Any]) -> None:
        super().__init__(408, msg)


class RequestEntityTooLargeError(ServiceError):
    """413: the request is larger than what is accepted."""

    def __init__(self, msg: str | dict[str, Any]) -> None:
        super().__init__(413, msg)


class InternalServerError(ServiceError):
    """500: it is our fault."""

    def __init__(self, message: str | dict[str, Any]) -> None:
        super().__init__(500, message)


class ServiceUnavailableError(ServiceError):
    """503: try again later."""

    def __init__(self, msg: str | dict[str, Any]) -> None:
        super().__init__(503, msg)


class ResponseSizeExceededError(PowertoolsError):
    """A response is larger than the load balancer passes on; both sizes are in bytes."""

    def __init__(self, *, actual_size: int, max_size: int) -> None:
        super().__init__(
            f"The response has {actual_size} bytes as JSON, of which the load balancer passes on {max_size} at most; "
            "compress it, page it, or answer with a link"
        )
        self.actual_size = actual_size
        self.max_size = max_size


class MiddlewareError(PowertoolsError):
    """A middleware returned nothing, neither what `next_middleware(app)` gave nor a response of its own."""
