"""Log lines for a terminal: time, level, message, and the keys that say something new."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from aws_lambda_powertools.local.decoding.lines import LogRecord, TextRecord
from aws_lambda_powertools.local.decoding.tracebacks import ErrorInfo, Frame, is_own_frame
from aws_lambda_powertools.local.screen.words import compact, cut, safe_json, visible
from aws_lambda_powertools.local.stream import LogLine

LEVEL_STYLES = {
    "TRACE": "dim",
    "DEBUG": "dim",
    "INFO": "cyan",
    "WARNING": "yellow",
    "ERROR": "red",
    "CRITICAL": "bold red",
}

_LONGEST_VALUE = 72
_LONGEST_TEXT = 4_000
_LONGEST_STRUCTURE = 400
_SHOWN = ("level", "message")
_MOST_FRAMES = 12

_LIBRARY_ROOT = re.compile(r"^.*/(?:site-packages|dist-packages|python3\.\d+)/")

# The heading of an invocation and the report say these, or nobody reads them on each line.
FOLDED = frozenset(
    (
        "cold_start",
        "function_arn",
        "function_memory_size",
        "function_name",
        "function_request_id",
        "function_version",
        "location",
        "sampling_rate",
        "service",
        "timestamp",
        "trace_flags",
        "trace_id",
        "span_id",
        "xray_trace_id",
    )
)


class LogView:
    """Shows the lines of one invocation; a key is shown where it is new or has changed, unless all are wanted."""

    def __init__(self, root: str, *, full: bool = False) -> None:
        self._root = root
        self._full = full
        self._seen: dict[str, str] = {}
        self.shown_errors: set[tuple[str, str]] = set()

    def render(self, line: LogLine) -> Table:
        """The line as a row of three columns."""
        record = line.record
        level = record.level if isinstance(record, LogRecord) else ""
        row = Table.grid(padding=(0, 1))
        row.add_column(width=12, no_wrap=True)
        row.add_column(width=8, no_wrap=True)
        row.add_column(overflow="fold")
        mark = level or ("stderr" if line.stream == "stderr" else "")
        row.add_row(
            Text(_clock(line.at), "dim"),
            Text(cut(mark, 8), LEVEL_STYLES.get(level, "dim")),
            self._structured(record) if isinstance(record, LogRecord) else _plain(record),
        )
        for error in record.errors:
            # A traceback names the module of a type, the runtime's report does not.
            self.shown_errors.add((error.type.rpartition(".")[2], error.message))
            row.add_row("", "", error_view(error, self._root))
        return row

    def _structured(self, record: LogRecord) -> Text:
        text = Text.assemble(
            (self._message(record.message), LEVEL_STYLES.get(record.level, "") if record.level != "INFO" else "")
        )
        for key, value in self._news(record):
            text.append("  ")
            text.append(f"{visible(key)}=", "dim")
            text.append(value)
        return text

    def _message(self, message: Any) -> str:
        if message is None:
            return ""
        if isinstance(message, str):
            return cut(visible(message), _LONGEST_TEXT)
        return cut(safe_json(message), _LONGEST_TEXT if self._full else _LONGEST_STRUCTURE)

    def _news(self, record: LogRecord) -> Iterable[tuple[str, str]]:
        """The keys that are worth their place on this line."""
        if self._full:
            yield from ((key, compact(value, _LONGEST_TEXT)) for key, value in record.data.items() if key not in _SHOWN)
            return
        for key, value in record.keys.items():
            text = compact(value, _LONGEST_VALUE)
            if key in FOLDED or self._seen.get(key) == text:
                continue
            self._seen[key] = text
            yield key, text


def error_view(error: ErrorInfo, root: str) -> Text:
    """An exception: type and message, then its frames."""
    text = Text.assemble((error.type, "bold red"))
    if error.message:
        text.append(f": {cut(visible(error.message), _LONGEST_TEXT)}", "red")
    for line in frame_lines(error.frames, root):
        text.append("\n")
        text.append_text(line)
    return text


def frame_lines(frames: Iterable[Frame], root: str) -> list[Text]:
    """One line for each frame of the user's code, outermost first; then where in a library it was raised, if it was."""
    frames = tuple(frames)
    own = [number for number, frame in enumerate(frames) if is_own_frame(frame, root)]
    if not own:
        return [_frame(frame, root) for frame in frames[-_MOST_FRAMES:]]
    lines = [_frame(frames[number], root) for number in own[-_MOST_FRAMES:]]
    if own[-1] + 1 < len(frames):
        lines.append(_library_frame(frames[-1], len(frames) - own[-1] - 1))
    return lines


def _library_frame(frame: Frame, depth: int) -> Text:
    place = f"{_LIBRARY_ROOT.sub('', frame.file)}:{frame.line}"
    return Text(f"  … {place} in {visible(frame.function)}, {depth} call{'s' * (depth != 1)} further down", "dim")


def _frame(frame: Frame, root: str) -> Text:
    place = f"{frame.file.removeprefix(root.rstrip('/') + '/')}:{frame.line}"
    text = Text("  ")
    text.append(place, "cyan")
    text.append(f" in {visible(frame.function)}" if frame.function else "", "dim")
    text.append(f"  {cut(visible(frame.statement), 100)}" if frame.statement else "")
    return text


def _plain(record: TextRecord) -> Text:
    return Text(cut(visible(record.text), _LONGEST_TEXT), "dim" if record.errors else "")


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M:%S.%f")[:12]
