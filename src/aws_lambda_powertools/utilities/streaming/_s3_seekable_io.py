"""An object of S3 as a raw stream: ranged GETs from where it is read, again from there when the connection breaks.

Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
"""

# Answers of the API are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

import io
import sys

from aws_lambda_powertools._core import aws, clock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from _typeshed import WriteableBuffer

MOST_FAILURES = 5
"""How often in a row a broken connection is taken up again."""

FIRST_PAUSE = 0.05
"""Seconds before a broken connection is taken up for the second time in a row; each further pause is twice as long."""

PIECE = 1024 * 1024
"""Bytes that are asked of the connection at once."""

WORTH_SKIPPING = 256 * 1024
"""Bytes that are sooner read and dropped than left out by a new request."""

PAST_THE_END = ("InvalidRange", "416")


class _S3SeekableIO(io.RawIOBase):  # pyright: ignore[reportUnusedClass]  # its name of old
    """The bytes of one object, or of one version of it; `sdk_options` go to GetObject and HeadObject."""

    def __init__(
        self, bucket: str, key: str, version_id: str | None = None, boto3_client: Any = None, **sdk_options: Any
    ) -> None:
        super().__init__()
        self.bucket = bucket
        self.key = key
        self._position = 0
        self._size: int | None = None
        self._end: int | None = None
        self._etag: str | None = None
        self._s3_client = boto3_client
        self._is_marked = False
        self._raw_stream: Any = None
        self._sdk_options: dict[str, Any] = {**sdk_options, "Bucket": bucket, "Key": key}
        if version_id is not None:
            self._sdk_options["VersionId"] = version_id

    @property
    def s3_client(self) -> Any:
        """The client, made when it is first needed."""
        if not self._is_marked:
            self._s3_client = aws.client("s3", feature="streaming", client=self._s3_client)
            self._is_marked = True
        return self._s3_client

    @property
    def size(self) -> int:
        """How many bytes the object has."""
        if self._size is None:
            self._size = int(self.s3_client.head_object(**self._sdk_options).get("ContentLength", 0))
        return self._size

    @property
    def raw_stream(self) -> Any:
        """The body of a request from the present position on."""
        if self._raw_stream is None:
            self._open()
        return self._raw_stream

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """The position of the next byte."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position; nothing is requested before the next byte is read."""
        self._check_open()
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position}
        if whence not in (*base, io.SEEK_END):
            raise ValueError(f"invalid whence ({whence}, should be {io.SEEK_SET}, {io.SEEK_CUR}, {io.SEEK_END})")
        target = max(0, offset + (self.size if whence == io.SEEK_END else base[whence]))
        ahead = target - self._position
        if ahead == 0:
            return target
        if self._raw_stream is None or not 0 < ahead <= WORTH_SKIPPING or not self._skip(ahead):
            self._drop()
            self._position = target
        return self._position

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer; fewer bytes only at the end. A broken connection is taken up again where it broke."""
        self._check_open()
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view):
            try:
                data = self._next(min(len(view) - filled, PIECE))
            except Exception:
                if filled:  # what was read must not get lost; the next call will tell
                    break
                raise
            if not data:
                break
            view[filled : filled + len(data)] = data
            filled += len(data)
        return filled

    def read(self, size: int | None = -1) -> bytes:
        """The next `size` bytes, fewer only at the end; without a size all that are left."""
        self._check_open()
        left = sys.maxsize if size is None or size < 0 else size
        start = self._position
        parts: list[bytes] = []
        try:
            while left > 0:
                data = self._next(min(left, PIECE))
                if not data:
                    break
                parts.append(data)
                left -= len(data)
        except Exception:
            self._drop()
            self._position = start  # who tries again misses nothing
            raise
        return b"".join(parts)

    def readall(self) -> bytes:
        """All bytes that are left."""
        return self.read()

    def close(self) -> None:
        """Close the stream; without having read from it, nothing is requested."""
        self._drop()
        super().close()

    def _next(self, size: int) -> bytes:
        for failure in range(MOST_FAILURES + 1):
            stream = self.raw_stream
            if stream is None:
                return b""
            try:
                data: bytes = stream.read(size)
                if not data and self._end is not None and self._position < self._end:
                    raise ConnectionError(f"the answer ended {self._end - self._position} bytes too early")
            except Exception as error:
                self._drop()
                if failure == MOST_FAILURES or not _is_passing(error):
                    raise
                if failure:
                    clock.sleep(FIRST_PAUSE * 2 ** (failure - 1))
                continue
            self._position += len(data)
            return data
        return b""

    def _skip(self, count: int) -> bool:
        """Read bytes and drop them; False if they can't be had so."""
        while count > 0:
            data = self._next(min(count, WORTH_SKIPPING))
            if not data:
                return False
            count -= len(data)
        return True

    def _open(self) -> None:
        """Request the bytes from the present position on; beyond the end there are none.

        A further request must not go on in another object that has taken the place of the first: S3 refuses it.
        """
        same = {} if self._etag is None else {"IfMatch": self._etag}
        options = {**same, **self._sdk_options, "Range": f"bytes={self._position}-"}
        try:
            answer = self.s3_client.get_object(**options)
        except Exception as error:
            if getattr(error, "response", {}).get("Error", {}).get("Code") in PAST_THE_END:
                return
            raise
        self._raw_stream = answer.get("Body")
        self._etag = self._etag or answer.get("ETag")
        length = answer.get("ContentLength")
        self._end = None if length is None else self._position + int(length)

    def _drop(self) -> None:
        stream, self._raw_stream = self._raw_stream, None
        if stream is not None and hasattr(stream, "close"):
            stream.close()

    def _check_open(self) -> None:
        if self.closed:
            raise ValueError("I/O operation on closed file.")


def _is_passing(error: Exception) -> bool:
    """Whether an error of a connection may not happen again: not one of the API's answers."""
    if isinstance(error, OSError):
        return True
    return any(
        kind.__module__.partition(".")[0] in ("botocore", "urllib3", "http") for kind in type(error).__mro__
    ) and (not hasattr(error, "response"))
