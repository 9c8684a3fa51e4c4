"""Calls of AWS services through botocore, and so through boto3, as segments."""

from __future__ import annotations

from functools import wraps

from aws_lambda_powertools.tracing._patch import hook
from aws_lambda_powertools.tracing._patch.aws_calls import call_of, link, note_answer, note_failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LIBRARY = "botocore"


def patch(module: Any) -> None:
    """Trace every call of every client, whether it was made before or after, and link what it calls to it."""
    hook.replace(module.BaseClient, "_emit_api_params", link)
    hook.replace(module.BaseClient, "_make_api_call", _traced)


def _traced(make_api_call: Any) -> Any:
    @wraps(make_api_call)
    def traced(client: Any, operation_name: str, api_params: Any) -> Any:
        segment = call_of(LIBRARY, client)
        if segment is None:
            return make_api_call(client, operation_name, api_params)
        with segment:
            try:
                response = make_api_call(client, operation_name, api_params)
            except Exception as error:
                hook.quietly(note_failure, segment, client, operation_name, api_params, error)
                raise
            hook.quietly(note_answer, segment, client, operation_name, api_params, response)
            return response

    return traced
