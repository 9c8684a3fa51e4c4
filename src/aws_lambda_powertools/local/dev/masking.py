"""What the console does not show of an event, and how an edited event gets it back."""

from __future__ import annotations

import json
from typing import Any

from aws_lambda_powertools._core.redaction import SECRET_KEYS, Redaction
from aws_lambda_powertools.local.decoding.json_text import as_list, as_object, parse

MASK = "••••••"

_RULES = Redaction(keys=(*SECRET_KEYS, "cookies"), mark=MASK)


def masked(value: Any) -> Any:
    """The value with secrets hidden, also those in a body that is JSON; the given one stays as it is."""
    return _bodies(_RULES.apply(value))


def unmasked(edited: Any, original: Any) -> Any:
    """An edited event with the hidden values put back where they were not touched."""
    return _restored(edited, masked(original), original)


def _bodies(value: Any) -> Any:
    fields = as_object(value)
    body = fields.get("body")
    if not isinstance(body, str) or body[:1] not in ("{", "["):
        return value
    try:
        content = parse(body)
    except ValueError:
        return value
    shown = _RULES.apply(content)
    return value if shown == content else {**fields, "body": json.dumps(shown, ensure_ascii=False)}


def _restored(edited: Any, shown: Any, original: Any) -> Any:
    if edited == shown:
        return original
    fields, hidden, kept = as_object(edited), as_object(shown), as_object(original)
    if fields:
        return {
            key: _restored(value, hidden[key], kept[key]) if key in hidden and key in kept else value
            for key, value in fields.items()
        }
    items = as_list(edited)
    if items and len(items) == len(as_list(shown)):
        return [_restored(*row) for row in zip(items, as_list(shown), as_list(original), strict=True)]
    value: Any = edited
    return value
