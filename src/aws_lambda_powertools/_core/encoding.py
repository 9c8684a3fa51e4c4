"""Base64, gzip, UTF-8 and escaped texts, with errors that say what was wrong.

Each error is also of the kind that the standard library raises for it, so that whoever catches that one still does.
Inflating is bounded: 200 KB of gzip can hold a gigabyte, and a function has only so much memory.
"""

from __future__ import annotations

from binascii import Error as Base64Error, a2b_base64, b2a_base64, unhexlify

from aws_lambda_powertools._core import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class EncodingError(ValueError):
    """A payload is not encoded as it should be."""


class NotBase64Error(EncodingError, Base64Error):
    """A text is no base64."""


class NotTextError(EncodingError, UnicodeDecodeError):
    """Bytes are no UTF-8; the attributes of UnicodeDecodeError say which."""

    def __init__(self, message: str, cause: UnicodeDecodeError) -> None:
        UnicodeDecodeError.__init__(self, cause.encoding, cause.object, cause.start, cause.end, cause.reason)
        self.args = (message,)  # what `repr` shows: not the bytes, which are the user's
        self.message = message

    def __str__(self) -> str:
        return self.message


class NotCompressedError(EncodingError, OSError):
    """Data is neither gzip nor zlib, or was cut off; an OSError like the one of the gzip module."""


class TooLargeError(EncodingError):
    """A compressed payload would inflate to more bytes than allowed."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"The payload inflates to more than {limit} bytes; "
            f"raise {environment.MAX_INFLATED_BYTES.name} if that much is expected."
        )
        self.limit = limit


def base64_encode(data: bytes | str) -> str:
    """Base64 text of bytes, or of a text's UTF-8."""
    return b2a_base64(data.encode() if isinstance(data, str) else data, newline=False).decode("ascii")


def base64_decode(data: str | bytes, what: str = "The payload") -> bytes:
    """The bytes in base64 data; EncodingError when it is none."""
    try:
        return a2b_base64(data)
    except (Base64Error, ValueError) as error:
        raise NotBase64Error(f"{what} is not valid base64: {error}") from error


def utf8(data: bytes, what: str = "The payload") -> str:
    """The text in UTF-8 bytes; EncodingError tells where they are none."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotTextError(f"{what} is not valid UTF-8: {error.reason} at byte {error.start}", error) from error


def inflate(data: bytes, limit: int | None = None, what: str = "The payload") -> bytes:
    """The content of gzip or zlib data, all members of it, but never more than `limit` bytes.

    Without a limit, POWERTOOLS_MAX_INFLATED_BYTES holds. TooLargeError, or EncodingError for data that is not
    compressed or was cut off.
    """
    import zlib

    most = environment.MAX_INFLATED_BYTES.resolve(limit)
    parts: list[bytes] = []
    size = 0
    rest = data
    while True:
        inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)  # 32: gzip or zlib, told by the header
        try:
            part = inflater.decompress(rest, most - size + 1)
        except zlib.error as error:
            raise _not_compressed(f"{what} is not valid gzip or zlib data: {error}") from error
        size += len(part)
        if size > most:
            raise TooLargeError(most)
        parts.append(part)
        if not inflater.eof:
            raise _not_compressed(f"{what} is cut off: its compressed data ends too early")
        rest = inflater.unused_data.lstrip(b"\0")  # gzip members may be padded with zeros
        if not rest:
            return b"".join(parts)


def _not_compressed(message: str) -> NotCompressedError:
    import zlib

    class NotInflatedError(NotCompressedError, zlib.error):
        """As NotCompressedError, and an error of zlib too; a class of its own because that has to be imported."""

    return NotInflatedError(message)


def gzipped(data: bytes, level: int = 9) -> bytes:
    """Gzip of the data, the same bytes for the same data at any time."""
    import gzip

    return gzip.compress(data, compresslevel=level, mtime=0)


def decoded_json_text(data: str | bytes, loads: Callable[[str], object], what: str = "The payload") -> object:
    """The JSON value in a base64 text."""
    try:
        return loads(utf8(base64_decode(data, what), what))
    except ValueError as error:
        if isinstance(error, EncodingError):
            raise
        raise EncodingError(f"{what} holds no valid JSON: {error}") from error


def form_decoded(text: str) -> str:
    """A text without the escapes of forms and of keys in S3's notifications: `a+b%C3%A9` is `a bé`.

    What is no escape stays, what is no UTF-8 becomes a replacement character. `urllib.parse` does the same, but its
    import costs more than all that S3 events need.
    """
    text = text.replace("+", " ")
    if "%" not in text:
        return text
    parts = text.encode("utf-8", "surrogatepass").split(b"%")
    return b"".join([parts[0], *map(_unescaped, parts[1:])]).decode("utf-8", "replace")


def _unescaped(part: bytes) -> bytes:
    try:
        byte = unhexlify(part[:2])
    except Base64Error:
        byte = b""
    return byte + part[2:] if byte else b"%" + part
