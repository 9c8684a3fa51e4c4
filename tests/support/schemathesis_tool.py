"""Schemathesis, which asks an API everything that its document promises, in a virtual environment of its own.

It is a plugin of pytest too, and would come with every test run if it stood beside the other packages.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from source_tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "4.32.5"
HOME = ROOT / ".build" / f"schemathesis-{VERSION}"
PATIENCE = 240


class NotToBeHadError(Exception):
    """There is no package registry, or the package does not run here."""


def installed() -> Path:
    """The program, installed if it was not."""
    program = HOME / "bin" / "schemathesis"
    if program.exists():
        return program
    try:
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True, capture_output=True)
        install = [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", f"schemathesis=={VERSION}"]
        subprocess.run(install, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotToBeHadError(f"schemathesis can't be installed: {error}") from error
    return program


def run(document: str, *options: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Ask the API that the document at this address describes."""
    command = [str(installed()), "run", document, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, cwd=folder, check=False)
