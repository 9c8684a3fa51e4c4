"""Two virtualenvs with the same third-party packages: one with the public package, one with the working tree's.

Both are built once below `.build/bench/` and kept as long as their stamps fit: what was asked for, and for ours the
content of the source. Ours is installed as users install it (no editable install), so its bytecode is as warm as the
public package's, and takes the very third-party versions that pip chose for the public one.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / ".build" / "bench"

PACKAGE = "aws-lambda-powertools"
IMPORT_NAME = "aws_lambda_powertools"
PUBLIC_REQUIREMENTS = (
    f"{PACKAGE}[all]==3.37.0",
    "aws-xray-sdk",
    "awslambdaric",
    "boto3",
    "httpx",
    "opentelemetry-exporter-otlp-proto-http",
    "requests",
)
PUBLIC = "public"
OURS = "ours"


@dataclass(frozen=True)
class Side:
    """One of the two packages under test: its interpreter, and a copy of the package without bytecode."""

    name: str
    directory: Path
    python: Path
    without_bytecode: Path


def build(python: str) -> tuple[Side, Side]:
    """Makes both virtualenvs ready for an interpreter (a path or a command name)."""
    directory = BUILD / _version_of(python)
    public = _side(PUBLIC, directory)
    ours = _side(OURS, directory)
    _once(directory / "public.stamp", _digest(*PUBLIC_REQUIREMENTS), lambda: _install_public(python, public))
    third_party = _third_party(public)
    _once(
        directory / "third-party.stamp", _digest(*third_party), lambda: _make(python, ours, "--no-deps", *third_party)
    )
    _once(directory / "ours.stamp", _digest(*third_party, source_digest(ROOT)), lambda: _install_ours(ours))
    return public, ours


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Holds other benchmark runs of this tree back: two at once would measure each other."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("another benchmark run is going on, waiting for it", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def source_digest(root: Path) -> str:
    """A digest of everything that an installation from the tree depends on."""
    files = sorted(path for path in (root / "src").rglob("*") if path.is_file() and path.suffix != ".pyc")
    digest = hashlib.sha256()
    for path in (root / "pyproject.toml", *files):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _install_public(python: str, side: Side) -> None:
    _make(python, side, *PUBLIC_REQUIREMENTS)
    _copy_without_bytecode(side)


def _install_ours(side: Side) -> None:
    _pip(side, "--no-deps", "--force-reinstall", str(ROOT))
    _copy_without_bytecode(side)


def _make(python: str, side: Side, *packages: str) -> None:
    shutil.rmtree(side.directory, ignore_errors=True)
    _run(python, "-m", "venv", str(side.directory))
    _pip(side, *packages)


def _pip(side: Side, *arguments: str) -> None:
    print(f"installing into {side.directory.relative_to(ROOT)}", file=sys.stderr, flush=True)
    _run(str(side.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def _third_party(side: Side) -> list[str]:
    frozen = _run(str(side.python), "-m", "pip", "freeze", "--disable-pip-version-check").split("\n")
    return [pin for pin in frozen if pin and not pin.lower().replace("_", "-").startswith(PACKAGE)]


def _copy_without_bytecode(side: Side) -> None:
    installed = Path(_run(str(side.python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    shutil.rmtree(side.without_bytecode, ignore_errors=True)
    shutil.copytree(
        installed / IMPORT_NAME,
        side.without_bytecode / IMPORT_NAME,
        ignore=shutil.ignore_patterns("__pycache__", "*.pyc"),
    )


def _once(stamp: Path, wanted: str, install: Callable[[], None]) -> None:
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    stamp.unlink(missing_ok=True)
    install()
    stamp.write_text(wanted, "utf-8")


def _side(name: str, directory: Path) -> Side:
    return Side(name, directory / name, directory / name / "bin" / "python", directory / f"{name}-without-bytecode")


def _version_of(python: str) -> str:
    return _run(python, "-c", "import platform; print(platform.python_version())").strip()


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout
