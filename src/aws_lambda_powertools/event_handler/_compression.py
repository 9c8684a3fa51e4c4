"""Which clients take gzip, and gzip for them.

Source: https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding
"""

from __future__ import annotations


def accepts_gzip(accept_encoding: str | None) -> bool:
    """Whether an Accept-Encoding header allows gzip: `gzip`, `gzip;q=0.5` or `*`, but not `gzip;q=0`."""
    if not accept_encoding:
        return False
    qualities: dict[str, float] = {}
    for part in accept_encoding.split(","):
        coding, *parameters = part.split(";")
        qualities[coding.strip().lower()] = _quality(parameters)
    return qualities.get("gzip", qualities.get("*", 0.0)) > 0


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def gzipped(body: str | bytes) -> bytes:
    """The body as gzip, the same bytes for the same body at any time."""
    import zlib

    compressor = zlib.compressobj(level=9, method=zlib.DEFLATED, wbits=zlib.MAX_WBITS | 16)
    data = body.encode() if isinstance(body, str) else body
    return compressor.compress(data) + compressor.flush()
