"""Measures our package against the public one and prints the table of ratios and goals: `python benchmarks/run.py`.

Builds one virtualenv for each on first use. Every figure is a median of interleaved rounds; the ratio is what counts,
the absolute figures belong to the machine. See README.md next to this file.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
from pathlib import Path

from harness import environments, report
from harness.goals import MET, PUBLIC, Goal, read_goals
from harness.imports import IMPORTS
from harness.measure import FULL, QUICK, measure_cold, measure_hot, measure_import, measure_memory
from harness.scenario import COLD, HOT, load
from harness.table import as_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from harness.measure import Effort, Sides

KINDS = ("import", COLD, HOT)


def main(arguments: Sequence[str] | None = None, kinds: Sequence[str] = KINDS) -> int:
    """Runs what the command line asks for; the result is the exit code."""
    options = _parser(kinds).parse_args(arguments)
    with environments.alone():
        sides = environments.build(options.python)
        result = measure(sides, options)
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    records = [record for kind in options.kind for record in result[kind]]
    print(report.summary(records))
    return 1 if options.check and any(misses(record, options.tolerance) for record in records) else 0


def measure(sides: Sides, options: argparse.Namespace) -> dict[str, Any]:
    """Measures and prints table after table; gives all of it as plain data."""
    effort = QUICK if options.quick else FULL
    result: dict[str, Any] = {"conditions": _conditions(sides, effort)}
    for kind in options.kind:
        result[kind] = _measured(kind, sides, effort, options)
        _show(report.TITLES[kind], *report.table_of(kind, result[kind]))
        for trouble in report.troubles(result[kind]):
            print(f"  could not be measured: {trouble}")
    if options.memory:
        result["memory"] = _memory(sides, options)
        _show(f"Memory over {options.memory_calls:,} calls", *report.memory_table(result["memory"]))
    return result


def _measured(kind: str, sides: Sides, effort: Effort, options: argparse.Namespace) -> list[dict[str, Any]]:
    goals = read_goals()
    if kind == "import":
        statements = {name: part for name, part in IMPORTS.items() if _wanted(options, name, part)}
        return [
            report.record_of(measure_import(sides, _progress(name), effort), None, part)
            for name, part in statements.items()
        ]
    measure_one = measure_cold if kind == COLD else measure_hot
    records: list[dict[str, Any]] = []
    for (its_kind, name), scenario in load().items():
        goal = goals.get((its_kind, name))
        part = goal.part if goal else 0
        if its_kind == kind and _wanted(options, name, part):
            _progress(name)
            records.append(report.record_of(measure_one(sides, scenario, effort), goal, part))
    return records


def _memory(sides: Sides, options: argparse.Namespace) -> list[dict[str, Any]]:
    goals = read_goals()
    return [
        report.record_of_memory(measure_memory(sides, scenario, options.memory_calls))
        for (kind, name), scenario in load().items()
        if kind == HOT and _wanted(options, _progress(name), goals[kind, name].part)
    ]


def _wanted(options: argparse.Namespace, name: str, part: int) -> bool:
    return (not options.part or part in options.part) and bool(options.only.search(name))


def misses(record: dict[str, Any], tolerance: float) -> bool:
    """Whether a row falls short of its goal by more than the tolerance, takes too much memory, or has no figure."""
    if record["goal"] is None or record["goal"]["against"] != PUBLIC:
        return False
    if record["verdict"] == report.MISSED_RSS:
        return True
    return Goal(**record["goal"]).verdict(record["time"]["ratio"], tolerance) != MET


def _conditions(sides: Sides, effort: Effort) -> dict[str, Any]:
    return {
        "python": sides[0].directory.parent.name,
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "rounds": {"import": effort.imports, COLD: effort.cold, HOT: effort.hot},
    }


def _progress(name: str) -> str:
    if sys.stderr.isatty():
        print(f"\r\033[K{name}", end="\r", file=sys.stderr, flush=True)
    return name


def _show(title: str, head: list[str], rows: list[list[str]]) -> None:
    if not rows:
        return
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
    print(f"\n{title}\n\n{as_text(head, rows)}\n", flush=True)


def _parser(kinds: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--python", default=sys.executable, help="interpreter to measure with (this one)")
    parser.add_argument("--kind", choices=KINDS, nargs="+", default=kinds, help="which tables (%(default)s)")
    parser.add_argument("--part", type=int, nargs="+", help="only rows that these parts of the work have to meet")
    parser.add_argument("--only", type=re.compile, default="", metavar="REGEX", help="only rows whose name matches")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--memory", action="store_true", help="also growth and allocation of the hot rows")
    parser.add_argument(
        "--memory-calls", type=int, default=100_000, metavar="N", help="calls to grow over (%(default)s)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write everything measured to a file")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a row misses its goal")
    parser.add_argument("--tolerance", type=float, default=0.1, help="share by which --check forgives (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
