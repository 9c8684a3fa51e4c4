"""What a scenario did when it was run once: its result, the lines it printed, the trace documents it sent."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    Check = Callable[["Answer"], None]


class Answer:
    """The outcome of one call. `value` has passed through JSON; what JSON cannot hold is its text."""

    def __init__(self, value: Any, printed: str, datagrams: list[bytes]) -> None:
        self.value = value
        self.lines: list[dict[str, Any]] = [json.loads(line) for line in printed.splitlines() if line]
        bodies = [datagram.partition(b"\n")[2] for datagram in datagrams]
        self.documents: list[dict[str, Any]] = [json.loads(body) for body in bodies if body.startswith(b"{")]
        self._exported = [body[3:] for body in bodies if body.startswith((b"T1S", b"T1U"))]

    @property
    def exports(self) -> list[bytes]:
        """Spans of OpenTelemetry, each request as it is in protobuf."""
        from binascii import a2b_base64

        return [a2b_base64(body) for body in self._exported]


class WrongAnswerError(Exception):
    """The scenario ran, but not as it should have: timing it would say nothing."""


def require(condition: bool, what: str, seen: object) -> None:
    """Raises `WrongAnswerError` that says what was expected and what was seen."""
    if not condition:
        raise WrongAnswerError(f"expected {what}, got {seen!r}"[:500])


def gives(
    value: object = None,
    lines: Sequence[Mapping[str, Any]] = (),
    segments: Sequence[str] = (),
    also: Check | None = None,
) -> Check:
    """A check of everything that one call does.

    It returns this value, prints JSON lines that hold at least these keys and values, in this order, sends trace
    documents with segments of these names, in any order and at any depth, and passes one more check.
    """

    def check(answer: Answer) -> None:
        require(answer.value == value, f"the result {value!r}", answer.value)
        require(len(answer.lines) == len(lines), f"{len(lines)} lines of output", answer.lines)
        for line, expected in zip(answer.lines, lines, strict=True):
            require({key: line.get(key) for key in expected} == expected, str(expected), line)
        names = sorted(name for document in answer.documents for name in _names(document))
        require(names == sorted(segments), f"the segments {sorted(segments)}", names)
        if also:
            also(answer)

    return check


def _names(document: dict[str, Any]) -> list[str]:
    inner = [name for child in document.get("subsegments", ()) for name in _names(child)]
    return [str(document["name"]), *inner]
