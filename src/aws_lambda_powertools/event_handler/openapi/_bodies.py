"""What a request's body is: JSON data, the fields of a form, or the parts of a multipart form."""

# Users' own data has no types.
# pyright: reportUnknownArgumentType=false
# The parts of the event handler know each other.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import json
from contextlib import suppress

from aws_lambda_powertools.event_handler.openapi.exceptions import (
    MalformedBodyError,
    RequestUnsupportedContentType,
    RequestValidationError,
)
from aws_lambda_powertools.utilities.data_classes._json import loads
from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
MULTIPART_TYPE = "multipart/form-data"
MAX_FORM_FIELDS = 100_000


class FormData(dict[str, "list[Any]"]):
    """The values of a form by name, each name with all its values."""


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no JSON number")


decode_json = json.JSONDecoder(parse_constant=_no_number).decode


def body_of(event: BaseProxyEvent) -> Any:
    """The body in the form that its content type says; JSON where there is none.

    RequestValidationError when it is not what it says, RequestUnsupportedContentType when nobody here reads it.
    """
    content_type = content_type_of(event)
    if not content_type or content_type == JSON_TYPE:
        return _json(event)
    media_type = content_type.partition(";")[0].strip().lower()
    if not media_type or media_type == JSON_TYPE or media_type.endswith("+json"):
        return _json(event)
    if media_type == FORM_TYPE:
        return _form(event)
    if media_type == MULTIPART_TYPE:
        return _multipart(event, content_type)
    raise RequestUnsupportedContentType(
        f"The body comes as {media_type!r}; JSON, {FORM_TYPE} and {MULTIPART_TYPE} can be read.",
        [
            {
                "type": "unsupported_content_type",
                "loc": ("body",),
                "msg": "Unsupported content type",
                "input": {},
                "ctx": {},
            }
        ],
    )


def content_type_of(event: BaseProxyEvent) -> str:
    """The content type as it came; empty when there is none."""
    data = event._data  # noqa: SLF001  one look at what came is all that most requests need of their headers
    for field in ("headers", "multiValueHeaders"):
        headers: Any = data.get(field)
        if headers:
            value = headers.get("content-type") or headers.get("Content-Type") or _in_any_case(headers)
            if value:
                return str(value[0] if isinstance(value, list) else value)
    return ""


def _in_any_case(headers: dict[str, Any]) -> Any:
    return next((value for name, value in headers.items() if name.lower() == "content-type"), None)


def _invalid(kind: str, message: str, error: Exception, body: Any, *position: int) -> RequestValidationError:
    found = {
        "type": kind,
        "loc": ("body", *position),
        "msg": message,
        "input": {},
        "ctx": {"error": getattr(error, "msg", str(error))},
    }
    return RequestValidationError([found], body=body)


def _json(event: BaseProxyEvent) -> Any:
    try:
        if _reads_json_itself(event):
            return event.json_body
        text = event.decoded_body
        return decode_json(text) if text else None
    except json.JSONDecodeError as error:
        raise _invalid("json_invalid", "JSON decode error", error, error.doc, error.pos) from error
    except (ValueError, RecursionError) as error:  # no base64, no UTF-8, NaN, too deep
        raise _invalid("json_invalid", "JSON decode error", error, event.body) from error


def _reads_json_itself(event: BaseProxyEvent) -> bool:
    """Whether the app gave a deserializer, or the event has its own idea of a JSON body (Bedrock agents)."""
    if event._json_deserializer is not loads:  # noqa: SLF001  of our own events
        return True
    return type(event).json_body is not BaseProxyEvent.json_body


def _form(event: BaseProxyEvent) -> FormData:
    from urllib.parse import parse_qs

    try:
        text = event.decoded_body or ""
        return FormData(parse_qs(text, keep_blank_values=True, max_num_fields=MAX_FORM_FIELDS))
    except ValueError as error:
        raise _invalid("form_invalid", "Form data parsing error", error, event.body) from error


def _multipart(event: BaseProxyEvent, content_type: str) -> FormData:
    from aws_lambda_powertools.event_handler.openapi._multipart import boundary_of, parse

    try:
        boundary = boundary_of(content_type)
        *others, last = _readings(event)
        for content in others:
            with suppress(ValueError):
                return FormData(parse(content, boundary))
        return FormData(parse(last, boundary) if last else {})
    except ValueError as error:
        found = _invalid("multipart_invalid", "Multipart form data parsing error", error, None)
        raise MalformedBodyError(found.errors()) from error


def _readings(event: BaseProxyEvent) -> list[bytes]:
    """The body as bytes. A text may stand for bytes one by one, or be what UTF-8 says: then both, likelier first."""
    body: Any = event.body or ""
    if isinstance(body, bytes):
        return [body]
    if event.is_base64_encoded:
        import base64

        return [base64.b64decode(body, validate=True)]
    text = str(body)
    if getattr(event, "has_exact_text", False):
        return [text.encode()]
    _warn_of_text(event)
    if text.isascii():
        return [text.encode()]
    readings: list[bytes] = []
    for encoding in ("latin-1", "utf-8"):
        with suppress(UnicodeEncodeError):
            readings.append(text.encode(encoding))
    return readings or [text.encode("utf-8", "surrogatepass")]


def _warn_of_text(event: BaseProxyEvent) -> None:
    """Files pass API Gateway unharmed only as base64."""
    from aws_lambda_powertools._core.notices import warn
    from aws_lambda_powertools.warnings import PowertoolsUserWarning

    warn(
        f"A multipart body of {type(event).__name__} came as text, which harms binary files. "
        "For REST APIs add multipart/form-data to the binary media types.",
        PowertoolsUserWarning,
    )
