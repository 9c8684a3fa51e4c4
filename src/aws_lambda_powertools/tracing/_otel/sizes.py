"""A span that fits into a datagram, cut where it hurts least first."""

from __future__ import annotations

from aws_lambda_powertools.tracing._otel import protobuf
from aws_lambda_powertools.tracing._otel.exceptions import cut_stack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.tracing._otel.values import Span

METADATA = "aws.xray.metadata."
STACK = "exception.stacktrace"
DROPPED = '{"_dropped":true}'

SHORT_STACK = 1024
SHORT_TEXT = 256
FEW = 32
"""Attributes, events and links that are left when nothing else helped."""


def fitted(span: Span, most: int) -> bytes:
    """The span within so many bytes: without metadata, then with short stacks, then with short texts.

    Where not even that is enough, it is left with nothing but its name, its place and its times.
    """
    for cut in CUTS:
        encoded = cut(span, most)
        if encoded is not None:
            return encoded
    span.dropped_attributes += len(span.attributes)
    span.attributes, span.events, span.links = {}, (), ()
    span.status_message = ""
    return protobuf.span(span)


def _if_it_fits(span: Span, most: int) -> bytes | None:
    encoded = protobuf.span(span)
    return encoded if len(encoded) <= most else None


def _without_metadata(span: Span, most: int) -> bytes | None:
    """The largest first, as long as it is needed."""
    attributes = span.attributes = dict(span.attributes)
    keys = [key for key in attributes if key.startswith(METADATA)]
    keys.sort(key=lambda key: len(attributes[key]), reverse=True)
    for key in keys:
        attributes[key] = DROPPED
        encoded = _if_it_fits(span, most)
        if encoded is not None:
            return encoded
    return None


def _with_short_stacks(span: Span, most: int) -> bytes | None:
    span.events = [
        (moment, name, {key: cut_stack(text, SHORT_STACK) if key == STACK else text for key, text in values.items()})
        for moment, name, values in span.events
    ]
    return _if_it_fits(span, most)


def _with_short_texts(span: Span, most: int) -> bytes | None:
    span.attributes = {key: _short(key, value) for key, value in span.attributes.items()}
    span.events = [
        (moment, name[:SHORT_TEXT], {key: _short(key, value) for key, value in values.items()})
        for moment, name, values in span.events
    ]
    span.name = span.name[:SHORT_TEXT]
    return _if_it_fits(span, most)


def _short(key: str, value: Any) -> Any:
    if key.startswith(METADATA):  # it must stay JSON
        return DROPPED
    return value[:SHORT_TEXT] if isinstance(value, str) else value


def _with_little(span: Span, most: int) -> bytes | None:
    simple = [(key, value) for key, value in span.attributes.items() if isinstance(value, (str, bool, int, float))]
    span.dropped_attributes += len(span.attributes) - len(simple[:FEW])
    span.attributes = dict(simple[:FEW])
    span.events = span.events[:1]
    span.links = span.links[:FEW]
    return _if_it_fits(span, most)


CUTS: tuple[Callable[[Span, int], bytes | None], ...] = (
    _without_metadata,
    _with_short_stacks,
    _with_short_texts,
    _with_little,
)
