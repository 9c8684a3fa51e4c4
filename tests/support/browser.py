"""A headless Chromium, driven by playwright-core, which is installed into a folder of its own when it is first needed."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from source_tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "1.65.1"
HOME = ROOT / ".build" / f"playwright-core-{VERSION}"
PATIENCE = 120


class NotToBeHadError(Exception):
    """There is no Chromium, no Node.js or no package registry here."""


def chromium() -> str:
    """The program."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise NotToBeHadError("there is no chromium")
    return program


def driver() -> Path:
    """The folder of playwright-core, installed if it was not."""
    installed = HOME / "node_modules" / "playwright-core"
    if installed.exists():
        return installed
    HOME.mkdir(parents=True, exist_ok=True)
    install = [
        "npm",
        "install",
        "--silent",
        "--no-fund",
        "--no-audit",
        "--prefix",
        str(HOME),
        f"playwright-core@{VERSION}",
    ]
    try:
        subprocess.run(install, check=True, capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotToBeHadError(f"playwright-core can't be installed: {error}") from error
    return installed


def play(script: Path, *arguments: str) -> Any:
    """What a script says on its last line, as JSON. It gets playwright-core and the browser before its arguments."""
    command = ["node", str(script), str(driver()), chromium(), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise AssertionError(f"{script.name} failed:\n{done.stdout}\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])
