"""What the events of all services have in common: an account, a region, a moment, and ids made from what they name."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from uuid import NAMESPACE_URL, uuid5

ACCOUNT = "123456789012"
REGION = "us-east-1"
TIME = "2024-05-01T12:00:00.000Z"
SECONDS = 1_714_564_800
MILLISECONDS = SECONDS * 1000


def arn(service: str, resource: str, *, account: str = ACCOUNT, region: str = REGION) -> str:
    """The ARN of something in our account."""
    return f"arn:aws:{service}:{region}:{account}:{resource}"


def identifier(*what: object) -> str:
    """A UUID, always the same for the same thing."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, what))))


def text(value: Any) -> str:
    """Texts as they are, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value)


def base64_text(value: Any) -> str:
    """Base64 of bytes as they are, of everything else as text."""
    return b64encode(value if isinstance(value, bytes) else text(value).encode()).decode()
