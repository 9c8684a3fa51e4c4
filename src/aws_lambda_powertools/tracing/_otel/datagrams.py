"""Spans to the daemon that Lambda runs beside the function: OTLP over its UDP port, never waiting."""

from __future__ import annotations

from binascii import b2a_base64
from threading import Lock

from aws_lambda_powertools._core import forks
from aws_lambda_powertools.tracing._daemon import Daemon
from aws_lambda_powertools.tracing._otel import protobuf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.tracing._otel.protobuf import Envelope
    from aws_lambda_powertools.tracing._otel.values import Span

HEADER = b'{"format":"json","version":1}\n'
SAMPLED, UNSAMPLED = b"T1S", b"T1U"
"""What the daemon takes spans by; those that are not sampled are for Transaction Search."""

MOST_BYTES = 49_104
"""Bytes of a request whose base64 fits into one datagram."""

GROUP = 20
"""Spans that are sent together, so that an invocation that times out has sent most of them."""


class Datagrams:
    """Collects spans and sends them in groups that fit into a datagram; one holds spans of one decision."""

    def __init__(self, envelope: Envelope) -> None:
        self._daemon = Daemon()
        self._groups = {
            True: _Group(HEADER + SAMPLED, envelope, self._daemon),
            False: _Group(HEADER + UNSAMPLED, envelope, self._daemon),
        }
        forks.watch(self)

    def add(self, span: Span) -> None:
        """Take a span; it may be sent at once."""
        self._groups[span.origin.sampled].add(span)

    def flush(self, seconds: float) -> None:  # noqa: ARG002  # it never waits
        """Send what is left."""
        for group in self._groups.values():
            group.flush()

    def reset(self) -> None:
        """Open a new socket before the next datagram: another copy of a snapshot has the same."""
        self._daemon.reset()

    def after_fork(self) -> None:
        """Leave the spans that are not sent to the parent."""
        for group in self._groups.values():
            group.forget()


class _Group:
    """Spans for the next datagram."""

    def __init__(self, head: bytes, envelope: Envelope, daemon: Daemon) -> None:
        self._head = head
        self._envelope = envelope
        self._daemon = daemon
        self._most = MOST_BYTES - envelope.size
        self._spans: list[bytes] = []
        self._size = 0
        self._lock = Lock()

    def add(self, span: Span) -> None:
        encoded = protobuf.span(span)
        if len(encoded) > self._most:
            from aws_lambda_powertools.tracing._otel import sizes

            encoded = sizes.fitted(span, self._most)
        with self._lock:
            full = self._taken() if self._size + len(encoded) > self._most else None
            self._spans.append(encoded)
            self._size += len(encoded)
            ready = self._taken() if len(self._spans) >= GROUP else None
        if full:
            self._send(full)
        if ready:
            self._send(ready)

    def flush(self) -> None:
        if self._spans:
            with self._lock:
                spans = self._taken()
            self._send(spans)

    def forget(self) -> None:
        self._lock = Lock()
        self._taken()

    def _taken(self) -> list[bytes]:
        spans, self._spans, self._size = self._spans, [], 0
        return spans

    def _send(self, spans: list[bytes]) -> None:
        if not spans:
            return
        try:
            self._daemon.connection.send(self._head + b2a_base64(self._envelope.request(spans), newline=False))
        except OSError:  # nobody listens, the buffer is full, or the network is down: the function goes on
            for _ in spans:
                self._daemon.lose()
