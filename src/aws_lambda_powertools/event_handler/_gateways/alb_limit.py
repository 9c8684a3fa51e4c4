"""The size of a response as the load balancer counts it."""

from __future__ import annotations

import json

from aws_lambda_powertools._core import environment
from aws_lambda_powertools.event_handler.exceptions import ResponseSizeExceededError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.event_handler._app import ApiGatewayResolver


def within_limit(
    app: ApiGatewayResolver, answer: dict[str, Any], limit: int, build: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """The answer, if it is small enough; else what the app's exception handler answers, if that is.

    ResponseSizeExceededError where there is no such handler, or its answer is too large as well.
    """
    size = size_of(answer)
    if size <= limit:
        return answer
    error = ResponseSizeExceededError(actual_size=size, max_size=limit)
    handler = app.exception_handler_manager.lookup_exception_handler(ResponseSizeExceededError)
    if handler is None:
        raise error
    answer = build(handler(error))
    size = size_of(answer)
    if size > limit:
        raise ResponseSizeExceededError(actual_size=size, max_size=limit) from error
    return answer


def size_of(answer: dict[str, Any]) -> int:
    """Bytes of the answer as the Lambda runtime sends it: runtimes before Python 3.12 escape what is not ASCII."""
    runtime = environment.AWS_EXECUTION_ENV.get() or ""
    escapes = not _since_3_12(runtime)
    return len(json.dumps(answer, ensure_ascii=escapes).encode("utf-8", "surrogatepass"))


def _since_3_12(runtime: str) -> bool:
    version = runtime.rpartition("python")[2].split(".")
    try:
        return "python" in runtime and (int(version[0]), int(version[1])) >= (3, 12)
    except (ValueError, IndexError):
        return False
