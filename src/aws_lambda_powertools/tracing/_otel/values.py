"""What a span consists of when it has ended, and the values that its attributes may have."""

from __future__ import annotations

from aws_lambda_powertools.tracing._xray import encode, encode_small, encode_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from aws_lambda_powertools.tracing._otel.propagation import Origin
    from aws_lambda_powertools.tracing._otel.provider import Event, Link

NATURAL = frozenset((str, bool, int, float))
"""Types of values that attributes take as they are."""


def natural(value: Any) -> str | bool | int | float:
    """The value of an attribute for any object: its number or text, else its JSON."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    return json_text(value)


def natural_or_json(value: Any) -> Any:
    """A value that every system takes: a text, a number, a boolean; all else as JSON."""
    return value if value.__class__ in NATURAL else natural(value)


def json_text(value: Any) -> str:
    """Any value as JSON, whatever it is."""
    try:
        return encode_values(value)
    except Exception:  # NaN, a cycle, odd keys, an object whose methods fail
        from aws_lambda_powertools.tracing._documents import plain, well_formed

        return well_formed(encode(plain(value)))


def json_object(values: dict[Any, Any], most: int) -> str:
    """The metadata of one namespace as JSON of about so many bytes: large values are cut, it stays an object."""
    text = encode_small_or_any(values)
    if len(text) <= most:
        return text
    import json

    from aws_lambda_powertools.tracing._documents import fitted

    document = {"metadata": {"": json.loads(text)}}
    fitted(document, most, encode)
    [inner] = document["metadata"].values()
    return encode(inner)


def encode_small_or_any(values: dict[Any, Any]) -> str:
    """JSON of a mapping that is most often small and flat."""
    try:
        return encode_small(values)
    except Exception:  # told by `json_text`
        return json_text(values)


def limited(attributes: dict[str, Any], longest: int, most: int) -> tuple[dict[str, Any], int]:
    """Attributes whose texts are not too long, not too many of them; and how many were left out."""
    for key, value in attributes.items():
        kind = value.__class__
        if kind is str and len(value) > longest:
            attributes[key] = value[:longest]
        elif kind in (list, tuple):
            attributes[key] = [item[:longest] if item.__class__ is str else item for item in value]
        elif kind is dict:
            attributes[key] = json_text(value)[:longest]
    excess = len(attributes) - most
    if excess <= 0:
        return attributes, 0
    return dict(list(attributes.items())[:most]), excess


def cleaned(span: Span) -> Span:
    """The span with values that can be encoded, whatever users gave."""
    from aws_lambda_powertools.tracing._documents import plain

    span.attributes = plain(span.attributes)
    span.events = [(moment, str(name), plain(values)) for moment, name, values in span.events]
    span.links = [(trace_id, span_id, plain(values)) for trace_id, span_id, values in span.links]
    return span


class Span:
    """A span that has ended, ready to be encoded."""

    __slots__ = (
        *("attributes", "dropped_attributes", "end", "events", "id", "kind", "links", "name", "origin", "parent_id"),
        *("start", "status_code", "status_message"),
    )

    def __init__(
        self,
        name: str,
        kind: int,
        origin: Origin,
        span_id: str,
        parent_id: str,
        start: int,
        end: int,
        attributes: Mapping[str, Any],
        events: Sequence[Event] = (),
        links: Sequence[Link] = (),
        status_code: int = 0,
        status_message: str = "",
        dropped_attributes: int = 0,
    ) -> None:
        self.name = name
        self.kind = kind
        self.origin = origin
        self.id = span_id
        self.parent_id = parent_id
        self.start = start
        self.end = end
        """Nanoseconds since the epoch, as is `start`."""
        self.attributes = attributes
        self.events = events
        self.links = links
        self.status_code = status_code
        self.status_message = status_message
        self.dropped_attributes = dropped_attributes
