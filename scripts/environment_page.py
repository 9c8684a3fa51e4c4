"""Write docs/environment_variables.md from the table in `_core/environment.py`.

    python scripts/environment_page.py

A test fails when the page is not what the table says.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools._core import environment, environment_otel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

TABLES = (environment, environment_otel)

SECTION = re.compile(r"# --- (.+?) -+$")

PAGE = Path(__file__).resolve().parent.parent / "docs" / "environment_variables.md"

INTRODUCTION = """\
<!-- Written by scripts/environment_page.py from src/aws_lambda_powertools/_core/environment.py. Do not edit. -->

# Environment variables

A parameter given in code wins over its variable. A variable that is set but empty counts as unset. Variables are
read when an object is constructed, unless the row says otherwise.

Yes-or-no variables take `1`, `true`, `t`, `yes`, `y`, `on` and `0`, `false`, `f`, `no`, `n`, `off`, in any case;
any other word is an error that names the variable.
"""


@dataclass(frozen=True)
class Row:
    """One variable, the section in which it stands, and what it does."""

    variable: environment.Variable[Any]
    group: str
    description: str


def rows() -> list[Row]:
    """The table, in the order of its rows, with what stands around them in the source."""
    found = {name: told for table in TABLES for name, told in _told_around_rows(table).items()}
    return [Row(variable, *found[variable.name]) for variable in environment.registry]


def _told_around_rows(table: ModuleType) -> dict[str, tuple[str, str]]:
    """The section of each row and the text below it, by the name of its variable."""
    source = Path(str(table.__file__)).read_text(encoding="utf-8")
    sections = {number: found[1] for number, line in enumerate(source.splitlines()) if (found := SECTION.match(line))}
    told: dict[str, tuple[str, str]] = {}
    for row, below in pairwise(ast.parse(source).body):
        match row, below:
            case (
                ast.Assign(value=ast.Call(args=[ast.Constant(value=str(name)), *_])),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                section = [title for number, title in sections.items() if number < row.lineno][-1]
                told[name] = (section, " ".join(text.split()))
    return told


def page() -> str:
    return INTRODUCTION + "".join(_groups())


def _groups() -> Iterator[str]:
    groups: dict[str, list[Row]] = {}
    for row in rows():
        groups.setdefault(row.group, []).append(row)
    for group, members in groups.items():
        yield f"\n## {group}\n\n| Variable | Default | Meaning |\n| --- | --- | --- |\n"
        yield from (
            f"| `{row.variable.name}` | {_default(row.variable.default)} | {row.description} |\n" for row in members
        )


def _default(value: object) -> str:
    if value is None:
        return "unset"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
