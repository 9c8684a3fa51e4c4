"""Measures one row: rounds of fresh processes, the two packages taking turns within each round."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

from harness.answer import WrongAnswerError
from harness.figures import compare
from harness.processes import AbsentError, FailedError, start, start_import

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from harness.environments import Side
    from harness.figures import Comparison
    from harness.processes import Child
    from harness.scenario import Check, Scenario

    Sides = tuple[Side, Side]


@dataclass(frozen=True)
class Effort:
    """How long to measure: rounds of each kind, and the slices that a hot round is cut into."""

    imports: int
    cold: int
    hot: int
    slices: int
    slice_seconds: float = 0.008


FULL = Effort(imports=15, cold=21, hot=7, slices=13)
QUICK = Effort(imports=5, cold=7, hot=3, slices=7)


@dataclass
class Row:
    """The outcome of one scenario. `time` is CPU: ms (cold) or µs a call (hot)."""

    kind: str
    name: str
    time: Comparison
    wall: Comparison | None = None
    memory: Comparison | None = None
    modules: Comparison | None = None
    troubles: dict[str, str] = field(default_factory=dict)
    """What went wrong, by side. `absent` says that the package has no such module."""


ABSENT = "absent"
TROUBLES = (AbsentError, FailedError, WrongAnswerError)


def measure_import(sides: Sides, statement: str, effort: Effort) -> Row:
    """What an import statement costs in a fresh process."""
    return _measure_fresh("import", statement, sides, effort.imports, lambda side: start_import(side, statement), None)


def measure_cold(sides: Sides, scenario: Scenario, effort: Effort) -> Row:
    """What import, construction and first call cost in a fresh process."""
    rounds = effort.cold
    return _measure_fresh(
        scenario.kind, scenario.name, sides, rounds, lambda side: start(side, scenario), scenario.check
    )


def _measure_fresh(
    kind: str, name: str, sides: Sides, rounds: int, begin: Callable[[Side], Child], check: Check | None
) -> Row:
    replies: dict[str, list[dict[str, Any]]] = {side.name: [] for side in sides}
    troubles: dict[str, str] = {}
    for _ in range(rounds):
        for side in sides:
            if side.name in troubles:
                continue
            try:
                replies[side.name].append(_reply_of(begin(side), check))
            except TROUBLES as error:
                troubles[side.name] = _told(error)

    def comparison(figure: str) -> Comparison:
        public, ours = ([reply[figure] for reply in replies[side.name]] for side in sides)
        return compare(public, ours)

    return Row(kind, name, comparison("cpu"), comparison("wall"), comparison("memory"), comparison("modules"), troubles)


def _reply_of(child: Child, check: Check | None) -> dict[str, Any]:
    with child:
        reply = child.told()
        if check:
            check(child.answer(reply["value"]))
        return reply


def measure_hot(sides: Sides, scenario: Scenario, effort: Effort) -> Row:
    """What a call costs once all is warm. In each round both processes are alive and get their slices in turns."""
    times: dict[str, list[float]] = {side.name: [] for side in sides}
    troubles: dict[str, str] = {}
    for _ in range(effort.hot):
        for name, microseconds in _hot_round(sides, scenario, effort, troubles).items():
            times[name].append(microseconds)
    public, ours = (times[side.name] for side in sides)
    return Row(scenario.kind, scenario.name, compare(public, ours), troubles=troubles)


def _hot_round(sides: Sides, scenario: Scenario, effort: Effort, troubles: dict[str, str]) -> dict[str, float]:
    with ExitStack() as stack:
        runs = {
            side.name: HotRun(stack.enter_context(start(side, scenario)), scenario, effort.slice_seconds)
            for side in sides
            if side.name not in troubles
        }
        for step in (HotRun.warm_up, *[HotRun.measure_slice] * effort.slices):
            for name, run in list(runs.items()):
                try:
                    step(run)
                except TROUBLES as error:
                    troubles[name] = _told(error)
                    del runs[name]
        return {name: median(run.slices) for name, run in runs.items()}


class HotRun:
    """One hot process during one round."""

    def __init__(self, child: Child, scenario: Scenario, slice_seconds: float) -> None:
        self.slices: list[float] = []
        self._child = child
        self._scenario = scenario
        self._slice_seconds = slice_seconds
        self._calls = 1

    def warm_up(self) -> None:
        """Checks the answer of the first call, then finds out how many calls fill a slice."""
        self._scenario.check(self._child.answer(self._child.told()["value"]))
        while (taken := self._child.ask("time", self._calls)) < self._slice_seconds / 2:
            self._calls *= 2
        self._calls = max(1, round(self._calls * self._slice_seconds / taken))

    def measure_slice(self) -> None:
        """Times one slice: µs a call."""
        self.slices.append(self._child.ask("time", self._calls) / self._calls * 1e6)


@dataclass(frozen=True)
class Memory:
    """What a hot scenario does to memory, by side."""

    name: str
    calls: int
    growth: dict[str, float]
    """KiB by which the process grows over all calls."""
    peak: dict[str, float]
    """Bytes that one call allocates at its highest."""
    cycles: dict[str, float]
    """Objects that one call leaves to the garbage collector."""
    troubles: dict[str, str]


def measure_memory(sides: Sides, scenario: Scenario, calls: int) -> Memory:
    """Calls a hot scenario so many times in one process of each package."""
    growth: dict[str, float] = {}
    peak: dict[str, float] = {}
    cycles: dict[str, float] = {}
    troubles: dict[str, str] = {}
    for side in sides:
        with start(side, scenario) as child:
            try:
                scenario.check(child.answer(child.told()["value"]))
                growth[side.name] = child.ask("grow", calls)
                peak[side.name] = child.ask("peak", 50)
                cycles[side.name] = child.ask("cycles", 1000)
            except TROUBLES as error:
                troubles[side.name] = _told(error)
    return Memory(scenario.name, calls, growth, peak, cycles, troubles)


def _told(error: Exception) -> str:
    return ABSENT if isinstance(error, AbsentError) else str(error)
