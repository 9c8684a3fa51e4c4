"""Plays every scenario under the public package and under ours, and compares what could be seen.

    python tests/parity/run.py                      all scenarios; builds the two environments at first use
    python tests/parity/run.py --only 'logger_.*'   some of them
    python tests/parity/run.py --show logger_keys.appended_keys_stay
    python tests/parity/run.py --ours PYTHON        our side in an interpreter that exists already

Exit code 1 if there is a difference that `differences.py` does not list, or a row there that no longer occurs.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import interpreters
import lab
from compare import Difference, Intended, differences, text_of
from differences import INTENDED
from normal import normalised

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

HERE = Path(__file__).resolve().parent
TIMEOUT = 20
PLAIN_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_MAX_ATTEMPTS": "1",
}
TRACED = {"LAMBDA_TASK_ROOT": "/var/task", "_X_AMZN_TRACE_ID": lab.SAMPLED, "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR"}


@dataclass(frozen=True)
class Scenario:
    """One function of a scenario file, with the environment it runs in."""

    file: str
    function: str
    variant: str
    environment: dict[str, str]

    @property
    def name(self) -> str:
        return f"{self.file}.{self.function}" + (f"[{self.variant}]" if self.variant else "")


@dataclass
class Verdict:
    """How the two packages compare in one scenario."""

    scenario: Scenario
    unintended: list[Difference] = field(default_factory=list)
    intended: dict[Intended, list[Difference]] = field(default_factory=dict)
    public: Any = None
    ours: Any = None

    @property
    def word(self) -> str:
        return "DIFFERENT" if self.unintended else "intended" if self.intended else "same"


# --- Finding -----------------------------------------------------------------------------------------------------


def scenarios() -> Iterator[Scenario]:
    """All scenarios, read from the decorators in the source: importing the files would import the package."""
    for path in sorted((HERE / "scenarios").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                for call in _marks(node):
                    yield _scenario(path.stem, node.name, call)


def _marks(function: ast.FunctionDef) -> Iterator[ast.Call]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "scenario":
            yield decorator


def _scenario(file: str, function: str, call: ast.Call) -> Scenario:
    variant = ast.literal_eval(call.args[0]) if call.args else ""
    options = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords if keyword.arg}
    traced = options.pop("traced", False)
    return Scenario(file, function, variant, {**PLAIN_ENVIRONMENT, **(TRACED if traced else {}), **options})


# --- Playing -----------------------------------------------------------------------------------------------------


def play(python: Path, scenario: Scenario) -> dict[str, Any]:
    """What one scenario shows under one interpreter."""
    with tempfile.TemporaryDirectory() as directory:
        result = os.path.join(directory, "result.json")
        command = [str(python), str(HERE / "worker.py"), scenario.file, scenario.function, result]
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": directory, **scenario.environment}
        try:
            finished = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired:
            return {"broken": f"did not end within {TIMEOUT} s"}
        if not os.path.exists(result):
            return {"broken": finished.stdout + finished.stderr}
        with open(result, encoding="utf-8") as file:
            return normalised(json.load(file))


def judge(scenario: Scenario, public: Any, ours: Any, table: Sequence[Intended]) -> Verdict:
    """The differences between two results, sorted into intended and not."""
    verdict = Verdict(scenario, public=public, ours=ours)
    for side, result in (("public", public), ("ours", ours)):
        broken = result.get("broken") or _import_trouble(result)
        if broken:
            last = broken.strip().rpartition("\n")[2]
            verdict.unintended = [Difference(f"(does not run: {side})", "changed", **{side: last})]
            return verdict
    for difference in differences(_compared(public), _compared(ours)):
        row = next((row for row in table if row.covers(scenario.name, difference)), None)
        if row is None:
            verdict.unintended.append(difference)
        else:
            verdict.intended.setdefault(row, []).append(difference)
    return verdict


def _compared(result: dict[str, Any]) -> dict[str, Any]:
    """A result without the texts that only people read."""
    return {key: value for key, value in result.items() if key != "text"}


def _import_trouble(result: dict[str, Any]) -> str:
    """What a scenario that could not even start says: a name is missing, or the file has a mistake."""
    raised = result.get("raised")
    if raised and raised["name"] in ("ImportError", "ModuleNotFoundError", "SyntaxError", "NameError"):
        return str(result["text"])
    return ""


# --- Telling -----------------------------------------------------------------------------------------------------


def tell(verdict: Verdict, verbose: bool) -> None:
    """Prints one scenario's verdict."""
    line = f"{verdict.word:9}  {verdict.scenario.name}"
    if verdict.word == "intended":
        reasons = sorted({f"{row.why} ({row.see})" for row in verdict.intended})
        line += ": " + (reasons[0] if len(reasons) == 1 else f"{len(reasons)} reasons")
        if len(reasons) > 1 and verbose:
            line += "".join(f"\n             {reason}" for reason in reasons)
    print(line)
    for difference in verdict.unintended:
        print(f"             {difference}")


