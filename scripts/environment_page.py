"""Write docs/environment_variables.md from the table in `_core/environment.py`.

    python scripts/environment_page.py

A test fails when the page is not what the table says.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from aws_lambda_powertools._core import environment, environment_otel as _more_rows  # noqa: F401

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """One variable, the section in which it stands, and the text below it."""

    variable: environment.Variable[Any]
    group: str
    description: str


def rows() -> list[Row]:
    """The table as its source shows it; what is described is not part of the running module."""
    source = Path(environment.__file__).read_text(encoding="utf-8")
    sections = {number: found[1] for number, line in enumerate(source.splitlines()) if (found := SECTION.match(line))}
    body = ast.parse(source).body
    found_rows: list[Row] = []
    for statement, below in zip(body, [*body[1:], None]):
        variable = getattr(environment, statement.targets[0].id, None) if _is_assignment(statement) else None
        if isinstance(variable, environment.Variable):
            group = [name for number, name in sections.items() if number < statement.lineno][-1]
            found_rows.append(Row(variable, group, _text(below)))
    return found_rows


def _is_assignment(statement: ast.stmt) -> TypeGuard[ast.Assign]:
    return isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)


def _text(statement: ast.stmt | None) -> str:
    """A text that stands by itself, on one line; nothing if it is something else."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return " ".join(str(statement.value.value).split())
    return ""


def page() -> str:
    return INTRODUCTION + "".join(_groups())


def _groups() -> Iterator[str]:
    groups: dict[str, list[Row]] = {}
    for row in rows():
        groups.setdefault(row.group, []).append(row)
    for group, members in groups.items():
        yield f"\n## {group}\n\n| Variable | Default | Meaning |\n| --- | --- | --- |\n"
        yield from (f"| `{row.variable.name}` | {_default(row.variable.default)} | {row.description} |\n" for row in members)


def _default(value: object) -> str:
    if value is None:
        return "unset"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
