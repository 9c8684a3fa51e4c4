"""Run the tests on every supported CPython that this machine has, and say which are missing.

    python3 scripts/test_all.py [arguments for pytest]

Each Python gets an environment of its own under .venvs/.
"""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from setup_venv import ROOT, interpreter, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
ASK = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"


def main() -> int:
    results = {}
    for version in VERSIONS:
        print(f"\n=== Python {version} ===", flush=True)
        results[version] = outcome = run_tests(version, sys.argv[1:])
        print(outcome, flush=True)
    print("\n=== All Pythons ===")
    for version, outcome in results.items():
        print(f"{version:>5}  {outcome}")
    return int(any(outcome.startswith("FAILED") for outcome in results.values()))


def run_tests(version: str, arguments: list[str]) -> str:
    python = find_python(version)
    if python is None:
        return f"skipped: no CPython {version} on PATH or under ~/.pyenv/versions"
    directory = ROOT / ".venvs" / version
    if prepare(directory, ["test"], python):
        return "FAILED: its requirements could not be installed"
    began = time.monotonic()
    status = subprocess.run(
        [str(interpreter(directory)), "-m", "pytest", "-q", "-n", "auto", *arguments], cwd=ROOT, check=False
    )
    seconds = f"{time.monotonic() - began:.0f} s"
    return f"passed in {seconds}" if status.returncode == 0 else f"FAILED in {seconds} (pytest: {status.returncode})"


def find_python(version: str) -> str | None:
    """An interpreter of that version which really runs; shims of pyenv stand on PATH also when they don't."""
    for candidate in candidates(version):
        try:
            asked = subprocess.run([candidate, "-c", ASK], capture_output=True, text=True, check=False)
        except OSError:
            continue
        if asked.stdout.split() == ["cpython", version]:
            return candidate
    return None


def candidates(version: str) -> Iterator[str]:
    yield sys.executable
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield on_path
    pyenv = os.environ.get("PYENV_ROOT") or str(Path.home() / ".pyenv")
    yield from sorted(glob.glob(f"{pyenv}/versions/{version}.*/bin/python"), reverse=True)


if __name__ == "__main__":
    sys.exit(main())
