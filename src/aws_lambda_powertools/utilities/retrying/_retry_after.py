"""How long a service asks us to wait: the Retry-After header of what it answered."""

# What is looked into here is somebody else's exception or response, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Mapping

from aws_lambda_powertools._core import clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

RETRY_AFTER = "retry-after"


def seconds_asked_for(outcome: Any) -> float | None:
    """Seconds to wait, by the headers of a response or of the response in an exception; None if it says nothing.

    Knows the exceptions and responses of requests, httpx, urllib, aiohttp and botocore.
    Source: https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
    """
    text = _header(outcome)
    if text is None:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        return _until(text)


def _header(outcome: Any) -> str | None:
    for holder in (getattr(outcome, "response", None), outcome):
        headers = getattr(holder, "headers", None)
        if headers is None and isinstance(holder, Mapping):  # botocore
            headers = holder.get("ResponseMetadata", {}).get("HTTPHeaders")
        if headers is None:
            continue
        try:
            found = next((value for name, value in headers.items() if str(name).lower() == RETRY_AFTER), None)
        except Exception:  # noqa: S112  # no headers that we know: nothing is asked for
            continue
        if found is not None:
            return str(found).strip()
    return None


def _until(date: str) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - clock.seconds())
    except (TypeError, ValueError, OverflowError):
        return None
