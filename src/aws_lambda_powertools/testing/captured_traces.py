"""capture_traces: the segments that a function records, as a tree.

with capture_traces() as traces:
    lambda_handler({"id": 7}, lambda_context())

assert traces.tree == {"## lambda_handler": {"## charge": {}}}
assert traces["## charge"].annotations["PaymentId"] == "P7"
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import Any

from aws_lambda_powertools.local.decoding.traces import TraceNode, trace_tree, walk
from aws_lambda_powertools.testing._listening import Listening, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    from aws_lambda_powertools.testing._listening import Undo
    from aws_lambda_powertools.tracing._native import NativeSegment

    Document = dict[str, Any]
    Tree = dict[str, Any]

ENVIRONMENT = {
    "LAMBDA_TASK_ROOT": os.curdir,
    "_X_AMZN_TRACE_ID": "Root=1-66322c80-1234567890abcdef12345678;Parent=53995c3f42cd8ad8;Sampled=1",
}
"""What makes a Tracer record: in Lambda both are set; here they are for as long as something is captured."""


class CapturedTraces:
    """Segments with name, times, annotations, metadata, flags and errors; see `local.decoding.TraceNode`.

    `traces["## charge"]` is the segment of this name, iteration gives all of them, parents before their children.
    """

    def __init__(self) -> None:
        self.documents: list[Document] = []
        """One document for each segment that has ended, in the order in which they did."""

    def hear(self, document: Document) -> None:
        """Take note of a segment."""
        self.documents.append(document)

    @property
    def roots(self) -> list[TraceNode]:
        """The segments that stand directly below Lambda's own, each with its `children`."""
        return trace_tree(self.documents)

    @property
    def tree(self) -> Tree:
        """The names, nested: `{"## lambda_handler": {"## charge": {}}}`. Of segments with the same name, the last."""
        return _names(self.roots)

    @property
    def names(self) -> list[str]:
        """The names of all segments, parents before their children."""
        return [node.name for node in self]

    def where(self, name: str) -> list[TraceNode]:
        """All segments of a name."""
        return [node for node in self if node.name == name]

    def clear(self) -> None:
        """Forget what was captured so far."""
        self.documents = []

    def __getitem__(self, name: str) -> TraceNode:
        found = self.where(name)
        if len(found) == 1:
            return found[0]
        there = ", ".join(map(repr, self.names)) or "none at all"
        raise KeyError(f"{len(found)} segments are named {name!r}, not one; there is {there}")

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[TraceNode]:
        return (node for _, node in walk(self.roots))

    def __len__(self) -> int:
        return len(self.names)

    def __repr__(self) -> str:
        return f"<CapturedTraces {self.tree}>"


@contextmanager
def capture_traces() -> Generator[CapturedTraces]:
    """Capture the segments of Tracers, for the time of a `with` block; X-Ray and OpenTelemetry give the same tree.

    A Tracer that is made outside of Lambda records nothing, and its decorators leave functions as they are. So import
    the function inside the block, or let the ini option `powertools_tracing` of the pytest plugin switch tracing on
    for all tests. The X-Ray SDK as a backend is not captured.
    """
    traces = CapturedTraces()
    with _segments.to(traces):
        yield traces


def _tap(tell: Callable[[Document], None]) -> Undo:
    from aws_lambda_powertools.tracing._native import NativeSegment
    from aws_lambda_powertools.tracing.tracer import Tracer

    close = NativeSegment.close

    def close_heard(segment: NativeSegment, end_time: float | None = None) -> None:
        was_open = segment.end_time is None
        close(segment, end_time)
        if was_open and segment.facade.recorded and (_is_of_running(segment) or segment.is_present()):
            tell(_document(segment))

    undo_close = replace(NativeSegment, "close", close_heard)
    undo_settings = _let_tracers_record(Tracer)
    set_before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update({name: value for name, value in ENVIRONMENT.items() if not set_before[name]})

    def undo() -> None:
        for name, value in set_before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        undo_settings()
        undo_close()

    return undo


_segments: Listening[dict[str, Any]] = Listening("captured_traces", _tap)


def _is_of_running(segment: NativeSegment) -> bool:
    return segment.call is not None and segment.call.running


def _let_tracers_record(tracer: Any) -> Undo:
    """Forget that tracing was off, which Tracers hand on to those that are made later; undone, they all forget."""
    before = tracer._config, tracer._own_provider  # noqa: SLF001  # our own Tracer
    tracer._config = dict(before[0])  # noqa: SLF001
    if before[0]["disabled"]:
        tracer._config.update(disabled=False, provider=None)  # noqa: SLF001
        tracer._own_provider = None  # noqa: SLF001

    def undo() -> None:
        tracer._config, tracer._own_provider = before  # noqa: SLF001

    return undo


def _document(segment: NativeSegment) -> Document:
    """What is known of a segment, as X-Ray writes it, whatever the backend."""
    from aws_lambda_powertools.tracing._documents import plain

    to_dict = getattr(segment, "to_dict", None)
    if to_dict is not None:
        written: Document = to_dict()
        return written
    document: Document = {
        "id": segment.id,
        "parent_id": segment.parent_id,
        "trace_id": segment.trace_id,
        "name": segment.name,
        "namespace": segment.namespace,
        "start_time": segment.start_time,
        "end_time": segment.end_time,
        "annotations": plain(segment.all_annotations()),
        "metadata": plain(segment.all_metadata()),
        **plain(segment.more),
    }
    exceptions = [
        _exception(attributes) for _, name, attributes in getattr(segment, "events", ()) if name == "exception"
    ]
    return {**document, "cause": {"exceptions": exceptions}} if exceptions else document


def _exception(attributes: Mapping[str, Any]) -> Document:
    return {"type": attributes.get("exception.type", ""), "message": attributes.get("exception.message", "")}


def _names(nodes: list[TraceNode]) -> Tree:
    return {node.name: _names(node.children) for node in nodes}
