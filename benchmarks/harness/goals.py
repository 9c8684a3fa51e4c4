"""Which ratio each row has to reach, and in which part of the work."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

GOALS_FILE = Path(__file__).resolve().parent.parent / "goals.json"

MET = "met"
MISSED = "missed"
UNKNOWN = "-"
PUBLIC = "public"


@dataclass(frozen=True)
class Goal:
    """One row of the contract. `ratio` is ours divided by the public package, measured in the same run."""

    ratio: float
    part: int
    public: float | None = None
    """What the public package took on the machine of the contract: CPU ms (cold) or µs (hot); only shows the scale."""
    goal: float | None = None
    against: str = PUBLIC

    def verdict(self, ratio: float | None, tolerance: float = 0.0) -> str:
        """`met` or `missed`; `-` when there is nothing to compare. A tolerance of 0.1 forgives ten per cent."""
        if ratio is None or self.against != PUBLIC:
            return UNKNOWN
        return MET if ratio <= self.ratio * (1 + tolerance) else MISSED


def read_goals(file: Path = GOALS_FILE) -> dict[tuple[str, str], Goal]:
    """All goals, by kind (`cold`, `hot`) and scenario name."""
    fields = Goal.__dataclass_fields__
    return {
        (kind, name): Goal(**{key: value for key, value in row.items() if key in fields})
        for kind, rows in json.loads(file.read_text("utf-8")).items()
        for name, row in rows.items()
    }
