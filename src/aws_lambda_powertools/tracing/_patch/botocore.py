"""Calls of AWS services through botocore, and so through boto3, as segments."""

from __future__ import annotations

from functools import wraps

from aws_lambda_powertools.tracing._patch import hook
from aws_lambda_powertools.tracing._patch.aws_parameters import noted_of_request, noted_of_response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._native import NativeSegment

HEADER = "X-Amzn-Trace-Id"

READY = "_powertools_adds_header"
"""Attribute of a client whose requests get the header."""


def patch_client(module: Any) -> None:
    """Trace every call of every client, whether it was made before or after."""
    hook.replace(module.BaseClient, "_make_api_call", _traced)


def _traced(make_api_call: Any) -> Any:
    @wraps(make_api_call)
    def traced(self: Any, operation_name: str, api_params: Any) -> Any:
        provider = hook.provider
        if provider is None:
            return make_api_call(self, operation_name, api_params)
        hook.quietly(_let_client_add_header, self)
        with provider.in_subsegment(self.meta.service_model.endpoint_prefix, namespace="aws") as segment:
            try:
                response = make_api_call(self, operation_name, api_params)
            except Exception as error:
                hook.quietly(_note_failure, segment, self, operation_name, api_params, error)
                raise
            hook.quietly(_note_answer, segment, self, operation_name, api_params, response)
            return response

    return traced


def _let_client_add_header(client: Any) -> None:
    """Set the header before botocore does, which hands on the incoming one if there is none.

    Downstream services would then hang below Lambda's segment, and not below that of the call.
    """
    if READY not in vars(client):
        client.meta.events.register_first("before-call", _add_header)
        vars(client)[READY] = True


def _add_header(params: dict[str, Any], **_: Any) -> None:
    header = hook.provider.header() if hook.provider is not None else None
    if header is not None:
        params["headers"].setdefault(HEADER, header)


def _note_answer(segment: NativeSegment, client: Any, operation: str, parameters: Any, response: Any) -> None:
    noted = _noted_of_call(client, operation, parameters)
    _note_metadata(segment, noted, response)
    extended_id = _extended_request_id(response)
    if extended_id:
        noted["id_2"] = extended_id
    noted.update(noted_of_response(client.meta.service_model.endpoint_prefix, operation, response))
    segment.set_aws(noted)


def _extended_request_id(response: dict[str, Any]) -> str | None:
    """The second request id that S3 gives, which its support asks for."""
    metadata: Any = response.get("ResponseMetadata") or {}
    headers: Any = metadata.get("HTTPHeaders") or {}
    found: str | None = metadata.get("HostId") or headers.get("x-amz-id-2")
    return found


def _note_failure(segment: NativeSegment, client: Any, operation: str, parameters: Any, error: Exception) -> None:
    """What is known of a call that failed; an error that the service answered with says so by `remote`."""
    noted = _noted_of_call(client, operation, parameters)
    answer: Any = getattr(error, "response", None)
    is_answer = bool(answer) and hasattr(answer, "get")
    if is_answer:
        _note_metadata(segment, noted, answer)
    segment.set_aws(noted)
    segment.record(error, error.__traceback__, remote=is_answer)


def _noted_of_call(client: Any, operation: str, parameters: Any) -> dict[str, Any]:
    noted = {"operation": operation, "region": client.meta.region_name}
    noted.update(noted_of_request(client.meta.service_model.endpoint_prefix, operation, parameters))
    return noted


def _note_metadata(segment: NativeSegment, noted: dict[str, Any], answer: dict[str, Any]) -> None:
    metadata: Any = answer.get("ResponseMetadata") or {}
    if "HTTPStatusCode" in metadata:
        segment.put_http_meta("status", metadata["HTTPStatusCode"])
    if metadata.get("RequestId"):
        noted["request_id"] = metadata["RequestId"]
    if metadata.get("RetryAttempts"):
        noted["retries"] = metadata["RetryAttempts"]
