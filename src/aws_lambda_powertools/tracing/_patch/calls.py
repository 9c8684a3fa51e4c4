"""What the calls of all HTTP libraries have in common: the segment of a call, and the headers that link to it."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from aws_lambda_powertools.tracing._patch import hook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from aws_lambda_powertools.tracing._native import NativeProvider, NativeSegment

UNKNOWN_HOST = "UNKNOWN HOST"

MOST_ADDRESSES = 8
"""Addresses that are remembered: each is asked for twice, for its segment and for its headers."""


def call_of(library: str, method: Any, url: Any) -> NativeSegment | None:
    """A segment for a call, not yet begun; None for calls that are not to be traced."""
    provider = hook.recorder(library)
    return None if provider is None else hook.quietly(segment_of, provider, library, method, str(url))


def segment_of(provider: NativeProvider, library: str, method: Any, url: str) -> NativeSegment | None:
    """The same with a given backend."""
    host, path, shown = _parts_of(url)
    if provider.ignores(host, path):
        return None
    segment = provider.in_subsegment(host or UNKNOWN_HOST, namespace="remote")
    segment.library = library
    segment.put_http_meta("method", _text(method))
    segment.put_http_meta("url", shown)
    return segment


@lru_cache(MOST_ADDRESSES)
def _parts_of(url: str) -> tuple[str, str, str]:
    """Host and path of an address, and the address as it may be shown: without user, query and fragment."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:  # no address at all; the library will say so
        return "", "", url.partition("?")[0]
    place = parts.netloc.rpartition("@")[2]
    shown = parts._replace(netloc=place, query="", fragment="").geturl()
    return host, parts.path, shown


def _text(method: Any) -> Any:
    return method.decode("ascii", "replace") if isinstance(method, bytes) else method


def link(library: str, headers: MutableMapping[str, Any], url: Any) -> None:
    """Tell the service called which segment calls it, where the user tells nothing."""
    provider = hook.recorder(library)
    if provider is not None:
        hook.quietly(_link_unless_ignored, provider, headers, str(url))


def _link_unless_ignored(provider: NativeProvider, headers: MutableMapping[str, Any], url: str) -> None:
    host, path, _ = _parts_of(url)
    if not provider.ignores(host, path):
        add_headers(headers, provider)


def add_headers(
    headers: MutableMapping[str, Any], provider: NativeProvider, segment: NativeSegment | None = None
) -> None:
    """Link to the current segment, or to the given one; `tracestate` tells more of one `traceparent` only."""
    given = {str(name).lower() for name in headers}
    for name, value in provider.headers(segment).items():
        key = name.lower()
        if key not in given and not (key == "tracestate" and "traceparent" in given):
            headers[name] = value
