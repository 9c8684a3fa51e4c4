"""Everything a runtime process emits, read as it comes: lines of its two streams, datagrams for the X-Ray daemon.

One thread reads all of it, so that nothing waits and the order is that of arrival. It never stops reading
while the process lives; what it reads goes into the bounded inbox of whoever runs the process.
"""

from __future__ import annotations

import os
import selectors
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from time import time
from typing import Literal, TypeAlias

LONGEST_LINE = 8 * 1024 * 1024
"""Bytes after which a line without end is handed on in pieces."""

_READ = 64 * 1024
_DATAGRAM = 65_536
# A pipe holds 64 KiB, at most 1 MiB: reading so much once has read all that was in it when the reading began.
_MOST_PER_ROUND = 2 * 1024 * 1024
_MOST_DATAGRAMS_PER_ROUND = 10_000
_RECEIVE_BUFFER = 4 * 1024 * 1024

Stream = Literal["stdout", "stderr"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line, without its end."""

    stream: Stream
    data: bytes
    at: float


@dataclass(frozen=True, slots=True)
class Datagram:
    """A datagram that was sent to the X-Ray daemon."""

    data: bytes
    at: float


@dataclass(frozen=True, slots=True)
class Drained:
    """Everything that was emitted before `drain` was called has been handed on."""

    ticket: int


OutputMessage: TypeAlias = Line | Datagram | Drained


class LineSplitter:
    """Bytes in any pieces as lines; only LF ends a line, because the runtime joins tracebacks with CR."""

    def __init__(self, longest: int = LONGEST_LINE) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._longest = longest

    def feed(self, data: bytes) -> list[bytes]:
        """The lines that these bytes complete."""
        first, *others = data.split(b"\n")
        lines: list[bytes] = []
        self._keep(first, lines)
        for part in others:
            lines.append(self._take())
            self._keep(part, lines)
        return lines

    def rest(self) -> list[bytes]:
        """The line that has begun and not ended, if there is one."""
        return [self._take()] if self._size else []

    def _keep(self, part: bytes, lines: list[bytes]) -> None:
        while self._size + len(part) > self._longest:
            room = self._longest - self._size
            self._parts.append(part[:room])
            lines.append(self._take())
            part = part[room:]
        if part:
            self._parts.append(part)
            self._size += len(part)

    def _take(self) -> bytes:
        line = b"".join(self._parts)
        self._parts.clear()
        self._size = 0
        return line


class DaemonSocket:
    """The UDP port that the function takes for the X-Ray daemon's."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        with suppress(OSError):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.setblocking(False)

    @property
    def address(self) -> str:
        """AWS_XRAY_DAEMON_ADDRESS."""
        host, port = self.socket.getsockname()
        return f"{host}:{port}"


class Collector:
    """Reads file descriptors and the daemon's socket in a thread of its own; it closes what it was given."""

    def __init__(
        self, streams: Mapping[Stream, int], daemon: DaemonSocket, send: Callable[[OutputMessage], None]
    ) -> None:
        self._daemon = daemon.socket
        self._send = send
        self._pipes = dict(streams)
        self._splitters: dict[Stream, LineSplitter] = {name: LineSplitter() for name in streams}
        self._tickets: SimpleQueue[int | None] = SimpleQueue()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        for descriptor in streams.values():
            os.set_blocking(descriptor, False)
        self._thread = Thread(target=self._run, name="function-output", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether something may still come."""
        return self._thread.is_alive()

    def drain(self, ticket: int) -> None:
        """Ask for a `Drained` message with this ticket, after all that has been emitted up to now."""
        self._wake(ticket)

    def finish(self) -> None:
        """Read what is left, then stop. Keep taking messages until `running` is false."""
        self._wake(None)

    def close(self) -> None:
        """Give back what is left to give back, once `running` is false."""
        self._thread.join()
        for descriptor in (*self._pipes.values(), self._wake_read, self._wake_write):
            os.close(descriptor)
        self._daemon.close()

    def _wake(self, ticket: int | None) -> None:
        self._tickets.put(ticket)
        os.write(self._wake_write, b".")

    def _run(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake_read, selectors.EVENT_READ)
            selector.register(self._daemon, selectors.EVENT_READ)
            for descriptor in self._pipes.values():
                selector.register(descriptor, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fd == self._wake_read:
                        os.read(self._wake_read, _READ)
                # Taken before reading: a ticket vouches for what was written before it was asked for.
                tickets = self._due_tickets()
                self._read_all(selector)
                if self._answer(tickets):
                    break

    def _read_all(self, selector: selectors.BaseSelector) -> None:
        for stream, descriptor in list(self._pipes.items()):
            if not self._read_pipe(stream, descriptor):
                selector.unregister(descriptor)
                del self._pipes[stream]
                os.close(descriptor)
        self._read_datagrams()

    def _read_pipe(self, stream: Stream, descriptor: int) -> bool:
        """Hand on the lines that are there; False at the end of the stream."""
        taken = 0
        while taken < _MOST_PER_ROUND:
            try:
                data = os.read(descriptor, _READ)
            except BlockingIOError:
                return True
            except OSError:
                return False
            if not data:
                return False
            taken += len(data)
            self._lines(stream, self._splitters[stream].feed(data))
        return True

    def _lines(self, stream: Stream, lines: list[bytes]) -> None:
        at = time()
        for line in lines:
            self._send(Line(stream, line, at))

    def _read_datagrams(self) -> None:
        for _ in range(_MOST_DATAGRAMS_PER_ROUND):
            try:
                data = self._daemon.recv(_DATAGRAM)
            except OSError:  # nothing there, or the error of an earlier send that Linux reports here
                return
            self._send(Datagram(data, time()))

    def _due_tickets(self) -> list[int | None]:
        tickets: list[int | None] = []
        while not self._tickets.empty():
            tickets.append(self._tickets.get())
        return tickets

    def _answer(self, tickets: list[int | None]) -> bool:
        """Confirm what was asked for; True when this was the last."""
        for ticket in tickets:
            for stream, splitter in self._splitters.items():
                self._lines(stream, splitter.rest())
            if ticket is None:
                return True
            self._send(Drained(ticket))
        return False
