"""Make a virtual environment that has the given sets of requirements; quick when it has them already.

    python3 scripts/setup_venv.py .venv test tools

A set is a file of `requirements/`; the versions come from `requirements/constraints.txt`. Only the standard
library is used, since this is the first thing that runs on a fresh machine.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
CONSTRAINTS = REQUIREMENTS / "constraints.txt"
OLDEST = (3, 10)
BUILD_TOOLS = ("hatchling", "editables")


def main() -> int:
    if sys.version_info < OLDEST:
        print(f"Python {sys.version.split()[0]} is too old; 3.10 or newer is needed. Say which: make PYTHON=python3.12")
        return 2
    directory, *sets = sys.argv[1:]
    return prepare(Path(directory), sets)


def prepare(directory: Path, sets: list[str], python: str = sys.executable) -> int:
    """Install into the environment what it lacks of the sets; 0, or the status of the step that failed."""
    directory = directory.resolve()
    with one_at_a_time(directory):
        if not has_python(directory):
            print(f"Creating {shown(directory)} ...", flush=True)
            made = subprocess.run([python, "-m", "venv", str(directory)], check=False)
            if made.returncode:
                print("That needs Python's venv module; Debian and Ubuntu have it in the package python3-venv.")
                return made.returncode
        installed = read_stamp(directory)
        missing = [name for name in sets if installed.get(name) != digest(name)]
        if not missing:
            return 0
        print(f"Installing requirements of {', '.join(missing)} into {shown(directory)} ...", flush=True)
        status = install(directory, missing)
        if status == 0:
            installed.update({name: digest(name) for name in missing})
            stamp(directory).write_text(json.dumps(installed, indent=1) + "\n")
        return status


def install(directory: Path, sets: list[str]) -> int:
    pip = [str(interpreter(directory)), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    pip += ["--constraint", str(CONSTRAINTS)]
    build = subprocess.run([*pip, *BUILD_TOOLS], cwd=ROOT, check=False)
    if build.returncode:
        return build.returncode
    files = [argument for name in sets for argument in ("--requirement", str(REQUIREMENTS / f"{name}.txt"))]
    return subprocess.run([*pip, "--no-build-isolation", *files], cwd=ROOT, check=False).returncode


def digest(name: str) -> str:
    """Changes whenever the set would have to be installed anew."""
    parts = [REQUIREMENTS / f"{name}.txt", CONSTRAINTS, ROOT / "pyproject.toml"]
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def interpreter(directory: Path) -> Path:
    return directory / "bin" / "python"


def has_python(directory: Path) -> bool:
    """Whether the environment's interpreter runs; it does not when the Python it was made from is gone."""
    try:
        return subprocess.run([str(interpreter(directory)), "-c", "import pip"], check=False).returncode == 0
    except OSError:
        return False


def stamp(directory: Path) -> Path:
    return directory / ".installed.json"


def read_stamp(directory: Path) -> dict[str, str]:
    try:
        return dict(json.loads(stamp(directory).read_text()))
    except (OSError, ValueError):
        return {}


def shown(directory: Path) -> str:
    return os.path.relpath(directory, ROOT)


@contextlib.contextmanager
def one_at_a_time(directory: Path) -> Iterator[None]:
    """Two makes at once must not install into one environment."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        yield
        return
    locks = ROOT / ".build"
    locks.mkdir(exist_ok=True)
    with (locks / f"{directory.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
