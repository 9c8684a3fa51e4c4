"""The examples of the testing page are tests, and pass as a user would run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from source_tree import ROOT

FOLDER = ROOT / "examples" / "testing"


def run(*arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:asyncio", "-p", "no:xdist"]
    return subprocess.run(
        [*command, *arguments], cwd=FOLDER, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_all_pass():
    result = run()
    assert result.returncode == 0, result.stdout + result.stderr
    passed = re.search(r"(\d+) passed", result.stdout)
    written = sum(len(re.findall(r"^def test_", file.read_text(), re.MULTILINE)) for file in FOLDER.glob("test_*.py"))
    assert passed is not None
    assert int(passed[1]) == written


@pytest.mark.parametrize(
    ("option", "failing"),
    [("powertools_tracing", "test_a_charge_is_traced"), ("powertools_reset", "test_it_is_no_cold_start")],
)
def test_the_options_are_needed(option, failing, tmp_path):
    later = tmp_path / "test_later.py"
    later.write_text(
        "def test_it_is_no_cold_start(captured_logs, lambda_context):\n"
        "    from shop import lambda_handler\n"
        "    lambda_handler({'amount': 1}, lambda_context)\n"
        "    assert captured_logs[0]['cold_start']\n"
    )
    result = run("-o", f"{option}=false", "--import-mode=importlib", "-p", "conftest", "test_shop.py", str(later))
    assert f"{failing}" in result.stdout, result.stdout + result.stderr
    assert result.returncode == 1
