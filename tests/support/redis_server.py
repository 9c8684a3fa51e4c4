"""A Redis server to test against, on loopback, plain or with TLS."""

from __future__ import annotations

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

PATIENCE = 30.0


class NotToBeHadError(Exception):
    """The program is not installed here."""


@contextmanager
def running(*, tls: bool = False) -> Iterator[str]:
    """The URL of a server that runs inside the `with` block."""
    program = _program("redis-server", "valkey-server")
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="redis-", dir="/tmp") as folder:
        options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        url = f"redis://127.0.0.1:{port}/0"
        if tls:
            certificate, key = _certificate(Path(folder))
            options += ["--port", "0", "--tls-port", str(port), "--tls-auth-clients", "no"]
            options += ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate]
            url = f"rediss://127.0.0.1:{port}/0?ssl_ca_certs={certificate}"
        else:
            options += ["--port", str(port)]
        with subprocess.Popen([program, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                _wait(server, port)
                yield url
            finally:
                server.terminate()


def _program(*names: str) -> str:
    for name in names:
        found = shutil.which(name)
        if found is not None:
            return found
    raise NotToBeHadError(f"there is no program {' or '.join(names)}")


def _certificate(folder: Path) -> tuple[str, str]:
    certificate, key = str(folder / "server.crt"), str(folder / "server.key")
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    command = [
        _program("openssl"),
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        key,
        "-out",
        certificate,
    ]
    subprocess.run([*command, *subject], check=True, capture_output=True)
    return certificate, key


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise NotToBeHadError(f"the server ended with {server.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise NotToBeHadError("the server does not take connections")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
