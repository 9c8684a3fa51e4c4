"""What a run is written down as (plain data, kept as JSON), and how that is shown as tables."""

from __future__ import annotations

from dataclasses import asdict

from harness.goals import MISSED, UNKNOWN
from harness.table import figure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from harness.goals import Goal
    from harness.measure import Memory, Row

    Record = Mapping[str, Any]
    Table = tuple[list[str], list[list[str]]]

MISSED_RSS = f"{MISSED} (RSS)"
RSS_NOISE = 0.01
"""Peak memory of equal processes differs by about this share from one run to the next."""

TITLES = {
    "import": "Imports: CPU ms, wall ms and modules of the statement, peak RSS MiB of the process",
    "cold": "Cold start: CPU ms of import, construction and first call in a fresh process, peak RSS MiB, modules",
    "hot": "Hot path: CPU µs a call",
}


def record_of(row: Row, goal: Goal | None, part: int) -> dict[str, Any]:
    """One measured row as plain data, with its goal and the verdict on it."""
    record = {**asdict(row), "part": part, "goal": asdict(goal) if goal else None, "verdict": UNKNOWN}
    if goal:
        record["verdict"] = goal.verdict(row.time.ratio)
    if row.memory and row.memory.ratio is not None and row.memory.ratio > 1 + RSS_NOISE:
        record["verdict"] = MISSED_RSS
    return record


def record_of_memory(memory: Memory) -> dict[str, Any]:
    """One memory row as plain data."""
    return asdict(memory)


def table_of(kind: str, records: Iterable[Record]) -> Table:
    """Head and rows of the table of one kind: `import`, `cold`, `hot`."""
    if kind == "import":
        return _table(IMPORT_COLUMNS, records)
    return _table(COLD_COLUMNS if kind == "cold" else HOT_COLUMNS, records)


def memory_table(records: Iterable[Record]) -> Table:
    """Head and rows of the memory table."""
    head = [
        "scenario",
        "calls",
        "growth KiB public",
        "ours",
        "bytes a call public",
        "ours",
        "cyclic objects public",
        "ours",
    ]
    return head, [
        [
            record["name"],
            f"{record['calls']:,}",
            *(_whole(record[what].get(side)) for what in ("growth", "peak", "cycles") for side in ("public", "ours")),
        ]
        for record in records
    ]


def troubles(records: Iterable[Record]) -> list[str]:
    """One line for each scenario that could not be measured although the package has what it needs."""
    return [
        f"{record['name']}, {side}: {trouble}"
        for record in records
        for side, trouble in record["troubles"].items()
        if trouble != "absent"
    ]


def summary(records: Iterable[Record]) -> str:
    """How many of the rows with a goal meet it."""
    verdicts = [record["verdict"] for record in records if record["goal"]]
    missed = sum(verdict.startswith(MISSED) for verdict in verdicts)
    unknown = verdicts.count(UNKNOWN)
    return f"{len(verdicts) - missed - unknown} met, {missed} missed, {unknown} not comparable"


def _whole(value: float | None) -> str:
    return "-" if value is None else f"{value:,.0f}"


def _of(quantity: str, side: str, scale: float = 1) -> Any:
    def cell(record: Record) -> str:
        comparison = record[quantity]
        value = comparison and comparison[side]
        return figure(None if value is None else value / scale)

    return cell


def _modules(side: str) -> Any:
    return lambda record: _whole(record["modules"] and record["modules"][side])


def _spread(record: Record) -> str:
    lowest, highest = record["time"]["lowest"], record["time"]["highest"]
    return "-" if lowest is None else f"{figure(lowest)}..{figure(highest)}"


def _goal(record: Record) -> str:
    return figure(record["goal"] and record["goal"]["ratio"])


_TIME = {"public": _of("time", "public"), "ours": _of("time", "ours"), "ratio": _of("time", "ratio")}
_JUDGED = {
    **_TIME,
    "spread": _spread,
    "goal": _goal,
    "part": lambda record: str(record["part"]),
    "verdict": lambda record: record["verdict"],
}
_MEMORY_AND_MODULES = {
    "RSS public": _of("memory", "public", 1024),
    "RSS ours": _of("memory", "ours", 1024),
    "modules public": _modules("public"),
    "modules ours": _modules("ours"),
}
HOT_COLUMNS = {"scenario": lambda record: record["name"], **_JUDGED}
COLD_COLUMNS = {**HOT_COLUMNS, **_MEMORY_AND_MODULES}
IMPORT_COLUMNS = {
    "statement": lambda record: record["name"],
    **_TIME,
    "spread": _spread,
    "wall public": _of("wall", "public"),
    "wall ours": _of("wall", "ours"),
    **_MEMORY_AND_MODULES,
}


def _table(columns: Mapping[str, Any], records: Iterable[Record]) -> Table:
    return list(columns), [[cell(record) for cell in columns.values()] for record in records]
