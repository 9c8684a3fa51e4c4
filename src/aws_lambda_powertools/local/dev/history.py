"""The last invocations with all that belongs to them, bounded in number and in size, for whoever wants to look.

The thread that runs the function writes, the server's thread reads; listeners are called in the thread that writes.
"""

from __future__ import annotations

import json
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, Literal

from aws_lambda_powertools.local import stream
from aws_lambda_powertools.local.dev.fronts import Answer, Request
from aws_lambda_powertools.local.dev.otlp import trace_id_of

MOST_INVOCATIONS = 500
MOST_BYTES = 64 * 1024 * 1024
"""Of events, responses and lines, about; older invocations make room."""

MOST_LINES = 2_000
MOST_DOCUMENTS = 2_000
_MOST_LOOSE_LINES = 200

Change = Literal["started", "changed", "ended"]


@dataclass(slots=True)
class Entry:
    """One invocation, as far as it has come."""

    started: stream.InvocationStarted
    request: Request | None = None
    initialization: stream.InitializationEnded | None = None
    ended: stream.InvocationEnded | None = None
    answer: Answer | None = None
    lines: deque[stream.LogLine] = field(default_factory=lambda: deque[stream.LogLine](maxlen=MOST_LINES))
    all_lines: int = 0
    blobs: list[stream.Metrics] = field(default_factory=list[stream.Metrics])
    documents: deque[Mapping[str, Any]] = field(default_factory=lambda: deque[Mapping[str, Any]](maxlen=MOST_DOCUMENTS))
    problems: list[str] = field(default_factory=list[str])
    size: int = 0

    @property
    def id(self) -> str:
        """The id of the request."""
        return self.started.request_id


class History:
    """Keeps entries; call it with each event of the stream."""

    def __init__(self, listener: Callable[[Change, Entry], None]) -> None:
        self.lock = RLock()
        self._listener = listener
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._next_request: Request | None = None
        self._loose: deque[stream.LogLine] = deque(maxlen=_MOST_LOOSE_LINES)  # of an initialization before its event
        self._size = 0

    def expect(self, request: Request | None) -> None:
        """The next invocation comes from this request."""
        self._next_request = request

    def __call__(self, event: stream.StreamEvent) -> None:
        """Take note of an event of the stream."""
        with self.lock:
            if isinstance(event, stream.InvocationStarted):
                self._begin(event)
                return
            entry = self._entry_of(event)
            if entry is None:
                return
            self._add(entry, event)
            self._bound(entry)
        self._listener("ended" if isinstance(event, stream.InvocationEnded) else "changed", entry)

    def answered(self, request_id: str, answer: Answer) -> None:
        """What the front made of the response."""
        with self.lock:
            entry = self._entries.get(request_id)
            if entry is None:
                return
            entry.answer = answer
            if answer.problem:
                entry.problems.append(f"{answer.problem}.")
        self._listener("changed", entry)

    def spans(self, documents: Iterable[Mapping[str, Any]]) -> None:
        """Spans that came over OTLP: they belong to the invocation of their trace, else to the latest one."""
        changed: dict[str, Entry] = {}
        with self.lock:
            traces = {trace_id_of(entry.started.trace_id): entry for entry in self._entries.values()}
            latest = self.latest
            for document in documents:
                entry = traces.get(str(document.get("trace_id")), latest)
                if entry is not None:
                    entry.documents.append(document)
                    self._grow(entry, len(str(document)))
                    changed[entry.id] = entry
        for entry in changed.values():
            self._listener("changed", entry)

    @property
    def latest(self) -> Entry | None:
        """The invocation that began last."""
        return next(reversed(self._entries.values()), None)

    def get(self, request_id: str) -> Entry | None:
        """The entry of a request, if it is still kept."""
        with self.lock:
            return self._entries.get(request_id)

    def all(self) -> list[Entry]:
        """All entries, the oldest first."""
        with self.lock:
            return list(self._entries.values())

    def clear(self) -> None:
        """Forget all that have ended."""
        with self.lock:
            for entry in [entry for entry in self._entries.values() if entry.ended is not None]:
                self._forget(entry)

    def _begin(self, event: stream.InvocationStarted) -> None:
        entry = Entry(event, self._next_request)
        self._next_request = None
        self._entries[entry.id] = entry
        self._grow(entry, _length(event.event))
        for line in self._loose:
            self._add(entry, line)
        self._loose.clear()
        self._bound(entry)
        self._listener("started", entry)

    def _entry_of(self, event: stream.StreamEvent) -> Entry | None:
        """Whom an event belongs to: what came in between invocations to the latest, an early start to the next."""
        request_id = getattr(event, "request_id", None)
        if request_id:
            return self._entries.get(request_id)
        if isinstance(event, stream.LogLine) and event.phase == "init":
            self._loose.append(event)
            return None
        return self.latest if request_id is not None else None

    def _add(self, entry: Entry, event: stream.StreamEvent) -> None:
        match event:
            case stream.LogLine():
                entry.lines.append(event)
                entry.all_lines += 1
                self._grow(entry, len(event.text))
            case stream.Metrics():
                entry.blobs.append(event)
                self._grow(entry, len(event.text))
            case stream.TraceDocument():
                entry.documents.append(event.document)
                self._grow(entry, len(str(event.document)))
            case stream.Problem():
                entry.problems.append(event.text)
            case stream.InitializationEnded():
                entry.initialization = event
            case stream.InvocationEnded():
                entry.ended = event
                self._grow(entry, _length(event.response))
            case _:
                pass

    def _grow(self, entry: Entry, size: int) -> None:
        entry.size += size
        self._size += size

    def _bound(self, newest: Entry) -> None:
        while len(self._entries) > MOST_INVOCATIONS or self._size > MOST_BYTES:
            oldest = next(iter(self._entries.values()))
            if oldest is newest:
                return
            self._forget(oldest)

    def _forget(self, entry: Entry) -> None:
        del self._entries[entry.id]
        self._size -= entry.size


def _length(value: Any) -> int:
    return len(json.dumps(value, default=str))
