"""Write the rows of the compatibility contract that this project has finished to tests/architecture/contract.json.

    python3 scripts/contract_rows.py path/to/api-contract.json

The contract lists every public name of the package whose users should be able to move here. Which parts are
finished stands in tests/architecture/finished.txt.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent / "tests" / "architecture"
PACKAGE = "aws_lambda_powertools"
EXCEPTION_SUFFIXES = ("Error", "Exception", "Warning")
SIGNS = {
    "POSITIONAL_ONLY": "/",
    "POSITIONAL_OR_KEYWORD": "",
    "KEYWORD_ONLY": "=",
    "VAR_POSITIONAL": "*",
    "VAR_KEYWORD": "**",
}
"""What stands before the name of a parameter, for its kind."""


def main() -> None:
    contract = json.loads(Path(sys.argv[1]).read_text())
    finished = [line.partition("#")[0].strip() for line in (HERE / "finished.txt").read_text().splitlines()]
    rows = {tier: of_parts(contract[tier], [part for part in finished if part]) for tier in ("tier1", "tier2")}
    (HERE / "contract.json").write_text(one_name_a_line(rows))
    for tier, modules in rows.items():
        print(f"{tier}: {sum(map(len, modules.values()))} names of {len(modules)} modules")


def of_parts(modules: dict[str, Any], finished: list[str]) -> dict[str, Any]:
    return {
        module: {name: shortened(row) for name, row in sorted(names.items()) if is_stable(row)}
        for module, names in sorted(modules.items())
        if module == PACKAGE or any(f"{module}.".startswith(f"{part}.") for part in finished)
    }


def shortened(row: dict[str, Any]) -> dict[str, Any]:
    """The row as `tests/support/contract.py` reads it: parameters as texts, members without signature as their kind."""
    short = dict(row)
    if "sig" in row:
        short["sig"] = row["sig"] and [parameter(*given) for given in row["sig"]]
    if "members" in row:
        short["bases"] = [base for base in row["bases"] if base.endswith(EXCEPTION_SUFFIXES)]
        short["members"] = {name: member(wanted) for name, wanted in row["members"].items()}
    return short


def member(wanted: dict[str, Any]) -> Any:
    if wanted.get("sig") is None:
        return wanted["kind"]
    return [parameter(*given) for given in wanted["sig"]]


def parameter(name: str, kind: str, default: str | None) -> str:
    return f"{SIGNS[kind]}{name}" + ("" if default is None else f"={default}")


def is_stable(row: dict[str, Any]) -> bool:
    """Whether the row can be told from one process to the next; the repr of some constants holds an address."""
    return " at 0x" not in row.get("value", "")


def one_name_a_line(rows: dict[str, dict[str, Any]]) -> str:
    """JSON whose differences can be read."""

    def compact(value: object) -> str:
        return json.dumps(value, separators=(",", ":"), ensure_ascii=False)

    tiers = []
    for tier, modules in rows.items():
        parts = [
            f" {compact(module)}: {{\n" + ",\n".join(f"  {compact(n)}: {compact(r)}" for n, r in names.items()) + "\n }"
            for module, names in modules.items()
        ]
        tiers.append(f"{compact(tier)}: {{\n" + ",\n".join(parts) + "\n}")
    return "{\n" + ",\n".join(tiers) + "\n}\n"


if __name__ == "__main__":
    main()
