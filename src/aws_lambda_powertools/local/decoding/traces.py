"""X-Ray: datagrams as segment documents, and documents as the tree that a waterfall draws.

https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aws_lambda_powertools.local.decoding import json_text
from aws_lambda_powertools.local.decoding.json_text import as_list, as_object
from aws_lambda_powertools.local.decoding.tracebacks import ErrorInfo, Frame, whole

Document = dict[str, Any]


@dataclass(slots=True)
class TraceNode:
    """One segment or subsegment with everything below it; times are epoch seconds."""

    id: str
    name: str
    start: float
    end: float | None = None
    namespace: str = ""
    fault: bool = False
    error: bool = False
    throttle: bool = False
    annotations: Mapping[str, Any] = field(default_factory=dict[str, Any])
    metadata: Mapping[str, Any] = field(default_factory=dict[str, Any])
    errors: tuple[ErrorInfo, ...] = ()
    document: Mapping[str, Any] = field(default_factory=dict[str, Any])
    children: list[TraceNode] = field(default_factory=lambda: [])  # noqa: PIE807  # `list` has no type here

    @property
    def seconds(self) -> float:
        """How long it took; 0 while it is in progress."""
        return 0.0 if self.end is None else max(0.0, self.end - self.start)

    def find(self, name: str) -> TraceNode | None:
        """The first node of this name, here or below."""
        return next((node for _, node in walk([self]) if node.name == name), None)


def decode_datagram(datagram: bytes) -> Document | None:
    """The document that a datagram to the X-Ray daemon carries; None if the daemon would not take it."""
    head, separator, body = datagram.partition(b"\n")
    header = json_text.parse_object(head.decode("utf-8", "replace"))
    if not separator or header is None:
        return None
    if str(header.get("format", "")).lower() != "json" or header.get("version") != 1:
        return None
    try:
        document = json_text.parse_object(body.decode())
    except UnicodeDecodeError:
        return None
    return document


def trace_tree(documents: Iterable[Mapping[str, Any]]) -> list[TraceNode]:
    """The documents as trees, by start time; a later document with the same id replaces the earlier one.

    A document whose parent is not among them is a root. Documents without id, name or start are left out.
    """
    nodes: dict[str, TraceNode] = {}
    parents: dict[str, str] = {}
    for document, parent in _flattened(documents):
        node = _node(document)
        if node is None:
            continue
        nodes[node.id] = node
        parents[node.id] = parent
    roots = [node for node in nodes.values() if parents[node.id] not in nodes]
    for node in nodes.values():
        if parents[node.id] in nodes:
            nodes[parents[node.id]].children.append(node)
    roots.extend(_cut_circles(nodes, parents, roots))
    for siblings in [roots, *(node.children for node in nodes.values())]:
        siblings.sort(key=lambda node: node.start)
    return roots


def walk(roots: Iterable[TraceNode]) -> Iterator[tuple[int, TraceNode]]:
    """Every node with its depth, parents before their children."""
    waiting = [(0, root) for root in reversed(list(roots))]
    while waiting:
        depth, node = waiting.pop()
        yield depth, node
        waiting.extend((depth + 1, child) for child in reversed(node.children))


def _flattened(documents: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each document with the id of its parent; embedded subsegments follow the document that holds them."""
    waiting = [(document, document.get("parent_id")) for document in documents]
    waiting.reverse()
    while waiting:
        document, parent = waiting.pop()
        yield document, parent if isinstance(parent, str) else ""
        embedded = as_list(document.get("subsegments"))
        waiting.extend((as_object(child), document.get("id")) for child in reversed(embedded))


def _cut_circles(
    nodes: Mapping[str, TraceNode], parents: Mapping[str, str], roots: Iterable[TraceNode]
) -> Iterator[TraceNode]:
    """Nodes that no root leads to, because documents name each other as parents: each circle is cut once."""
    reached = {node.id for _, node in walk(roots)}
    for node in nodes.values():
        if node.id not in reached:
            nodes[parents[node.id]].children.remove(node)
            reached.update(below.id for _, below in walk([node]))
            yield node


def _node(document: Mapping[str, Any]) -> TraceNode | None:
    identity, name, start = document.get("id"), document.get("name"), _time(document.get("start_time"))
    if not isinstance(identity, str) or not isinstance(name, str) or start is None:
        return None
    return TraceNode(
        id=identity,
        name=name,
        start=start,
        end=_time(document.get("end_time")),
        namespace=str(document.get("namespace", "")),
        fault=document.get("fault") is True,
        error=document.get("error") is True,
        throttle=document.get("throttle") is True,
        annotations=as_object(document.get("annotations")),
        metadata=as_object(document.get("metadata")),
        errors=errors_of(document.get("cause")),
        document=document,
    )


def _time(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def errors_of(cause: Any) -> tuple[ErrorInfo, ...]:
    """The exceptions in a `cause`; none where it is only the id of one that stands elsewhere."""
    exceptions = map(as_object, as_list(as_object(cause).get("exceptions")))
    return tuple(
        ErrorInfo(str(item.get("type", "")), str(item.get("message", "")), _stack(item.get("stack")))
        for item in exceptions
    )


def _stack(stack: Any) -> tuple[Frame, ...]:
    return tuple(
        Frame(str(frame.get("path", "")), whole(frame.get("line")), str(frame.get("label", "")))
        for frame in map(as_object, as_list(stack))
    )
