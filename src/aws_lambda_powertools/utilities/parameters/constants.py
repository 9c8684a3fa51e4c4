"""Defaults, the names of transforms, and the providers behind the top-level functions."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DEFAULT_MAX_AGE_SECS = "300"
"""Seconds that a value is kept, if nobody says otherwise."""

DEFAULT_PROVIDERS: dict[str, Any] = {}
"""`ssm`, `secrets`, `appconfig` and so on: made when a top-level function first needs one, or put there by a test."""

TRANSFORM_METHOD_JSON = "json"
TRANSFORM_METHOD_BINARY = "binary"
TRANSFORM_METHOD_BOOLEAN = "boolean"
TRANSFORM_METHOD_INTEGER = "integer"
TRANSFORM_AUTO = "auto"
