"""Values as short, harmless texts for a terminal."""

from __future__ import annotations

import re
from typing import Any

from aws_lambda_powertools._core.plain import safe_dumps

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_PLAIN_WORD = re.compile(r"^[^\s\"=]+$")


def visible(text: str) -> str:
    """The text without colours and other commands to the terminal; control characters become readable escapes."""
    text = _ESCAPES.sub("", text).replace("\r", "\n").expandtabs(4)
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", text))


def cut(text: str, width: int) -> str:
    """The text in at most so many characters, with an ellipsis where something is missing."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"


def compact(value: Any, width: int) -> str:
    """A value on one line: words as they are, texts with blanks in quotes, all else as JSON."""
    if isinstance(value, str):
        text = visible(value).replace("\n", "⏎")
        return cut(text if _PLAIN_WORD.match(text) else safe_json(text), width)
    return cut(safe_json(value), width)


def safe_json(value: Any) -> str:
    """JSON with readable letters, whatever the value."""
    import json

    try:
        return visible(json.dumps(value, ensure_ascii=False, default=str))
    except (ValueError, TypeError, RecursionError):
        return visible(safe_dumps(value))


def duration(milliseconds: float) -> str:
    """A duration with three or four digits: `0.412 ms`, `12.3 ms`, `1.20 s`."""
    if milliseconds >= 1000:  # noqa: PLR2004
        return f"{milliseconds / 1000:.2f} s"
    if milliseconds >= 100:  # noqa: PLR2004
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds:.1f} ms" if milliseconds >= 1 else f"{milliseconds:.2f} ms"


def number(value: float) -> str:
    """A number without a needless fraction."""
    return f"{value:.10g}"
