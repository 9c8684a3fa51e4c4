"""What reads the JSON inside events."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_decode = json.JSONDecoder().raw_decode


def loads(text: str | bytes) -> Any:
    """The same as `json.loads`, in half the time for small texts without spaces around them."""
    if type(text) is str:
        try:
            value, end = _decode(text)
        except ValueError:
            return json.loads(text)  # which ignores spaces, and says what is wrong
        if end == len(text):
            return value
    return json.loads(text)
