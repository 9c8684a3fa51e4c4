"""Spans as OTLP in protobuf, written by hand: a span needs about as many bytes as calls a library would make for it.

The numbers are those of https://github.com/open-telemetry/opentelemetry-proto (trace, common and resource, v1).
"""

from __future__ import annotations

from aws_lambda_powertools.tracing._native import Memory
from aws_lambda_powertools.tracing._otel.values import natural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from aws_lambda_powertools.tracing._otel.provider import Event, Link
    from aws_lambda_powertools.tracing._otel.values import Span

CONTENT_TYPE = "application/x-protobuf"

ONE_BYTE = tuple(bytes((number,)) for number in range(128))
"""Numbers whose variable-length form is one byte."""

ONE = len(ONE_BYTE)

TWO_BYTES = 1 << 14
LARGEST_INTEGER = 1 << 63
SIXTY_FOUR_BITS = (1 << 64) - 1

SAMPLED, REMOTE_IS_KNOWN, PARENT_IS_REMOTE = 0x1, 0x100, 0x200
"""Bits of a span's flags."""


def varint(number: int) -> bytes:
    """A number of any size, seven bits a byte, the lowest first."""
    if number < ONE:
        return ONE_BYTE[number]
    if number < TWO_BYTES:
        return bytes((number & 0x7F | 0x80, number >> 7))
    digits = bytearray()
    while number >= ONE:
        digits.append(number & 0x7F | 0x80)
        number >>= 7
    digits.append(number)
    return bytes(digits)


