"""`powertools logs`: JSON log lines from a file or a pipe, for people."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from time import time
from typing import Any

import click

from aws_lambda_powertools.local.decoding.json_text import as_object
from aws_lambda_powertools.local.decoding.lines import LEVELS, Decoder, LogRecord, MetricRecord, Record
from aws_lambda_powertools.local.decoding.metrics import Metric
from aws_lambda_powertools.local.errors import LocalError

# "2024-05-01T12:00:00.000Z {…}" of exports, "2024-05-01T12:00:00+00:00 2024/05/01/[$LATEST]abc {…}" of `aws logs tail`
_PREFIX = re.compile(r"^\d{4}-\d\d-\d\d[T ][\d:.,+Z-]+\s+(?:\S+\s+)?(?=\{)")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which records are shown."""

    level: str
    pairs: Sequence[tuple[str, str]]
    pattern: re.Pattern[str] | None

    def takes(self, text: str, record: LogRecord) -> bool:
        if self.level and (record.level not in LEVELS or LEVELS.index(record.level) < LEVELS.index(self.level)):
            return False
        if any(_text(_value(record.data, path)) != value for path, value in self.pairs):
            return False
        return self.pattern is None or self.pattern.search(text) is not None


@click.command("logs", short_help="Print JSON log lines for people.")
@click.argument("file", required=False)
@click.option("--level", type=click.Choice(LEVELS, case_sensitive=False), help="Only lines of this level, or worse.")
@click.option("--where", "pairs", multiple=True, metavar="KEY=VALUE", help="Only lines with this value; order.id=7.")
@click.option("--grep", "pattern", metavar="REGEX", help="Only lines that match.")
@click.option("--metrics", is_flag=True, help="Add up the metrics in embedded metric format, and show them at the end.")
@click.option("--full", is_flag=True, help="Show every key of every line.")
def command(
    file: str | None, level: str | None, pairs: tuple[str, ...], pattern: str | None, metrics: bool, full: bool
) -> int:
    """Print the log lines in FILE, or from standard input, for people.

    Reads JSON lines as they are, exports of CloudWatch Logs and what `aws logs tail` prints. Lines that are no JSON
    pass through as they are, unless only some records are wanted.
    """
    wanted = _Wanted((level or "").upper(), [_pair(pair) for pair in pairs], _pattern(pattern))
    with _opened(file) as lines:
        _print(lines, wanted, full=full, with_metrics=metrics)
    return 0


def _opened(file: str | None) -> AbstractContextManager[Iterable[str]]:
    if file is None or file == "-":
        return nullcontext(sys.stdin)
    try:
        return open(file, encoding="utf-8", errors="replace")
    except OSError as error:
        raise LocalError(
            f"{file!r} can't be read: {error.strerror}.", "Without a file, it reads what is piped in."
        ) from error


def _print(lines: Iterable[str], wanted: _Wanted, *, full: bool, with_metrics: bool) -> None:
    from aws_lambda_powertools.local.screen.logs import LogView
    from aws_lambda_powertools.local.screen.metrics import metrics_table
    from aws_lambda_powertools.local.screen.terminal import terminal
    from aws_lambda_powertools.local.stream import LogLine

    screen, view, request_id = terminal(), LogView("/var/task", full=full), ""
    is_choosy = bool(wanted.level or wanted.pairs or wanted.pattern)
    found: list[Metric] = []
    for text, record in _records(lines):
        if isinstance(record, MetricRecord):
            found.extend(record.blob.metrics if with_metrics else ())
        elif not isinstance(record, LogRecord):
            if not is_choosy:
                click.echo(text)
        elif wanted.takes(text, record):
            if record.request_id and record.request_id != request_id:
                request_id, view = record.request_id, LogView("/var/task", full=full)
                screen.print(f"\n{request_id}", style="dim", markup=False)
            screen.print(view.render(LogLine(request_id, "invoke", "stdout", text, record, _at(record.timestamp))))
    if with_metrics:
        screen.print(metrics_table(found) if found else "No metrics.")


def _records(lines: Iterable[str]) -> Iterator[tuple[str, Record]]:
    decoder = Decoder()
    for line in lines:
        yield from decoder.feed(_PREFIX.sub("", line.rstrip("\r\n")))
    yield from decoder.flush()


def _at(timestamp: str) -> float:
    """The record's own time, where it is one that can be read."""
    try:
        text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", timestamp.replace("Z", "+00:00").replace(",", "."))
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return time()


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key:
        raise LocalError(f"--where {text!r} compares nothing.", "Write it as order_id=7.")
    return key, value


def _pattern(text: str | None) -> re.Pattern[str] | None:
    try:
        return None if text is None else re.compile(text)
    except re.error as error:
        raise LocalError(f"--grep {text!r} is no regular expression: {error}.") from error


def _value(data: Any, path: str) -> Any:
    """The value of a key, or of one inside another by dots."""
    if path in data:
        return data[path]
    value: Any = data
    for part in path.split("."):
        value = as_object(value).get(part)
    return value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
