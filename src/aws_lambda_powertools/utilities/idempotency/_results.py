"""Results of functions as text, and back: JSON, compressed where a store could not hold it otherwise."""

# What is looked into here is the user's own data, Any all the way down.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import json
import math
from decimal import Decimal

from aws_lambda_powertools._core.plain import to_plain
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyPersistenceConsistencyError,
    IdempotencyResultError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

COMPRESSED = "gzip;base64,"
"""What stands before a compressed result; no JSON begins so."""


def _natural_form(value: Any) -> Any:
    if isinstance(value, Decimal) and value.is_nan():
        return math.nan
    return to_plain(value)


# The keys are sorted and nothing is compact: keys and results must be the very bytes that version 3 wrote.
_encode = json.JSONEncoder(sort_keys=True, default=_natural_form).encode


_decode = json.JSONDecoder().raw_decode


def json_text(value: Any) -> str:
    """A value as JSON, the same for equal values; TypeError for what has no form in JSON."""
    try:
        return _encode(value)
    except TypeError:  # keys of different types can't be sorted, unless as texts
        return _encode(to_plain(value))


def encoded(result: Any) -> str:
    """A result as the text that is stored; IdempotencyResultError if JSON has no form for it."""
    try:
        return json_text(result)
    except (TypeError, ValueError, RecursionError) as error:
        raise IdempotencyResultError(
            f"A result of type {type(result).__name__} can't be stored as JSON; return plain data, or give an "
            "output_serializer",
            error,
        ) from error


def decoded(text: str) -> Any:
    """The result that was stored as this text."""
    if text.startswith(COMPRESSED):
        text = _inflated(text[len(COMPRESSED) :])
    value, end = _decode(text)
    return value if end == len(text) else json.loads(text)


def compressed(text: str) -> str:
    """A long text in fewer letters."""
    from base64 import b64encode
    from gzip import compress

    return COMPRESSED + b64encode(compress(text.encode(), mtime=0)).decode()


def _inflated(text: str) -> str:
    from base64 import b64decode
    from gzip import decompress

    try:
        return decompress(b64decode(text, validate=True)).decode()  # what we stored ourselves: no bomb
    except (ValueError, OSError, EOFError) as error:
        raise IdempotencyPersistenceConsistencyError("A stored result is damaged", error) from error