def text_bytes(text: str) -> bytes:
    """UTF-8 of a text; halves of characters, which it can't say, become `?`."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


# --- Values ----------------------------------------------------------------------------------------------------------


def _text(value: str) -> bytes:
    content = text_bytes(value)
    return b"\n" + (ONE_BYTE[len(content)] if len(content) < ONE else varint(len(content))) + content


def _bool(value: bool) -> bytes:
    return b"\x10\x01" if value else b"\x10\x00"


def _int(value: int) -> bytes:
    if -LARGEST_INTEGER <= value < LARGEST_INTEGER:
        return b"\x18" + varint(value & SIXTY_FOUR_BITS)  # negative numbers in two's complement
    return _text(str(value))


def _float(value: float) -> bytes:
    from struct import pack

    return b"\x21" + pack("<d", value)


def _bytes(value: bytes) -> bytes:
    return b"\x3a" + varint(len(value)) + value


def _list(values: Iterable[Any]) -> bytes:
    items = [any_value(value) for value in values]
    content = b"".join([b"\n" + varint(len(item)) + item for item in items])
    return b"\x2a" + varint(len(content)) + content


def _mapping(values: Mapping[str, Any]) -> bytes:
    content = pairs(values, b"\n")
    return b"\x32" + varint(len(content)) + content


def _nothing(_: None) -> bytes:
    return b""


FORMS: dict[type, Callable[[Any], bytes]] = {
    str: _text,
    bool: _bool,
    int: _int,
    float: _float,
    bytes: _bytes,
    list: _list,
    tuple: _list,
    dict: _mapping,
    type(None): _nothing,
}


def any_value(value: Any) -> bytes:
    """An AnyValue."""
    form = FORMS.get(value.__class__)
    if form is None:
        value = natural(value)
        form = FORMS[value.__class__]
    return form(value)


def _key(key: Any) -> bytes:
    content = text_bytes(str(key))
    return b"\n" + varint(len(content)) + content + b"\x12" if content else b"\x12"


_keys = Memory(_key)
"""How a KeyValue with this key begins."""


def pairs(values: Mapping[str, Any], tag: bytes) -> bytes:
    """A repeated field of KeyValues."""
    parts: list[bytes] = []
    for key, value in values.items():
        content = FORMS[value.__class__](value) if value.__class__ in FORMS else any_value(value)
        pair = _keys[key] + (ONE_BYTE[len(content)] if len(content) < ONE else varint(len(content))) + content
        parts += (tag, ONE_BYTE[len(pair)] if len(pair) < ONE else varint(len(pair)), pair)
    return b"".join(parts)


# --- Spans -----------------------------------------------------------------------------------------------------------


def _head(key: tuple[str, int]) -> bytes:
    name, kind = key
    content = text_bytes(name)
    return b"\x2a" + varint(len(content)) + content + b"\x30" + ONE_BYTE[kind]


_heads = Memory(_head)
"""Name and kind of a span."""


def span(data: Span) -> bytes:
    """A span as an element of ScopeSpans."""
    above = data.origin
    parts = [
        b"\n\x10",
        above.trace_bytes,
        b"\x12\x08",
        bytes.fromhex(data.id),
        _heads[data.name, data.kind],
        b"\x39",
        data.start.to_bytes(8, "little"),
        b"\x41",
        data.end.to_bytes(8, "little"),
        pairs(data.attributes, b"\x4a"),
        _FLAGS[flags_of(data)],
    ]
    if data.parent_id:
        parts += (b"\x22\x08", bytes.fromhex(data.parent_id))
    if above.trace_state:
        state = text_bytes(above.trace_state)
        parts += (b"\x1a", varint(len(state)), state)
    if data.dropped_attributes:
        parts += (b"\x50", varint(data.dropped_attributes))
    if data.events:
        parts += map(_event, data.events)
    if data.links:
        parts += map(_link, data.links)
    if data.status_code:
        message = text_bytes(data.status_message)
        status = b"\x18" + ONE_BYTE[data.status_code]
        if message:
            status = b"\x12" + varint(len(message)) + message + status
        parts += (b"\x7a", varint(len(status)), status)
    content = b"".join(parts)
    return b"\x12" + varint(len(content)) + content


def flags_of(data: Span) -> int:
    """The W3C byte, and whether the parent is in another process."""
    is_remote = bool(data.parent_id) and data.parent_id == data.origin.id
    return REMOTE_IS_KNOWN | (PARENT_IS_REMOTE if is_remote else 0) | (SAMPLED if data.origin.sampled else 0)


_FLAGS = Memory(lambda flags: b"\x85\x01" + flags.to_bytes(4, "little"))


def _event(event: Event) -> bytes:
    moment, name, attributes = event
    text = text_bytes(name)
    content = b"\x09" + moment.to_bytes(8, "little") + b"\x12" + varint(len(text)) + text + pairs(attributes, b"\x1a")
    return b"\x5a" + varint(len(content)) + content


def _link(link: Link) -> bytes:
    trace_id, span_id, attributes = link
    flags = (REMOTE_IS_KNOWN | PARENT_IS_REMOTE).to_bytes(4, "little")
    content = b"\n\x10" + bytes.fromhex(trace_id) + b"\x12\x08" + bytes.fromhex(span_id)
    content += pairs(attributes, b"\x22") + b"\x35" + flags
    return b"\x6a" + varint(len(content)) + content


# --- Requests --------------------------------------------------------------------------------------------------------


class Envelope:
    """What stands around spans in an ExportTraceServiceRequest."""

    content_type = CONTENT_TYPE

    def __init__(self, resource: Mapping[str, Any], scope_name: str, scope_version: str) -> None:
        attributes = pairs(resource, b"\n")
        self._resource = b"\n" + varint(len(attributes)) + attributes
        name, version = text_bytes(scope_name), text_bytes(scope_version)
        scope = b"\n" + varint(len(name)) + name + b"\x12" + varint(len(version)) + version
        self._scope = b"\n" + varint(len(scope)) + scope
        self.size = len(self._resource) + len(self._scope) + 16
        """Bytes around the spans, lengths included; at most so many."""

    def request(self, spans: list[bytes]) -> bytes:
        """The whole request."""
        of_scope = self._scope + b"".join(spans)
        of_resource = self._resource + b"\x12" + varint(len(of_scope)) + of_scope
        return b"\n" + varint(len(of_resource)) + of_resource
