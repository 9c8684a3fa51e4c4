"""Take a multipart form apart: parts by name, in one walk over the body.

Source: RFC 7578 (multipart/form-data), RFC 2046 section 5.1 (multipart).
"""

from __future__ import annotations

import re

from aws_lambda_powertools.event_handler.openapi.uploads import UploadFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_PARAMETER = re.compile(r';\s*([\w!#$%&\'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))')
_BLANK = b" \t"
MAX_BOUNDARY = 200  # RFC 2046 allows 70


class MultipartError(ValueError):
    """The body is no multipart form, or not a whole one."""


def parameters_of(header: str) -> dict[str, str]:
    """The parameters of a header such as `form-data; name="f"`, by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _PARAMETER.finditer(header):
        name, quoted, bare = match.groups()
        found.setdefault(name.lower(), bare if quoted is None else re.sub(r"\\([\"\\])", r"\1", quoted))
    return found


def boundary_of(content_type: str) -> bytes:
    """What separates the parts."""
    boundary = parameters_of(content_type).get("boundary", "")
    if not boundary or len(boundary) > MAX_BOUNDARY:
        raise MultipartError("the content type names no boundary, or one that is too long")
    return boundary.encode("latin-1", "replace")


def parse(body: bytes, boundary: bytes) -> dict[str, list[str | UploadFile]]:
    """The parts of the form by name: texts, and files where a file name or a binary type says so."""
    form: dict[str, list[str | UploadFile]] = {}
    for headers, content in _parts(body, boundary):
        disposition = parameters_of(headers.get("content-disposition", ""))
        name = disposition.get("name")
        if name is None:
            continue
        form.setdefault(name, []).append(_part(disposition.get("filename"), headers.get("content-type"), content))
    return form


def _part(filename: str | None, content_type: str | None, content: bytes) -> str | UploadFile:
    if filename is not None:
        return UploadFile(content=content, filename=filename, content_type=content_type)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MultipartError(f"a text field is no UTF-8: byte {error.start}") from error


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    """Headers and content of each part. A delimiter counts only at the start of a line and as a whole line."""
    delimiter = b"--" + boundary
    position = _delimiter_after(body, delimiter, 0)
    while position is not None:
        start, is_last = position
        if is_last:
            return
        following = _delimiter_start(body, delimiter, start)
        if following is None:
            break
        yield _split(body[start:following])
        position = _delimiter_after(body, delimiter, following)
    raise MultipartError("the body ends before its closing boundary")


def _delimiter_start(body: bytes, delimiter: bytes, start: int) -> int | None:
    """Where the line break before the next delimiter line begins."""
    at = start - 2  # a part without content: its headers' blank line is the delimiter's line break
    while (at := body.find(b"\r\n" + delimiter, max(at, 0))) >= 0:
        if _ends_line(body, at + 2 + len(delimiter)):
            return at
        at += 2
    return None


def _delimiter_after(body: bytes, delimiter: bytes, start: int) -> tuple[int, bool] | None:
    """Where the part after the delimiter line at or behind `start` begins, and whether it was the closing one."""
    if start == 0 and body.startswith(delimiter) and _ends_line(body, len(delimiter)):
        at = 0
    else:
        found = _delimiter_start(body, delimiter, start)
        if found is None:
            return None
        at = found + 2
    end = at + len(delimiter)
    if body.startswith(b"--", end):
        return end + 2, True
    return body.index(b"\r\n", end) + 2, False


def _ends_line(body: bytes, at: int) -> bool:
    """Whether nothing but blanks, or the two dashes of the last delimiter, stands between here and the line's end."""
    if body.startswith(b"--", at):
        at += 2
        if at == len(body):
            return True
        rest = body[at : at + 64].lstrip(_BLANK)
        return not rest or rest.startswith(b"\r\n")
    return body[at : at + 64].lstrip(_BLANK).startswith(b"\r\n")


def _split(part: bytes) -> tuple[dict[str, str], bytes]:
    if part.startswith(b"\r\n"):
        return {}, part[2:]
    head, separator, content = part.partition(b"\r\n\r\n")
    if not separator:
        raise MultipartError("a part has no blank line behind its headers")
    headers: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\r\n"):
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return headers, content
