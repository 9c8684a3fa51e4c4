"""One header of a request, in whichever form the event carries it."""

# What requests hold is Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent


def header_of(event: BaseProxyEvent, name: str) -> str | None:
    """One header of the request by its lower-case name; several values are joined with commas."""
    for field in ("headers", "multiValueHeaders"):
        headers: dict[str, Any] | None = event.get(field)
        if not headers:
            continue
        value = headers.get(name) or headers.get(name.title())
        if value is None:
            value = next((headers[spelt] for spelt in headers if spelt.lower() == name), None)
        if value is not None:
            return ",".join(value) if isinstance(value, list) else value
    return None
