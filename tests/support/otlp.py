"""What a receiver of OTLP makes of a request: a small decoder, checked against the official classes, and UDP and HTTP sinks."""

from __future__ import annotations

import base64
import json
import socket
import struct
import threading
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

try:
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
except ImportError:  # the small decoder tells enough
    ExportTraceServiceRequest = None

LARGEST_PAYLOAD = 65_507
NO_ID = "0" * 16


class Span(NamedTuple):
    """A span as it was received."""

    name: str
    kind: int
    trace_id: str
    id: str
    parent_id: str
    start: int
    end: int
    attributes: dict[str, Any]
    events: list[tuple[str, dict[str, Any]]]
    links: list[tuple[str, str]]
    status: tuple[int, str]
    flags: int
    trace_state: str
    resource: dict[str, Any]
    dropped: int


# --- Protobuf --------------------------------------------------------------------------------------------------------


def fields(data: bytes) -> Iterator[tuple[int, Any]]:
    """Numbers and values of the fields of a message."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return value

    while at < len(data):
        tag = varint()
        number, wire = tag >> 3, tag & 7
        if wire == 0:
            yield number, varint()
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
            yield number, data[at : at + size]
            at += size
        else:
            assert wire == 2, f"wire type {wire}"
            size = varint()
            assert at + size <= len(data)
            yield number, data[at : at + size]
            at += size


def many(data: bytes, number: int) -> list[Any]:
    return [value for found, value in fields(data) if found == number]


def one(data: bytes, number: int, default: Any = b"") -> Any:
    found = many(data, number)
    assert len(found) <= 1
    return found[0] if found else default


def any_value(data: bytes) -> Any:
    found = list(fields(data))
    if not found:
        return None
    [(number, value)] = found
    if number == 1:
        return value.decode()
    if number == 2:
        return bool(value)
    if number == 3:
        return value - (1 << 64) if value >> 63 else value
    if number == 4:
        return struct.unpack("<d", value)[0]
    if number == 5:
        return [any_value(item) for item in many(value, 1)]
    if number == 6:
        return pairs(many(value, 1))
    assert number == 7
    return value


def pairs(items: list[bytes]) -> dict[str, Any]:
    found = [(one(item, 1).decode(), any_value(one(item, 2))) for item in items]
    assert len(dict(found)) == len(found), "a key stands twice"
    return dict(found)


def fixed(data: bytes) -> int:
    return int.from_bytes(data, "little")


def decoded(request: bytes) -> list[Span]:
    """The spans of a request in protobuf."""
    spans = [
        span_of(span, pairs(many(one(of_resource, 1), 1)))
        for of_resource in many(request, 1)
        for of_scope in many(of_resource, 2)
        for span in many(of_scope, 2)
    ]
    if ExportTraceServiceRequest is not None:
        official = ExportTraceServiceRequest()
        official.ParseFromString(request)
        assert official.SerializeToString(deterministic=True).__len__() == len(request), "unknown or doubled fields"
        assert list(map(in_text, of_official(official))) == list(map(in_text, spans))
    return spans


def in_text(span: Span) -> str:
    return repr(span)  # NaN is not equal to itself


def span_of(span: bytes, resource: dict[str, Any]) -> Span:
    status = one(span, 15)
    return Span(
        one(span, 5).decode(),
        one(span, 6, 0),
        one(span, 1).hex(),
        one(span, 2).hex(),
        one(span, 4).hex(),
        fixed(one(span, 7)),
        fixed(one(span, 8)),
        pairs(many(span, 9)),
        [(one(event, 2).decode(), pairs(many(event, 3))) for event in many(span, 11)],
        [(one(link, 1).hex(), one(link, 2).hex()) for link in many(span, 13)],
        (one(status, 3, 0), one(status, 2).decode()),
        fixed(one(span, 16)),
        one(span, 3).decode(),
        resource,
        one(span, 10, 0),
    )


def of_official(request: Any) -> list[Span]:
    def value(item: Any) -> Any:
        kind = item.WhichOneof("value")
        if kind is None:
            return None
        found = getattr(item, kind)
        if kind == "array_value":
            return [value(one) for one in found.values]
        return mapping(found.values) if kind == "kvlist_value" else found

    def mapping(items: Any) -> dict[str, Any]:
        return {item.key: value(item.value) for item in items}

    return [
        Span(
            span.name,
            span.kind,
            span.trace_id.hex(),
            span.span_id.hex(),
            span.parent_span_id.hex(),
            span.start_time_unix_nano,
            span.end_time_unix_nano,
            mapping(span.attributes),
            [(event.name, mapping(event.attributes)) for event in span.events],
            [(link.trace_id.hex(), link.span_id.hex()) for link in span.links],
            (span.status.code, span.status.message),
            span.flags,
            span.trace_state,
            mapping(of_resource.resource.attributes),
            span.dropped_attributes_count,
        )
        for of_resource in request.resource_spans
        for of_scope in of_resource.scope_spans
        for span in of_scope.spans
    ]


# --- JSON ------------------------------------------------------------------------------------------------------------


def decoded_json(request: bytes) -> list[Span]:
    """The spans of a request in JSON."""
    document = json.loads(request, parse_constant=_no_constant)
    return [
        json_span(span, json_pairs(of_resource["resource"]["attributes"]))
        for of_resource in document["resourceSpans"]
        for of_scope in of_resource["scopeSpans"]
        for span in of_scope["spans"]
    ]


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


def json_span(span: dict[str, Any], resource: dict[str, Any]) -> Span:
    status = span.get("status", {})
    return Span(
        span["name"],
        span["kind"],
        span["traceId"],
        span["spanId"],
        span.get("parentSpanId", ""),
        int(span["startTimeUnixNano"]),
        int(span["endTimeUnixNano"]),
        json_pairs(span.get("attributes", [])),
        [(event["name"], json_pairs(event["attributes"])) for event in span.get("events", [])],
        [(link["traceId"], link["spanId"]) for link in span.get("links", [])],
        (status.get("code", 0), status.get("message", "")),
        span["flags"],
        span.get("traceState", ""),
        resource,
        span.get("droppedAttributesCount", 0),
    )


def json_pairs(items: list[dict[str, Any]]) -> dict[str, Any]:
    return {item["key"]: json_value(item["value"]) for item in items}


def json_value(value: dict[str, Any]) -> Any:
    if not value:
        return None
    [(kind, found)] = value.items()
    if kind == "intValue":
        return int(found)
    if kind == "doubleValue":
        return float(found)
    if kind == "arrayValue":
        return [json_value(item) for item in found["values"]]
    if kind == "kvlistValue":
        return json_pairs(found["values"])
    return base64.b64decode(found) if kind == "bytesValue" else found


# --- Whatever receives spans -----------------------------------------------------------------------------------------


class Received:
    """Spans by name, and their tree."""

    @property
    def spans(self) -> list[Span]:
        raise NotImplementedError

    @property
    def names(self) -> list[str]:
        return [span.name for span in self.spans]

    def named(self, name: str) -> Span:
        found = [span for span in self.spans if span.name == name]
        assert len(found) == 1, f"{len(found)} spans are named {name!r}; there are {self.names}"
        return found[0]

    def tree(self, parent: str = "") -> dict[str, Any]:
        """The names, nested by their parents, below a span of another service; every parent must be known."""
        known = {span.id for span in self.spans} | {parent, ""}
        assert {span.parent_id for span in self.spans} <= known

        def below(above: str) -> dict[str, Any]:
            return {span.name: below(span.id) for span in self.spans if span.parent_id == above}

        return below(parent)


class OtlpDaemon(Received):
    """The UDP port of Lambda's daemon, for spans."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 * 1024 * 1024)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self.address = "{}:{}".format(*self._socket.getsockname())
        self.datagrams: list[tuple[str, list[Span]]] = []
        """Prefix and spans of each."""

    def close(self) -> None:
        self._socket.close()

    def receive(self) -> None:
        while True:
            try:
                datagram = self._socket.recv(1 << 17)
            except BlockingIOError:
                return
            assert len(datagram) <= LARGEST_PAYLOAD
            header, newline, body = datagram.partition(b"\n")
            assert json.loads(header) == {"format": "json", "version": 1}
            assert newline
            self.datagrams.append((body[:3].decode(), decoded(base64.b64decode(body[3:], validate=True))))

    @property
    def spans(self) -> list[Span]:
        self.receive()
        found = [span for _, spans in self.datagrams for span in spans]
        for span in found:
            check(span)
        return found


def check(span: Span) -> None:
    """What every receiver expects of a span."""
    assert len(span.trace_id) == 32
    assert int(span.trace_id, 16)
    assert len(span.id) == 16
    assert span.id != NO_ID
    assert span.parent_id == "" or len(span.parent_id) == 16
    assert span.name
    assert 0 < span.start <= span.end
    assert 1 <= span.kind <= 5
    assert len(span.attributes) <= 128 + 1
    assert span.flags & 0x100


class Receiver(Received):
    """A receiver of OTLP over HTTP that misbehaves as it is told: `receiver.behave` writes the answer of each request."""

    def __init__(self, connection_wrapper: Callable[[socket.socket], socket.socket] | None = None) -> None:
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        """Path, headers by lower-case name, and body, of those that were read."""
        self.connections = 0
        self.behave: Callable[[socket.socket], bool] = answering(200)
        """Answers a request; False closes the connection."""
        self._wrap = connection_wrapper
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._open: list[socket.socket] = []
        self.url = "http://{}:{}".format(*self._socket.getsockname())
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self._wrap is not None:
                connection = self._wrap(connection)
            with connection, connection.makefile("rb") as stream:
                while self._read(stream) and self.behave(connection):
                    pass
        except OSError:
            pass

    def _read(self, stream: Any) -> bool:
        first = stream.readline().split()
        if not first:
            return False
        headers: dict[str, str] = {}
        for line in iter(stream.readline, b"\r\n"):
            name, _, value = line.decode().partition(":")
            headers[name.strip().lower()] = value.strip()
        body = stream.read(int(headers["content-length"]))
        if headers.get("content-encoding") == "gzip":
            body = zlib.decompress(body, wbits=zlib.MAX_WBITS | 16)
        self.requests.append((first[1].decode(), headers, body))
        return True

    @property
    def spans(self) -> list[Span]:
        found: list[Span] = []
        for _, headers, body in self.requests:
            found += decoded_json(body) if headers["content-type"] == "application/json" else decoded(body)
        return found

    def drop_connections(self) -> None:
        """Close what is open, as receivers do with what is idle."""
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def close(self) -> None:
        self._socket.close()
        self.drop_connections()


def answering(status: int, body: bytes = b"", **headers: str) -> Callable[[socket.socket], bool]:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())

    def behave(connection: socket.socket) -> bool:
        connection.sendall(f"HTTP/1.1 {status} X\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        return True

    return behave


def silent(connection: socket.socket) -> bool:
    """Never answers."""
    connection.recv(1)
    return False


def dripping(connection: socket.socket) -> bool:
    """A byte now and then, for ever."""
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000:
        connection.sendall(bytes((byte,)))
        time.sleep(0.02)
    return False


def resetting(connection: socket.socket) -> bool:
    """Breaks the connection off."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False
