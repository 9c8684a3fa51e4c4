"""What models do with the texts in events: decode, inflate, read addresses.

All of it raises ValueError for what it cannot read, which pydantic reports with the field it stands in.
"""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel

from aws_lambda_powertools._core import encoding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network
    from typing import Any, TypeGuard

TEST_INVOKE_SOURCE_IP = "test-invoke-source-ip"
"""What the test button of API Gateway's console sends for an address."""


def is_mapping(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a value is an object of JSON."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether a value is a list of JSON."""
    return isinstance(value, list)


def is_model(value: Any) -> bool:
    """Whether a value is a model or the class of one: what users put in by hand, and AWS never sends."""
    return isinstance(value, BaseModel) or (isinstance(value, type) and issubclass(value, BaseModel))


def decoded_base64(value: Any) -> bytes:
    """The bytes in a base64 text."""
    if not isinstance(value, (str, bytes)):
        raise ValueError(f"A text in base64 is expected, not {type(value).__name__}")  # noqa: TRY004 - for pydantic
    return encoding.base64_decode(value, "The text")


def decoded_text(value: Any) -> str:
    """The text in a base64 text."""
    return encoding.utf8(decoded_base64(value), "The content")


def text_or_bytes(data: bytes) -> str | bytes:
    """The text in UTF-8 bytes, or the bytes when they are no UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def inflated_json(data: bytes) -> Any:
    """The JSON value in compressed bytes."""
    return json_value(encoding.utf8(encoding.inflate(data, what="The content"), "The content"))


def json_value(text: str) -> Any:
    """The JSON value in a text."""
    import json

    try:
        return json.loads(text)
    except ValueError as error:
        raise ValueError(f"The content holds no valid JSON: {error}") from error


def source_ip(value: Any) -> IPv4Network | IPv6Network | str:
    """The network of an address; the text itself where a port follows it, or for the console's test button."""
    try:
        return network(value)
    except ValueError:
        if value == TEST_INVOKE_SOURCE_IP or (isinstance(value, str) and _has_port(value)):
            return str(value)
        raise


def network_or_name(value: Any) -> IPv4Network | IPv6Network | str:
    """The network of an address, or the text that is none: services call themselves by name."""
    try:
        return network(value)
    except ValueError:
        if isinstance(value, str):
            return value
        raise


def network(value: Any) -> IPv4Network | IPv6Network:
    """The network of an address, such as `192.0.2.1/32`."""
    if isinstance(value, str):
        return _network(value)
    from ipaddress import IPv4Network, IPv6Network, ip_network

    if isinstance(value, bool) or not isinstance(value, (int, bytes, IPv4Network, IPv6Network)):
        raise ValueError(f"Invalid IP address: {value!r}")  # noqa: TRY004 - for pydantic
    return ip_network(value)


@lru_cache(maxsize=256)
def _network(text: str) -> IPv4Network | IPv6Network:
    # Three microseconds each, most of what API Gateway's models take; callers come more than once.
    from ipaddress import ip_network

    try:
        return ip_network(text)
    except ValueError as error:
        raise ValueError(f"Invalid IP address: {text!r}") from error


def _has_port(value: str) -> bool:
    """Whether it is `192.0.2.1:80` or `[2001:db8::1]:80`."""
    address, _, port = value.rpartition(":")
    if not port.isdecimal():
        return False
    try:
        network(address[1:-1] if address.startswith("[") and address.endswith("]") else address)
    except ValueError:
        return False
    return True
