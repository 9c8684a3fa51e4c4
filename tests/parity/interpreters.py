"""The two interpreters: one with the public package, one with ours, and the same libraries in both."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build" / "parity"
VERSION = "python{}.{}".format(*sys.version_info)
PINS = ROOT / "requirements" / "constraints.txt"
PUBLIC = ["aws-lambda-powertools[tracer]==3.37.0"]
SDK = ["aws-xray-sdk"]
LIBRARIES = [
    "aiohttp",
    "avro",
    "aws-encryption-sdk",
    "boto3",
    "cryptography",
    "fastjsonschema",
    "httpx",
    "jsonpath-ng",
    "protobuf",
    "pydantic",
    "pyjwt",
    "redis",
    "requests",
]


def public_interpreter() -> Path:
    """The interpreter of a virtual environment with the public package; built at first use."""
    return _environment("public", [*PUBLIC, *LIBRARIES])


def our_interpreter() -> Path:
    """The interpreter of a virtual environment with ours, editable."""
    return _environment(
        "ours", ["--editable", str(ROOT), *SDK, *LIBRARIES], (ROOT / "pyproject.toml").read_text("utf-8")
    )


def _environment(name: str, packages: list[str], definition: str = "") -> Path:
    """A virtual environment with these packages; built anew only when what goes into it has changed."""
    place = BUILD / f"{name}-{VERSION}"
    python = place / "bin" / "python"
    stamp = place / "parity.stamp"
    inputs = [sys.version, *packages, PINS.read_text("utf-8"), definition]
    wanted = hashlib.sha256("\n".join(inputs).encode()).hexdigest()
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return python
    print(f"Building {place.relative_to(ROOT)} …", file=sys.stderr, flush=True)
    _run(Path(sys.executable), "-m", "venv", "--clear", str(place))
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--constraint", PINS, *packages)
    stamp.write_text(wanted, "utf-8")
    return python


def _run(*command: str | Path) -> str:
    finished = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if finished.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{finished.stdout}{finished.stderr}")
    return finished.stdout