def show(scenario: Scenario, public: Any, ours: Any) -> None:
    """Prints what a scenario showed under both packages."""
    for side, result in (("public", public), ("ours", ours)):
        print(f"=== {scenario.name}: {side}")
        for key, value in result.items():
            if not value:
                continue
            print(f"--- {key}")
            if isinstance(value, list):
                for item in value:
                    print(text_of(item))
            elif key == "yielded":
                for label, item in value.items():
                    print(f"{label}: {text_of(item)}")
            else:
                print(text_of(value) if key != "text" else value)


def report(verdicts: list[Verdict], unused: list[Intended]) -> dict[str, Any]:
    """The whole comparison as plain data."""
    return {
        "scenarios": [
            {
                "name": verdict.scenario.name,
                "verdict": verdict.word,
                "unintended": [vars(difference) for difference in verdict.unintended],
                "intended": [
                    {"why": row.why, "see": row.see, "differences": [vars(each) for each in found]}
                    for row, found in verdict.intended.items()
                ],
            }
            for verdict in verdicts
        ],
        "rows no longer needed": [vars(row) for row in unused],
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="REGEX", help="play only scenarios whose name this matches")
    parser.add_argument("--show", metavar="NAME", help="print both outputs of one scenario, do not compare")
    parser.add_argument("--json", action="store_true", help="print the comparison as JSON")
    parser.add_argument("--verbose", action="store_true", help="print every reason of intended differences")
    parser.add_argument("--ours", metavar="PYTHON", type=Path, help="interpreter that has our package")
    parser.add_argument("--public", metavar="PYTHON", type=Path, help="interpreter that has the public package")
    parser.add_argument("--jobs", type=int, default=2, help="scenarios played at a time (default: 2)")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    wanted = re.compile(re.escape(options.show) + "$" if options.show else options.only or "")
    chosen = [scenario for scenario in scenarios() if wanted.search(scenario.name)]
    if not chosen:
        print("No scenario of that name.", file=sys.stderr)
        return 2
    public = options.public or interpreters.public_interpreter()
    ours = options.ours or interpreters.our_interpreter()
    verdicts: list[Verdict] = []
    with ThreadPoolExecutor(options.jobs) as pool:
        pairs = [(each, pool.submit(play, public, each), pool.submit(play, ours, each)) for each in chosen]
        for scenario, left, right in pairs:
            if options.show:
                show(scenario, left.result(), right.result())
                continue
            verdicts.append(judge(scenario, left.result(), right.result(), INTENDED))
            if not options.json:
                tell(verdicts[-1], options.verbose)
    if options.show:
        return 0
    complete = not options.only
    needed = {row for verdict in verdicts for row in verdict.intended}
    unused = [row for row in INTENDED if complete and row.always and row not in needed]
    if options.json:
        print(json.dumps(report(verdicts, unused), indent=1))
    else:
        for row in unused:
            print(f"NOT NEEDED {row.scenario} {row.path} ({row.kind}): {row.why} ({row.see}) no longer occurs")
        counts = {word: sum(verdict.word == word for verdict in verdicts) for word in ("same", "intended", "DIFFERENT")}
        print(f"\n{len(verdicts)} scenarios: " + ", ".join(f"{count} {word}" for word, count in counts.items()))
        print(f"{len(needed)} of {len(INTENDED)} intended differences occurred")
    return 1 if unused or any(verdict.unintended for verdict in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
