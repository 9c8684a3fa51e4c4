"""Database servers to test against, each started on loopback with a folder of its own and stopped again."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60.0

POSTGRESQL = ("/usr/lib/postgresql/*/bin", "/usr/local/opt/postgresql*/bin", "/opt/homebrew/opt/postgresql*/bin")
"""Folders outside of PATH in which distributions put the server."""


class NotToBeHadError(Exception):
    """The server is not installed here."""


@contextmanager
def postgresql() -> Iterator[int]:
    """The port of a PostgreSQL server with the database and user `app`, who needs no password."""
    server, create = _program("postgres", *POSTGRESQL), _program("initdb", *POSTGRESQL)
    with _folder() as folder:
        data = str(folder / "data")
        _run([create, "-D", data, "-A", "trust", "-U", "app", "--no-sync"])
        port = _free_port()
        options = ["-p", str(port), "-k", "", "-h", "127.0.0.1", "-c", "fsync=off"]
        with _serving([server, "-D", data, *options], port):
            _run([_program("createdb", *POSTGRESQL), "-h", "127.0.0.1", "-p", str(port), "-U", "app", "app"])
            yield port


@contextmanager
def mysql() -> Iterator[int]:
    """The port of a MariaDB server, which speaks MySQL's protocol, with the database `app`; `root` needs no password."""
    server, create = _program("mariadbd", "/usr/sbin"), _program("mariadb-install-db", "/usr/bin")
    with _folder() as folder:
        data = f"--datadir={folder / 'data'}"
        _run([create, "--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db"])
        port = _free_port()
        place = [f"--port={port}", "--bind-address=127.0.0.1", f"--socket={folder / 'socket'}"]
        (folder / "init.sql").write_text("CREATE DATABASE app;\n")
        with _serving([server, "--no-defaults", data, *place, f"--init-file={folder / 'init.sql'}"], port):
            yield port


def _program(name: str, *folders: str) -> str:
    places = [place for pattern in folders for place in sorted(glob.glob(pattern), reverse=True)]
    found = shutil.which(name, path=os.pathsep.join([*places, os.environ.get("PATH", os.defpath)]))
    if found is None:
        raise NotToBeHadError(f"there is no program {name}")
    return found


def _other_user() -> int | None:
    """Whom servers run as where the tests are run by root, whom they refuse."""
    return pwd.getpwnam("nobody").pw_uid if os.getuid() == 0 else None


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="db-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        user = _other_user()
        if user is not None:
            os.chown(folder, user, -1)
        yield Path(folder)


def _run(command: list[str]) -> None:
    finished = subprocess.run(command, user=_other_user(), capture_output=True, text=True, check=False, cwd="/")
    assert finished.returncode == 0, finished.stdout + finished.stderr


@contextmanager
def _serving(command: list[str], port: int) -> Iterator[None]:
    with subprocess.Popen(
        command, user=_other_user(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    ) as server:
        try:
            _wait(server, port)
            yield
        finally:
            server.terminate()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, f"the server ended with {server.returncode}"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server does not take connections")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
