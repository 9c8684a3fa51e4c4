"""The event that `--event` names: a file, one of the toolkit's event factories, or standard input."""

from __future__ import annotations

import json
import os
import sys
from difflib import get_close_matches
from typing import Any, BinaryIO

from aws_lambda_powertools.local.decoding import json_text
from aws_lambda_powertools.local.errors import LocalError

STANDARD_INPUT = "-"


def load_event(name: str, standard_input: BinaryIO | None = None) -> Any:
    """The event; LocalError says what is wrong, with line and column where the JSON ends to make sense."""
    if name == STANDARD_INPUT:
        return parse_event((standard_input or sys.stdin.buffer).read(), "standard input")
    if os.path.isfile(name):
        try:
            with open(name, "rb") as file:
                return parse_event(file.read(), name)
        except OSError as error:
            raise LocalError(f"The event file {name!r} can't be read: {error.strerror}.") from error
    return _from_factory(name)


def parse_event(data: bytes, place: str) -> Any:
    """The JSON value in some bytes; `place` is what the error names."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LocalError(f"The event in {place} is not UTF-8 (byte {error.start}).") from error
    if not text.strip():
        raise LocalError(f"The event in {place} is empty.", "An event without content is {}.")
    try:
        return json_text.parse(text)
    except json.JSONDecodeError as error:
        lines = text.splitlines() or [""]
        line = lines[min(error.lineno, len(lines)) - 1].strip()
        raise LocalError(
            f"The event in {place} is not JSON: {error.msg} in line {error.lineno}, column {error.colno}.",
            f"The line reads: {line[:80]}" if line else "",
        ) from error
    except ValueError as error:
        raise LocalError(f"The event in {place} is not JSON: {error}.") from error


def _from_factory(name: str) -> Any:
    if name.lstrip()[:1] in ("{", "["):
        raise LocalError(
            "--event takes a file, the name of an event, or '-', not JSON.",
            f"Send it through standard input: echo '{name}' | powertools run … --event -",
        )
    return load_factory(name, "There is no file {name!r} and no event of that name.")


def load_factory(name: str, sentence: str = "There is no event of the name {name!r}.") -> Any:
    """The event that the factory of that name makes; LocalError with this sentence if there is none."""
    from aws_lambda_powertools.testing import events

    wanted = name.replace("-", "_")
    if wanted in events.__all__:
        return getattr(events, wanted)()
    close = get_close_matches(wanted, events.__all__, n=1)
    hint = f"Did you mean {close[0]!r}?" if close else f"Events by name: {', '.join(events.__all__)}."
    raise LocalError(sentence.format(name=name), hint)
