"""What a request gets that fails, or that no route serves."""

# The app and the parts it is made of are friends: names with an underscore are hidden from users, not from them.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false

from __future__ import annotations

from aws_lambda_powertools.event_handler._json import dumps
from aws_lambda_powertools.event_handler._response import Response
from aws_lambda_powertools.event_handler.depends import DependencyResolutionError
from aws_lambda_powertools.event_handler.exceptions import MethodNotAllowedError, NotFoundError, ServiceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
    from aws_lambda_powertools.event_handler._state import RequestState


def answer_unrouted(app: ApiGatewayResolver, state: RequestState) -> Any:
    """The answer to a request that no route serves: preflight, 405 or 404."""
    method = state.method
    allowed = app.routes.methods_of(state.path) if app._strict_http else []
    if method == "OPTIONS" and app._cors is not None and (allowed or not app._strict_http):
        methods = allowed or {route.method for route in app.routes if route.cors}
        return _preflight({*methods, "OPTIONS"})
    if allowed:
        return _method_not_allowed(app, allowed)
    handler = app.exception_handler_manager.lookup_exception_handler(NotFoundError)
    if handler is not None:
        return handler(NotFoundError())
    if app._serializer is dumps and not app._router_middlewares:
        return _NOT_FOUND
    return _service_error(NotFoundError())


_NOT_FOUND = ('{"statusCode":404,"message":"Not found"}', 404)
"""The usual answer, written already."""


def _preflight(methods: set[str]) -> Response[str]:
    from aws_lambda_powertools.event_handler._cors import CORSConfig

    return Response(204, None, "", headers={"Access-Control-Allow-Methods": CORSConfig.build_allow_methods(methods)})


def _method_not_allowed(app: ApiGatewayResolver, allowed: list[str]) -> Response[Any]:
    if "GET" in allowed and "HEAD" not in allowed:
        allowed = sorted([*allowed, "HEAD"])
    error = MethodNotAllowedError(allowed)
    handler = app.exception_handler_manager.lookup_exception_handler(MethodNotAllowedError)
    answer = app._to_response(handler(error) if handler is not None else _service_error(error))
    answer.headers.setdefault("Allow", ", ".join(allowed))
    return answer  # type: ignore[no-any-return]  # a Response, made here or by the user


def answer_to(app: ApiGatewayResolver, error: Exception, state: RequestState) -> Any:
    """The answer to an exception: of the user's handler for it, else ours for errors we know; else it is raised."""
    answer = _answer_of_user(app, error)
    if answer is not None:
        return answer.result
    if isinstance(error, DependencyResolutionError) and isinstance(error.__cause__, Exception):
        answer = _answer_of_user(app, error.__cause__)
        if answer is not None:
            return answer.result
        if _known(app, error.__cause__, state) is not None:
            error = error.__cause__
    known = _known(app, error, state)
    if known is not None:
        return known
    if app._debug:
        return _traceback(error)
    if app._answers_errors:
        return _unhandled(error, state)
    raise error


async def awaited(coroutine: Any) -> Any:
    """What an async exception handler answers."""
    try:
        return await coroutine
    except ServiceError as raised:
        return _service_error(raised)


class _Answer:
    """What a handler of the user returned, which may be anything."""

    __slots__ = ("result",)

    def __init__(self, result: Any) -> None:
        self.result = result


def _answer_of_user(app: ApiGatewayResolver, error: Exception) -> _Answer | None:
    manager = app.exception_handler_manager
    handler = manager.lookup_exception_handler(type(error))
    if handler is None:
        return None
    caused = isinstance(error, DependencyResolutionError) and error.__cause__ is not None
    if caused and DependencyResolutionError not in manager.get_registered_handlers():
        return None  # handlers for what stands above it are for the cause
    try:
        return _Answer(handler(error))
    except ServiceError as raised:
        return _Answer(_service_error(raised))


def _known(app: ApiGatewayResolver, error: Exception, state: RequestState) -> Any:
    if isinstance(error, ServiceError):
        return _service_error(error)
    answer = app._validation_answer(error, state.route)
    if answer is not None:
        return answer
    message = _client_fault(error, state.event)
    return None if message is None else _error_response(400, message)


def _service_error(error: ServiceError) -> tuple[dict[str, Any], int]:
    return _error_response(int(error.status_code), error.msg)


def _error_response(status: int, message: Any) -> tuple[dict[str, Any], int]:
    return {"statusCode": status, "message": message}, status


def _client_fault(error: Exception, event: Any) -> str | None:
    """What is wrong with the request's body, if it was that which the handler stumbled over."""
    if not isinstance(error, (ValueError, RecursionError)) or not event.body:
        return None
    from json import JSONDecodeError

    from aws_lambda_powertools._core.encoding import EncodingError

    if isinstance(error, EncodingError):
        return "The body is not encoded as it says" if _fails(event, "decoded_body", EncodingError) else None
    if isinstance(error, JSONDecodeError):
        return "The body is not valid JSON" if error.doc == event.decoded_body else None
    if isinstance(error, RecursionError):
        return "The body is nested too deeply" if _fails(event, "json_body", RecursionError) else None
    return None


def _fails(event: Any, attribute: str, kind: type[Exception]) -> bool:
    try:
        getattr(event, attribute)
    except kind:
        return True
    return False


def _traceback(error: Exception) -> Response[str]:
    from traceback import format_exception

    return Response(500, "text/plain", "".join(format_exception(error)))


def _unhandled(error: Exception, state: RequestState) -> tuple[dict[str, Any], int]:
    import logging

    # To the root logger, which the Lambda runtime writes out: the toolkit's own loggers are silent.
    logging.getLogger().error("Unhandled exception in %s %r", state.method, state.path, exc_info=error)
    return _error_response(500, "Internal server error")
