"""Flushes somebody else's tracer provider without waiting longer than an invocation may.

`force_flush` of OpenTelemetry's SDK does not keep the timeout it is given: with a dead exporter it blocks for many
seconds. So it runs in a thread, which is left to itself when the time is over.
"""

from __future__ import annotations

from threading import Thread

from aws_lambda_powertools.tracing._context import debug

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Flusher:
    """`flush(seconds)`: wait so long at most. While one flush is still under way, no other is begun."""

    def __init__(self, provider: Any) -> None:
        self._provider = provider
        self._thread: Thread | None = None

    def flush(self, seconds: float) -> None:
        """Send what the provider holds; nothing happens without time for it."""
        force_flush = getattr(self._provider, "force_flush", None)
        if force_flush is None or seconds <= 0 or self._is_under_way():
            return
        self._thread = thread = Thread(
            target=_run, args=(force_flush, int(seconds * 1000)), name="powertools-flush", daemon=True
        )
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            debug("the export takes longer than %s s and goes on by itself", seconds)

    def _is_under_way(self) -> bool:
        return self._thread is not None and self._thread.is_alive()


def _run(force_flush: Any, milliseconds: int) -> None:
    try:
        force_flush(milliseconds)
    except Exception:  # whatever an exporter raises, nobody waits for it here
        debug("the tracer provider could not be flushed", with_exception=True)
