"""What reads the JSON inside events."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_decode = json.JSONDecoder().raw_decode


def loads(text: str | bytes) -> Any:
    """The same as `json.loads`, in half the time for small texts without spaces around them.

    Whatever is no JSON is a JSONDecodeError, numbers too long for Python among it.
    """
    if type(text) is str:
        try:
            value, end = _decode(text)
        except ValueError:
            return _whole(text)  # which ignores spaces, and says what is wrong
        if end == len(text):
            return value
    return _whole(text)


def _whole(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise
    except ValueError as error:  # an integer with more digits than Python reads: as wrong as any other text
        raise json.JSONDecodeError(str(error), str(text), 0) from error
