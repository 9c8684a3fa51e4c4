"""What handlers, middlewares and exception handlers return, as a Response."""

# What handlers return and send is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Mapping

from aws_lambda_powertools.event_handler._response import JSON, BedrockResponse, Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PAIR, _TRIPLE = 2, 3
_FIRST_STATUS, _LAST_STATUS = 100, 599


def response_from(result: Any, status_code: int = 200) -> Any:
    """A Response, a BedrockResponse or a stream as it is; `(body, status)`, `(body, status, headers)` and data as JSON.

    TypeError for a pair whose second part is no status: it would have gone out as one.
    """
    if isinstance(result, (Response, BedrockResponse)):
        return result
    headers: Any = None
    if isinstance(result, tuple):
        if len(result) == _PAIR:
            result, status_code = result
            _require_status(status_code)
        elif len(result) == _TRIPLE and is_status(result[1]) and isinstance(result[2], Mapping):
            result, status_code, headers = result
            if isinstance(result, (Response, BedrockResponse)):
                raise TypeError("A Response carries its own status and headers; return it alone")
    return Response(status_code, JSON, result, headers)


def is_status(value: Any) -> bool:
    """Whether a value is an HTTP status."""
    return isinstance(value, int) and not isinstance(value, bool) and _FIRST_STATUS <= value <= _LAST_STATUS


def is_pair(result: tuple[Any, ...]) -> bool:
    """Whether a tuple is a body with its status."""
    return len(result) == _PAIR and is_status(result[1])


def _require_status(value: Any) -> None:
    if not is_status(value):
        raise TypeError(
            f"A handler returned a pair whose second part, {value!r}, is no HTTP status; "
            "return (body, status), (body, status, headers), or a list"
        )
