"""Look-ups in headers and query strings, as functions."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def base64_decode(value: str) -> str:
    """The text in base64; ValueError when it is none."""
    from aws_lambda_powertools._core import encoding

    return encoding.utf8(encoding.base64_decode(value, "The value"), "The value")


def get_header_value(
    headers: dict[str, Any], name: str, default_value: str | None = None, case_sensitive: bool = False
) -> str | None:
    """The value of a header, in any case unless told otherwise, else the default."""
    if not headers:
        return default_value
    if case_sensitive:
        return headers.get(name, default_value)
    wanted = name.lower()
    return next((value for key, value in headers.items() if key.lower() == wanted), default_value)


def get_query_string_value(
    query_string_parameters: dict[str, str] | None, name: str, default_value: str | None = None
) -> str | None:
    """One value of a query string, else the default."""
    return (query_string_parameters or {}).get(name, default_value)


def get_multi_value_query_string_values(
    multi_value_query_string_parameters: dict[str, list[str]] | None,
    name: str,
    default_values: list[str] | None = None,
) -> list[str]:
    """All values of a name in a query string, else the defaults."""
    return (multi_value_query_string_parameters or {}).get(name) or default_values or []


def cookies_in(header: str | list[str]) -> dict[str, str]:
    """The cookies of one or several Cookie headers by name; of a name that occurs twice, the last."""
    text = header if isinstance(header, str) else ";".join(filter(None, header))
    pairs = (part.strip().partition("=") for part in text.split(";"))
    return {name.strip(): value.strip() for name, equals, value in pairs if equals}
