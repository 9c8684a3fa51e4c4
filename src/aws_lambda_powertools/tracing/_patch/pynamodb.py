"""Calls of DynamoDB through pynamodb up to version 5 as segments; since version 6 it calls botocore's own clients."""

from __future__ import annotations

from functools import wraps

from aws_lambda_powertools.tracing._patch import hook
from aws_lambda_powertools.tracing._patch.aws_calls import HEADER, call_of, note_answer, note_failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LIBRARY = "pynamodb"

OWN_REQUESTS = "_create_prepared_request"
"""Only versions that make requests by themselves have this method."""


def patch(module: Any) -> None:
    """Trace the API call of a connection that goes past botocore's clients."""
    if hasattr(module.Connection, OWN_REQUESTS):
        hook.replace(module.Connection, OWN_REQUESTS, _linked)
        hook.replace(module.Connection, "_make_api_call", _traced)


def _linked(create_prepared_request: Any) -> Any:
    @wraps(create_prepared_request)
    def linked(connection: Any, params: Any, *args: Any, **kwargs: Any) -> Any:
        header = hook.provider.header() if hook.provider is not None else None
        if header is not None:
            params["headers"].setdefault(HEADER, header)
        return create_prepared_request(connection, params, *args, **kwargs)

    return linked


def _traced(make_api_call: Any) -> Any:
    @wraps(make_api_call)
    def traced(connection: Any, operation_name: str, operation_kwargs: Any, *args: Any, **kwargs: Any) -> Any:
        segment = call_of(LIBRARY, connection.client)
        if segment is None:
            return make_api_call(connection, operation_name, operation_kwargs, *args, **kwargs)
        with segment:
            try:
                answer = make_api_call(connection, operation_name, operation_kwargs, *args, **kwargs)
            except Exception as error:
                hook.quietly(note_failure, segment, connection.client, operation_name, operation_kwargs, error)
                raise
            hook.quietly(note_answer, segment, connection.client, operation_name, operation_kwargs, answer)
            return answer

    return traced
