"""Write docs/environment_variables.md from the table in `_core/environment.py`.

    python scripts/environment_page.py

A test fails when the page is not what the table says.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools._core import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parent.parent / "docs" / "environment_variables.md"

INTRODUCTION = """\
<!-- Written by scripts/environment_page.py from src/aws_lambda_powertools/_core/environment.py. Do not edit. -->

# Environment variables

A parameter given in code wins over its variable. A variable that is set but empty counts as unset. Variables are
read when an object is constructed, unless the row says otherwise.

Yes-or-no variables take `1`, `true`, `t`, `yes`, `y`, `on` and `0`, `false`, `f`, `no`, `n`, `off`, in any case;
any other word is an error that names the variable.
"""


def page() -> str:
    return INTRODUCTION + "".join(_groups())


def _groups() -> Iterator[str]:
    groups: dict[str, list[environment.Variable[Any]]] = {}
    for variable in environment.registry:
        groups.setdefault(variable.group, []).append(variable)
    for group, variables in groups.items():
        yield f"\n## {group}\n\n| Variable | Default | Meaning |\n| --- | --- | --- |\n"
        yield from (f"| `{row.name}` | {_default(row.default)} | {row.description} |\n" for row in variables)


def _default(value: object) -> str:
    if value is None:
        return "unset"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
