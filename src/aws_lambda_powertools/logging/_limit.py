"""Lines too long for CloudWatch, cut so that they stay valid JSON and keep what says where they come from.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html (256 KB an event)
"""

from __future__ import annotations

from aws_lambda_powertools._core.plain import safe_dumps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

MARK = "…"
FULL_SIZE = "line_cut_from_bytes"
"""Key of a line that was cut: how many bytes it had."""

LEAST = 48
"""Bytes that a cut value keeps in any case."""

AROUND_A_KEY = 4
"""Quotes, colon and comma."""


def shortened(line: Mapping[str, Any], size: int, limit: int, encode: Callable[[Any], str]) -> dict[str, Any]:
    """A line of `size` bytes as one of about `limit`: the longest values are cut, all to the same length.

    A cut value is the beginning of its text, or of its JSON, and ends with MARK. Keys for which there is not even
    room for a cut value are left out, the last ones first.
    """
    room = limit - len("{}") - _size(FULL_SIZE) - AROUND_A_KEY - len(str(size))
    sizes: dict[str, int] = {}
    least = 0
    for key, value in line.items():
        key_size = _size(str(key)) + AROUND_A_KEY
        value_size = _size(safe_dumps(value, encode))
        least += key_size + min(value_size, LEAST)
        if least > room:
            break
        sizes[key] = value_size
        room -= key_size
        least -= key_size
    longest = _common_length(sizes.values(), room)
    kept = {key: line[key] if known <= longest else _head(line[key], longest, encode) for key, known in sizes.items()}
    return {**kept, FULL_SIZE: size}


def _common_length(sizes: Iterable[int], room: int) -> int:
    """To which length the longest values are cut, so that all of them have room."""
    remaining = sorted(sizes)
    while remaining and remaining[0] * len(remaining) <= room:
        room -= remaining.pop(0)
    return room // len(remaining) if remaining else room


def _head(value: Any, length: int, encode: Callable[[Any], str]) -> str:
    """The beginning of a value, which as JSON has at most so many bytes."""
    text = value if isinstance(value, str) else safe_dumps(value, encode)
    kept = length
    while kept > 0:
        head = text[:kept] + MARK
        size = _size(safe_dumps(head, encode))
        if size <= length:
            return head
        kept = min(kept - 1, kept * length // size)
    return MARK


def _size(text: str) -> int:
    return len(text.encode(errors="backslashreplace"))
