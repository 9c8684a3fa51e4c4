"""What the benchmarks promise without running any: goals, ratios, verdicts, checked answers, tables."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest
import run
from harness.answer import Answer, WrongAnswerError, gives
from harness.environments import source_digest
from harness.figures import compare
from harness.goals import Goal, read_goals
from harness.measure import Memory, Row
from harness.report import memory_table, record_of, record_of_memory, summary, table_of, troubles
from harness.scenario import SCENARIOS, hot, load
from harness.table import as_markdown, as_text, figure
from performance_page import page_of

BENCHMARKS = Path(run.__file__).parent
GOALS = read_goals()
TRACED = b'{"format": "json", "version": 1}\n{"name": "## handler", "subsegments": [{"name": "charge"}]}'


def a_row(ratio: float = 0.5, memory: float = 0.9, **changes: object) -> Row:
    times = compare([10.0, 20.0, 30.0], [10.0 * ratio, 20.0 * ratio, 30.0 * ratio])
    fields = {"kind": "cold", "name": "logger", "time": times, "wall": times, "modules": times}
    return Row(**{**fields, "memory": compare([1000.0], [1000.0 * memory]), **changes})


def test_every_row_of_the_contract_has_a_goal() -> None:
    assert sum(kind == "cold" for kind, _ in GOALS) == 73
    assert sum(kind == "hot" for kind, _ in GOALS) == 111


def test_every_scenario_has_a_goal() -> None:
    assert not [key for key in load() if key not in GOALS]


def test_every_goal_of_part_1_has_a_scenario() -> None:
    assert not [key for key, goal in GOALS.items() if goal.part == 1 and key not in load()]


def test_a_name_is_taken_once() -> None:
    load()
    with pytest.raises(ValueError, match="already a hot scenario named"):
        hot("logger.info.plain", check=gives())(lambda: None)
    assert SCENARIOS["hot", "logger.info.plain"].file == "logger"


def test_the_measured_process_makes_no_import_free() -> None:
    program = (
        "import sys, awslambdaric.bootstrap; runtime = set(sys.modules); "
        "sys.argv = ['child.py']; import child, scenarios.cold; "
        "print(sorted(name.partition('.')[0] for name in set(sys.modules) - runtime))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=BENCHMARKS, capture_output=True, text=True, check=True
    )
    assert set(json.loads(done.stdout.replace("'", '"'))) == {"child", "harness", "scenarios"}


def test_the_ratio_is_the_median_of_the_rounds_own_ratios() -> None:
    both = compare([10.0, 100.0, 20.0], [1.0, 10.0, 8.0])
    assert (both.ratio, both.lowest, both.highest) == (0.1, 0.1, 0.4)
    assert (both.public, both.ours) == (20.0, 8.0)


def test_a_side_without_values_leaves_the_ratio_open() -> None:
    assert compare([10.0], []).ratio is None
    assert compare([], [1.0]).public is None


@pytest.mark.parametrize(
    ("ratio", "tolerance", "verdict"),
    [(0.29, 0, "met"), (0.3, 0, "met"), (0.32, 0, "missed"), (0.32, 0.1, "met"), (0.34, 0.1, "missed"), (None, 0, "-")],
)
def test_verdict(ratio: float | None, tolerance: float, verdict: str) -> None:
    assert Goal(ratio=0.3, part=1).verdict(ratio, tolerance) == verdict


def test_a_goal_against_another_package_is_not_judged_by_the_public_one() -> None:
    assert GOALS["hot", "retry.first_try_succeeds"].verdict(0.01) == "-"


def test_more_memory_than_the_public_package_misses_the_goal() -> None:
    goal = Goal(ratio=0.6, part=1)
    assert record_of(a_row(memory=1.2), goal, 1)["verdict"] == "missed (RSS)"
    assert record_of(a_row(memory=1.005), goal, 1)["verdict"] == "met"


@pytest.mark.parametrize(
    ("record", "misses"),
    [
        (record_of(a_row(0.5), Goal(0.6, 1), 1), False),
        (record_of(a_row(0.65), Goal(0.6, 1), 1), False),
        (record_of(a_row(0.7), Goal(0.6, 1), 1), True),
        (record_of(a_row(memory=1.2), Goal(0.6, 1), 1), True),
        (record_of(a_row(time=compare([1.0], [])), Goal(0.6, 1), 1), True),
        (record_of(a_row(0.7), None, 1), False),
        (record_of(a_row(0.7), Goal(0.6, 1, against="stamina"), 1), False),
    ],
)
def test_check_forgives_what_is_within_the_tolerance(record: dict[str, object], misses: bool) -> None:
    assert run.misses(record, 0.1) is misses


def test_check_exits_with_1_when_a_goal_is_missed(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    def one_missed_row(_sides: object, options: Namespace) -> dict[str, object]:
        return {kind: [record_of(a_row(0.9), Goal(0.6, 1), 1)] for kind in options.kind}

    monkeypatch.setattr(run, "measure", one_missed_row)
    monkeypatch.setattr(run.environments, "build", lambda _python: ())
    assert run.main(["--kind", "cold"]) == 0
    assert run.main(["--kind", "cold", "--check"]) == 1
    assert "0 met, 1 missed, 0 not comparable" in capsys.readouterr().out


ANSWER = ("done", '{"message": "hello", "level": "INFO"}\n', [TRACED])


def test_an_answer_as_expected_passes() -> None:
    gives("done", [{"message": "hello"}], ["charge", "## handler"])(Answer(*ANSWER))


@pytest.mark.parametrize(
    ("check", "complaint"),
    [
        (gives("other", [{"message": "hello"}], ["charge", "## handler"]), "expected the result 'other', got 'done'"),
        (gives("done", [], ["charge", "## handler"]), "expected 0 lines"),
        (gives("done", [{"message": "bye"}], ["charge", "## handler"]), "'bye'"),
        (gives("done", [{"message": "hello"}], ["## handler"]), "expected the segments"),
    ],
)
def test_a_wrong_answer_is_told(check, complaint: str) -> None:
    with pytest.raises(WrongAnswerError, match=complaint):
        check(Answer(*ANSWER))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        (0.03124, "0.0312"),
        (0.5, "0.500"),
        (4.5678, "4.57"),
        (42.0, "42.0"),
        (1234.5, "1,234"),
        (0, "0.00"),
    ],
)
def test_figures_have_three_digits_that_count(value: float | None, text: str) -> None:
    assert figure(value) == text


def test_tables_align_figures_to_the_right() -> None:
    head, rows = ["scenario", "ours"], [["logger", "1.5"], ["a.long.name", "12"]]
    assert as_text(head, rows).splitlines() == [
        "scenario     ours",
        "-----------  ----",
        "logger        1.5",
        "a.long.name    12",
    ]
    assert as_markdown(head, rows).splitlines()[1:3] == ["| --- | ---: |", "| logger | 1.5 |"]


def test_a_row_shows_ratio_goal_and_verdict() -> None:
    head, rows = table_of("cold", [record_of(a_row(), Goal(0.6, 1), 1)])
    shown = dict(zip(head, rows[0], strict=True))
    assert (shown["public"], shown["ours"], shown["ratio"]) == ("20.0", "10.0", "0.500")
    assert (shown["goal"], shown["part"], shown["verdict"]) == ("0.600", "1", "met")


def test_a_row_without_ours_shows_dashes() -> None:
    row = a_row(time=compare([10.0], []), troubles={"ours": "absent"})
    record = record_of(row, Goal(0.6, 1), 1)
    head, rows = table_of("hot", [record])
    shown = dict(zip(head, rows[0], strict=True))
    assert (shown["public"], shown["ours"], shown["ratio"], shown["verdict"]) == ("10.0", "-", "-", "-")
    assert troubles([record]) == []
    assert summary([record]) == "0 met, 0 missed, 1 not comparable"


def test_what_failed_is_named() -> None:
    record = record_of(a_row(troubles={"ours": "ValueError: no"}), None, 1)
    assert troubles([record]) == ["logger, ours: ValueError: no"]


def test_the_page_holds_all_tables_of_a_result() -> None:
    memory = record_of_memory(
        Memory("logger.info.plain", 1000, {"public": 8, "ours": 0}, {"public": 900}, {"ours": 6}, {})
    )
    conditions = {"python": "3.11.7", "machine": "Linux", "rounds": {"import": 15, "cold": 21, "hot": 7}}
    records = [record_of(a_row(), Goal(0.6, 1), 1)]
    result = {"conditions": conditions, "import": records, "cold": records, "hot": records, "memory": [memory]}
    page = page_of(json.loads(json.dumps(result)))
    assert [line for line in page.splitlines() if line.startswith("#")] == [
        "# Performance",
        "## Imports",
        "## Cold start",
        "## Hot path",
        "## Memory",
    ]
    assert "| logger | 20.0 | 10.0 | 0.500 | 0.500..0.500 | 0.600 | 1 | met |" in page
    assert memory_table([memory])[1] == [["logger.info.plain", "1,000", "8", "0", "900", "-", "-", "6"]]


def test_changed_source_is_installed_anew(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]")
    package = tmp_path / "src" / "package"
    package.mkdir(parents=True)
    (package / "module.py").write_text("A = 1")
    first = source_digest(tmp_path)
    (package / "module.pyc").write_bytes(b"\x00")
    assert source_digest(tmp_path) == first
    (package / "module.py").write_text("A = 2")
    assert source_digest(tmp_path) != first
