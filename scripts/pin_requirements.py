"""Choose the newest versions that the oldest supported Python can take, and write them to requirements/constraints.txt.

What runs on the oldest one runs on all; so there is one list for every Python.
"""

from __future__ import annotations

import subprocess
import sys

from setup_venv import CONSTRAINTS, REQUIREMENTS, ROOT, interpreter
from test_all import VERSIONS, find_python

SETS = ("test", "tools", "docs")
SCRATCH = ROOT / ".build" / "pins"


def main() -> int:
    python = find_python(VERSIONS[0])
    if python is None:
        print(f"There is no CPython {VERSIONS[0]} on PATH or under ~/.pyenv/versions.")
        return 1
    subprocess.run([python, "-m", "venv", "--clear", str(SCRATCH)], check=True)
    pip = [str(interpreter(SCRATCH)), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-qq", "hatchling", "editables"], check=True)
    files = [argument for name in SETS for argument in ("-r", str(REQUIREMENTS / f"{name}.txt"))]
    subprocess.run([*pip, "install", "-qq", "--no-build-isolation", *files], cwd=ROOT, check=True)
    frozen = subprocess.run([*pip, "freeze", "--exclude-editable"], check=True, capture_output=True, text=True).stdout
    addresses = [line for line in frozen.splitlines() if "@" in line or ":" in line]
    if addresses:
        print("These came from an address, not from a package index:", *addresses, sep="\n")
        return 1
    CONSTRAINTS.write_text(frozen)
    print(f"{len(frozen.splitlines())} versions in {CONSTRAINTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
