"""JSON as CloudWatch and X-Ray read it: no NaN, no infinities, and nothing so deep that it can't be shown."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn, cast


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large a number")
    return number


_decode = json.JSONDecoder(parse_constant=_refuse, parse_float=_number).decode


def parse(text: str) -> Any:
    """The value of a JSON text; ValueError (JSONDecodeError where the place is known) for anything else."""
    try:
        return _decode(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def as_object(value: Any) -> dict[str, Any]:
    """The value if it is a JSON object, else an empty one."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """The value if it is a JSON list, else an empty one."""
    # Said to pyright alone: mypy finds a cast superfluous here.
    return value if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType]


def parse_object(text: str) -> dict[str, Any] | None:
    """The JSON object that a text holds, or None when it holds something else."""
    text = text.strip()
    if not (text.startswith("{") and text.endswith("}")):
        return None
    try:
        value = parse(text)
    except ValueError:
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None
