"""How an invocation ended, for a terminal: its response or error, and Lambda's REPORT line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from rich.table import Table
from rich.text import Text

from aws_lambda_powertools.local._explain import explain
from aws_lambda_powertools.local._function import Function
from aws_lambda_powertools.local.decoding.json_text import as_object, parse
from aws_lambda_powertools.local.screen.logs import frame_lines
from aws_lambda_powertools.local.screen.words import cut, safe_json, visible
from aws_lambda_powertools.local.stream import FunctionError, InvocationResult

_MOST_LINES = 40
_MOST_COMPACT_LINES = 3
_LONGEST_LINE = 2_000


def response_view(response: Any, width: int) -> Table:
    """The response: of a web API its status and decoded body, of all else its JSON."""
    fields = as_object(response)
    text = _web_response(fields, width) if isinstance(fields.get("statusCode"), int) else _value(response, width)
    row = Table.grid(padding=(0, 1))
    row.add_row(Text("→", "green"), text)
    return row


def error_lines(error: FunctionError, function: Function, *, with_frames: bool = True) -> Iterator[Text]:
    """What went wrong, where, and what to do."""
    explanation = explain(error, function)
    yield Text.assemble(("✗ ", "bold red"), (cut(visible(explanation.sentence), _LONGEST_LINE), "red"))
    if with_frames:
        for line in frame_lines(explanation.frames, function.handler.root):
            yield Text("  ").append_text(line)
    if explanation.hint:
        yield Text(f"  {visible(explanation.hint)}", "dim")


def report(result: InvocationResult, function: Function, width: int) -> Text:
    """The REPORT line that Lambda writes, or its INIT_REPORT where there was no more than an initialization."""
    ended, initialization = result.ended, result.initialization
    if initialization is not None and initialization.error is not None:
        head, facts = "INIT_REPORT", _init_facts(initialization.milliseconds, initialization.error.type, ended.status)
        return _packed(head, facts, width)
    facts = [
        f"RequestId: {ended.request_id}",
        f"Duration: {ended.milliseconds:.2f} ms",
        f"Billed Duration: {ended.billed_milliseconds} ms",
        f"Memory Size: {function.memory} MB",
    ]
    if ended.peak_megabytes is not None:
        facts.append(f"Max Memory Used: {ended.peak_megabytes} MB")
    if initialization is not None:
        facts.append(f"Init Duration: {initialization.milliseconds:.2f} ms")
    facts.append(f"XRAY TraceId: {visible(result.started.trace_id)}")
    if ended.status != "success":
        facts.append(f"Status: {ended.status}")
    return _packed("REPORT", facts, width)


def _init_facts(milliseconds: float, error_type: str, status: str) -> list[str]:
    return [f"Init Duration: {milliseconds:.2f} ms", "Phase: init", f"Status: {status}", f"Error Type: {error_type}"]


def _packed(head: str, facts: Iterable[str], width: int) -> Text:
    """As many facts on a line as it has room for; the next line begins below the first fact."""
    lines = [head]
    for fact in facts:
        if len(lines[-1]) + 2 + len(fact) > width and lines[-1].strip() != head:
            lines.append(" " * len(head))
        lines[-1] += ("  " if lines[-1].strip() not in ("", head) else " ") + fact
    return Text("\n".join(lines), "dim")


def _web_response(response: dict[str, Any], width: int) -> Text:
    status = response["statusCode"]
    text = Text.assemble((f"{status} {_phrase(status)}".strip(), _status_style(status)))
    body = response.get("body")
    if body is None or body == "":
        return text
    text.append(" ")
    if response.get("isBase64Encoded"):
        return text.append(f"{len(str(body))} characters of base64", "dim")
    if isinstance(body, str):
        with suppress(ValueError):  # a text that is no JSON is shown as it is
            body = parse(body)
    return text.append_text(_value(body, width - len(text)))


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _status_style(status: int) -> str:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "bold red"
    return "bold yellow" if status >= HTTPStatus.BAD_REQUEST else "bold green"


def _value(value: Any, width: int) -> Text:
    """On one line where it fits, else indented, at most so many lines."""
    if isinstance(value, str):
        lines = visible(value).splitlines() or [""]
    else:
        compact = safe_json(value)
        is_short = len(compact) <= width * _MOST_COMPACT_LINES
        lines = [compact] if is_short else visible(_indented(value)).splitlines()
    text = Text("\n".join(cut(line, _LONGEST_LINE) for line in lines[:_MOST_LINES]))
    if len(lines) > _MOST_LINES:
        text.append(f"\n… {len(lines) - _MOST_LINES} more lines (--json prints all)", "dim")
    return text


def _indented(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
