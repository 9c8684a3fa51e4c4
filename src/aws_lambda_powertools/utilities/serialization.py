"""Base64 of texts and JSON, as text."""

from __future__ import annotations

import json

from aws_lambda_powertools._core import encoding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def base64_encode(data: str) -> str:
    """A text's UTF-8 bytes in base64."""
    return encoding.base64_encode(data)


def base64_decode(data: str) -> str:
    """The text whose UTF-8 bytes are given in base64; ValueError when they are none."""
    return encoding.base64_decode(data).decode("utf-8")


def base64_from_str(data: str) -> str:
    """A text's UTF-8 bytes in base64, as records of Kinesis and Firehose carry it."""
    return encoding.base64_encode(data)


def base64_from_json(data: Any, json_serializer: Callable[..., str] = json.dumps) -> str:
    """A value's JSON in base64, as records of Kinesis and Firehose carry it."""
    return encoding.base64_encode(json_serializer(data))
