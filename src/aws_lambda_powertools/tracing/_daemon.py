"""The UDP socket to the X-Ray daemon: it never waits, and what it can't send is counted."""

from __future__ import annotations

import os
from weakref import WeakSet

from aws_lambda_powertools._core import clock, environment
from aws_lambda_powertools.tracing._context import debug

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _socket import socket

HIGHEST_PORT = 65_535
RETRY_AFTER = 30.0
"""Seconds until an address that could not be resolved or connected is tried again."""

REPORT_EVERY = 60.0
"""Seconds between two debug lines about lost documents."""


_daemons: WeakSet[Daemon] = WeakSet()


class Daemon:
    """Where documents go: `daemon.connection.send(datagram)`, and `daemon.lose()` where that raises OSError.

    The connection is a socket, or something in its place that opens one. It is opened by the first document, and
    anew after a fork.
    """

    def __init__(self) -> None:
        self.lost = 0
        """Documents that were not sent since the last debug line said so."""
        self.connection: socket | _Opening = _Opening(self)
        self._said_at = -REPORT_EVERY
        _daemons.add(self)

    def reset(self) -> None:
        """Open anew before the next document: after a fork, or when a snapshot was restored."""
        connection, self.connection = self.connection, _Opening(self)
        connection.close()

    def __del__(self) -> None:
        self.connection.close()

    def lose(self) -> None:
        """Count a document that could not be sent; a debug line says so once a minute."""
        self.lost += 1
        if clock.monotonic() - self._said_at < REPORT_EVERY:
            return
        self._said_at = clock.monotonic()
        debug("%d documents were not sent to the X-Ray daemon", self.lost)
        self.lost = 0


class _Opening:
    """Stands where the socket will be, until there is something to send."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon
        self._opened: dict[str, socket] = {}
        self._again_at = 0.0

    def send(self, datagram: bytes) -> int:
        if clock.monotonic() < self._again_at:
            raise OSError("the address of the X-Ray daemon could not be used a moment ago")
        try:
            mine = connected(environment.XRAY_DAEMON_ADDRESS.get())
        except OSError:
            self._again_at = clock.monotonic() + RETRY_AFTER
            raise
        connection = self._opened.setdefault("first", mine)
        if connection is not mine:  # another thread was faster
            mine.close()
        self._daemon.connection = connection
        return connection.send(datagram)

    def close(self) -> None:
        """Nothing is open yet."""


def connected(address: str) -> socket:
    """A socket that never blocks, connected to the UDP part of a daemon address."""
    try:
        # What `socket` is built upon: that module takes 2 ms to load and has nothing for us.
        import _socket as sockets
    except ImportError:  # another implementation of Python
        import socket as sockets  # type: ignore[no-redef]

    host, port = udp_address(address)
    # As bytes, because a text is looked at as an international name, whose tables take 1 ms to load.
    name = host.encode("ascii" if host.isascii() else "idna")
    family, kind, protocol, _, target = sockets.getaddrinfo(name, port, 0, sockets.SOCK_DGRAM)[0]
    connection = sockets.socket(family, kind, protocol)
    connection.setblocking(False)
    connection.connect(target)
    return connection


def udp_address(address: str) -> tuple[str, int]:
    """Host and port for datagrams, from `host:port` or `tcp:host:port udp:host:port` in either order."""
    for part in address.split():
        protocol, _, rest = part.partition(":")
        if protocol == "udp":
            return _host_and_port(rest, address)
        if protocol != "tcp":
            return _host_and_port(part, address)
    raise _unusable(address)


def _host_and_port(text: str, address: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) <= HIGHEST_PORT:
        raise _unusable(address)
    return host.strip("[]"), int(port)


def _unusable(address: str) -> OSError:
    from aws_lambda_powertools._core.notices import warn_once

    message = f"AWS_XRAY_DAEMON_ADDRESS is {address!r}; allowed are 'host:port' and 'tcp:host:port udp:host:port'"
    warn_once(("tracing", "daemon", address), f"{message}. No traces are sent.")
    return OSError(message)


def _after_fork() -> None:
    for daemon in list(_daemons):
        daemon.reset()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
