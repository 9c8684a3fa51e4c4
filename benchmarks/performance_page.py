"""Writes `docs/performance.md` from a result that `run.py --json` has written: `performance_page.py RESULT [PAGE]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from harness import report
from harness.table import as_markdown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"

INTRODUCTION = """\
# Performance

What this toolkit costs, beside the public package 3.37.0 in the same run. The **ratio** (ours divided by public) is
what carries over to other machines; the absolute figures belong to the machine that ran this. Lower is better.

`make bench ARGS="--json result.json"` measures, `python benchmarks/performance_page.py result.json` writes this page;
`benchmarks/README.md` tells how the rows are measured.
"""


def page_of(result: dict[str, Any]) -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, _conditions(result["conditions"]), *_sections(result)])


def _conditions(conditions: dict[str, Any]) -> str:
    rounds = ", ".join(f"{number} of {kind}" for kind, number in conditions["rounds"].items())
    return f"Python {conditions['python']}, {conditions['machine']}. Interleaved rounds: {rounds}.\n"


def _sections(result: dict[str, Any]) -> list[str]:
    sections = [
        _section(title, *report.table_of(kind, result[kind]), report.summary(result[kind]) if kind != "import" else "")
        for kind, title in report.TITLES.items()
        if kind in result
    ]
    if "memory" in result:
        sections.append(_section("Memory", *report.memory_table(result["memory"]), ""))
    return sections


def _section(title: str, head: list[str], rows: list[list[str]], closing: str) -> str:
    heading, _, explanation = title.partition(": ")
    lines = [f"## {heading}", explanation and f"{explanation}.", as_markdown(head, rows), closing and f"{closing}."]
    return "\n\n".join(line for line in lines if line) + "\n"


if __name__ == "__main__":
    _, source, *target = sys.argv
    page = Path(target[0]) if target else PAGE
    page.write_text(page_of(json.loads(Path(source).read_text("utf-8"))), "utf-8")
