"""Spans to a receiver of OTLP over HTTP: collected, posted when an invocation ends, never for longer than it may take.

A receiver that can't be reached costs one attempt of what it did not take, then nothing: after two failures in a row
the circuit is open, and spans are dropped without any attempt.
"""

from __future__ import annotations

from threading import Lock

from aws_lambda_powertools._core import clock, forks
from aws_lambda_powertools.tracing._context import debug
from aws_lambda_powertools.tracing._otel.provider import SERVER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.tracing._otel.connection import Connection
    from aws_lambda_powertools.tracing._otel.exporters import Receiver
    from aws_lambda_powertools.tracing._otel.values import Span

MOST_SPANS = 2048
MOST_BYTES = 4 * 1024 * 1024
"""What is collected at most; X-Ray takes 5 MB."""

MOST_KEPT_BYTES = 256 * 1024
"""What is kept at most of a batch that could not be sent."""

FAILURES_TO_OPEN = 2
FIRST_PAUSE = 30.0
LONGEST_PAUSE = 300.0
"""Seconds for which the circuit is open; each time twice as long."""

TO_BE_TRIED_AGAIN = (429, 502, 503, 504)
REFUSED = (400, 401, 403)
"""Statuses that no second attempt will change."""

SUCCESS = range(200, 300)


class Circuit:
    """Whether there is a point in trying."""

    def __init__(self) -> None:
        self._failures = 0
        self._pause = FIRST_PAUSE
        self._closed_from = 0.0

    def is_open(self) -> bool:
        """Whether nothing is to be tried now."""
        return clock.monotonic() < self._closed_from

    def succeed(self) -> None:
        """It works again."""
        self._failures = 0
        self._pause = FIRST_PAUSE

    def fail(self, at_once: bool = False) -> None:
        """Count a failure; the second one in a row opens the circuit, one that is final does so at once."""
        self._failures += 1
        if at_once or self._failures >= FAILURES_TO_OPEN:
            self._closed_from = clock.monotonic() + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE)


class Posts:
    """Collects spans and posts them."""

    def __init__(self, receiver: Receiver, encode: Callable[[Span], bytes], envelope: Any) -> None:
        self._receiver = receiver
        self._encode = encode
        self._envelope = envelope
        self._circuit = Circuit()
        self._connection: Connection | None = None
        self._spans: list[bytes] = []
        self._size = 0
        self._kept: list[bytes] = []
        """What the last attempt could not send."""
        self._asked_to_wait_until = 0.0
        self._lock = Lock()
        self._posting = Lock()
        forks.watch(self)

    def add(self, span: Span) -> None:
        """Take a span; the newest ones are dropped when there are too many, the root of an invocation never."""
        if self._circuit.is_open():
            return
        if span.kind != SERVER and (len(self._spans) >= MOST_SPANS - 1 or self._size >= MOST_BYTES):
            span.origin.dropped += 1
            return
        encoded = self._encode(span)
        with self._lock:
            self._spans.append(encoded)
            self._size += len(encoded)

    def flush(self, seconds: float) -> None:
        """Post what is there within so many seconds."""
        if self._circuit.is_open():
            self._forget()
            return
        if seconds <= 0 or clock.monotonic() < self._asked_to_wait_until:
            self._keep()
            return
        if not (self._spans or self._kept) or not self._posting.acquire(blocking=False):
            return  # another thread posts; what has come since stays for the next flush
        try:
            self._post(seconds)
        finally:
            self._posting.release()

    def _post(self, seconds: float) -> None:
        with self._lock:
            fresh, self._spans, self._size = self._spans, [], 0
            again, self._kept = self._kept, []
        if self._receiver.timeout is not None:
            seconds = min(seconds, self._receiver.timeout)
        try:
            status, pause = self._open_connection().post(self._envelope.request([*again, *fresh]), seconds)
        except OSError as trouble:  # the network, TLS, no credentials: the function goes on
            self._failed(fresh, f"{type(trouble).__name__}: {trouble}")
            return
        except Exception as trouble:  # what else there may be; its text may hold a header, and that a secret
            self._failed(fresh, type(trouble).__name__)
            return
        if status in SUCCESS:
            self._circuit.succeed()
        elif status in TO_BE_TRIED_AGAIN:
            self._failed(fresh, f"status {status}", pause=pause)
        else:
            self._failed((), f"status {status}", at_once=status in REFUSED)

    def _failed(self, fresh: Any, reason: str, at_once: bool = False, pause: float = 0.0) -> None:
        """Keep what was tried for the first time; tell once what is wrong when nothing is tried any more."""
        self._kept = list(_within(fresh, MOST_KEPT_BYTES))
        self._asked_to_wait_until = clock.monotonic() + pause if pause else 0.0
        self._circuit.fail(at_once)
        debug("spans were not taken by %s: %s", self._receiver.host, reason)
        if self._circuit.is_open():
            self._forget()
            self._warn(reason)

    def _keep(self) -> None:
        """Let what was not tried wait for the next flush, as long as it is not too much."""
        if self._size > MOST_KEPT_BYTES:
            with self._lock:
                self._spans = list(_within(self._spans, MOST_KEPT_BYTES))
                self._size = sum(map(len, self._spans))

    def _forget(self) -> None:
        with self._lock:
            self._spans, self._size, self._kept = [], 0, []

    def _warn(self, reason: str) -> None:
        from aws_lambda_powertools._core.notices import warn_once

        place = f"{self._receiver.host}{self._receiver.path}"
        warn_once(("tracing", "otlp", place), f"Spans can't be sent to {place}, and are dropped for a while: {reason}.")

    def _open_connection(self) -> Connection:
        connection = self._connection
        if connection is None:
            from aws_lambda_powertools.tracing._otel.connection import Connection

            connection = self._connection = Connection(self._receiver, self._envelope.content_type)
        return connection

    def reset(self) -> None:
        """Connect anew: the process was restored from a snapshot."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    __del__ = reset

    def after_fork(self) -> None:
        """The connection and the spans are the parent's."""
        self._lock, self._posting = Lock(), Lock()
        self.reset()
        self._forget()


def _within(spans: Any, most: int) -> Any:
    """The first spans, as many as fit into so many bytes."""
    size = 0
    for span in spans:
        size += len(span)
        if size > most:
            return
        yield span
