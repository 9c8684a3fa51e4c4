"""Takes out of a result what differs from run to run: times, ids, ports, directories, frames inside the package.

A time of these hours becomes its form (`9999-99-99T99:99:99.999Z`), a fixed time of a scenario stays as it is. The
id of a segment document becomes the name of that document, any other id its number in order of appearance: links
between documents are still compared, and one missing document does not renumber the others.
"""

from __future__ import annotations

import re
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

DAY = 86_400
ID = re.compile(
    r"\b(?:(?P<trace>1-[0-9a-f]{8}-[0-9a-f]{24})|(?P<uuid>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"
    r"|(?P<id>[0-9a-f]{16}))\b"
)
PORT = re.compile(r"(\b127\.0\.0\.1(?::|', (?:port=)?)|\blocalhost:)\d{4,5}\b")
ADDRESS = re.compile(r"\bat 0x[0-9a-f]+")
STAMP = re.compile(r"(?<![\w.])(?:\d{10}|\d{13})(?![\w.])")
FRAME = re.compile(r'^ +File "(?P<file>[^"]*)", line \d+, in .*\n(?:    .*\n)*', re.MULTILINE)
UNCOMPARED_FILES = frozenset(
    # Frames of the tracing libraries, of what they stand on, and of our own worker: nothing about the user's code.
    ("tracer.py", "factory.py", "recorder.py", "async_recorder.py", "patch.py", "contextlib.py", "worker.py")
)


def normalised(result: dict[str, Any]) -> dict[str, Any]:
    """A result of `worker.py` without what chance and machine put into it."""
    view = {key: result[key] for key in ("yielded", "output", "segments", "warnings", "stderr", "raised", "text")}
    normaliser = _Normaliser(result["now"], result["places"])
    normaliser.name_segments(view["segments"] or [])
    return {key: normaliser.value(part) for key, part in view.items()}


class _Normaliser:
    def __init__(self, now: float, places: dict[str, str]) -> None:
        self.now = now
        self.places = places
        self.ids: dict[str, str] = {}
        self.counts: dict[str, int] = {}
        days = [time.gmtime(now + days * DAY) for days in (-1, 0, 1)]
        forms = {time.strftime(form, day) for day in days for form in ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d %b %Y")}
        self.today = re.compile("(?:" + "|".join(map(re.escape, sorted(forms))) + r")[\dT :.,]*(?:Z|[+-]\d\d:?\d\d)?")

    def name_segments(self, segments: list[Any]) -> None:
        """Lets each segment document, and each exception in it, be known by its name."""
        for segment in segments:
            self._name(segment.get("id"), f"segment {segment.get('name')}")
            cause = segment.get("cause")
            for exception in cause.get("exceptions", []) if isinstance(cause, dict) else []:
                self._name(exception.get("id"), f"exception {exception.get('type')}")

    def _name(self, identifier: Any, kind: str) -> str:
        if identifier not in self.ids:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            self.ids[identifier] = f"<{kind} {self.counts[kind]}>"
        return self.ids[identifier]

    def value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self.text(key): self.value(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.value(item) for item in value if not _is_inside(item, self.places)]
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self.number(value)
        return value

    def number(self, value: float) -> Any:
        for unit, scale in (("seconds", 1), ("milliseconds", 1000)):
            if abs(value / scale - self.now) < DAY:
                return f"<now in {unit}, {type(value).__name__}>"
        return value

    def text(self, text: str) -> str:
        text = self._without_inner_frames(text)
        for place, name in self.places.items():
            text = text.replace(place, name)
        text = ID.sub(lambda match: self._name(match[0], match.lastgroup or ""), text)
        text = PORT.sub(r"\1<port>", text)
        text = ADDRESS.sub("at <address>", text)
        text = self.today.sub(lambda match: re.sub(r"\d", "9", match[0]), text)
        return STAMP.sub(lambda match: str(self.number(int(match[0]))), text)

    def _without_inner_frames(self, text: str) -> str:
        if "Traceback (most recent call last)" not in text:
            return text
        return FRAME.sub(lambda match: "" if _is_package_file(match["file"], self.places) else match[0], text + "\n")


def _is_package_file(file: str, places: dict[str, str]) -> bool:
    return any(name == "<package>" and file.startswith(place) for place, name in places.items())


def _is_inside(item: Any, places: dict[str, str]) -> bool:
    """Whether a list item is a stack frame (of a log line or of a segment document) inside the package."""
    if not isinstance(item, dict):
        return False
    if item.keys() == {"file", "line", "function", "statement"}:
        return _is_package_file(str(item["file"]), places)
    return item.keys() == {"path", "line", "label"} and item["path"] in UNCOMPARED_FILES
