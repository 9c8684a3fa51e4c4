"""A DynamoDB to test against: ministack, one process, in a virtual environment of its own (it pins its botocore)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from source_tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "1.5.33"
HOME = ROOT / ".build" / f"ministack-{VERSION}"
PATIENCE = 30.0


class NotToBeHadError(Exception):
    """There is no package registry, or the package does not run here."""


def installed() -> Path:
    """The program, installed if it was not."""
    program = HOME / "bin" / "ministack"
    if program.exists():
        return program
    try:
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True, capture_output=True)
        install = [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", f"ministack=={VERSION}"]
        subprocess.run(install, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotToBeHadError(f"ministack can't be installed: {error}") from error
    return program


@contextmanager
def running() -> Iterator[str]:
    """The address of a server that runs inside the `with` block."""
    program = installed()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port)}
    with subprocess.Popen(
        [str(program)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError as error:
            if time.monotonic() > deadline:
                raise NotToBeHadError(f"ministack does not answer at port {port}") from error
            time.sleep(0.05)
