"""What the calls of botocore and aiobotocore have in common: the segment of a call, what it says, and the header."""

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


# --- The header ----------------------------------------------------------------------------------------------------


def link(emit_api_params: Any) -> Any:
    """A function in the place of a client's `_emit_api_params`, which each call goes through before its headers.

    It is replaced even where somebody else traces the calls: they leave the header alone that botocore itself hands on.
    """

    @wraps(emit_api_params)
    def emitting(client: Any, *args: Any, **kwargs: Any) -> Any:
        if hook.provider is not None:
            hook.quietly(_let_client_add_header, client)
        return emit_api_params(client, *args, **kwargs)

    return emitting


def _let_client_add_header(client: Any) -> None:
    """Set the header before botocore does, which hands on the incoming one if there is none.

    Downstream services would then hang below Lambda's segment, and not below that of the call.
    """
    if READY not in vars(client):
        client.meta.events.register_first("before-call", _add_header)
        vars(client)[READY] = True


def _add_header(params: dict[str, Any], **_: Any) -> None:
    if hook.provider is not None:
        hook.quietly(_set_header, params["headers"], hook.provider)


def _set_header(headers: Any, provider: Any) -> None:
    header = provider.header()
    if header is not None:
        headers.setdefault(HEADER, header)


# --- The segment -----------------------------------------------------------------------------------------------------


def call_of(library: str, client: Any) -> NativeSegment | None:
    """A segment for a call, not yet begun; None for calls that are not to be traced."""
    provider = hook.recorder(library)
    return None if provider is None else hook.quietly(_segment_of, provider, library, client)


def _segment_of(provider: Any, library: str, client: Any) -> NativeSegment:
    segment: NativeSegment = provider.in_subsegment(client.meta.service_model.endpoint_prefix, namespace="aws")
    segment.library = library
    return segment


def note_answer(segment: NativeSegment, client: Any, operation: str, parameters: Any, response: Any) -> None:
    """Note what the service answered."""
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


def note_failure(segment: NativeSegment, client: Any, operation: str, parameters: Any, error: Exception) -> None:
    """Note what is known of a call that failed; an error that the service answered with says so by `remote`."""
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
