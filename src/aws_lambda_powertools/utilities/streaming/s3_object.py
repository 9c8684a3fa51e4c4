"""S3Object: an object of S3 as a stream, which can be read through transformations."""

# Streams are what transformations make of them, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false, reportIncompatibleMethodOverride=false

from __future__ import annotations

import io

from aws_lambda_powertools.utilities.streaming._s3_seekable_io import _S3SeekableIO  # pyright: ignore[reportPrivateUsage]  # its name of old
from aws_lambda_powertools.utilities.streaming.constants import MESSAGE_STREAM_NOT_WRITABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import IO, Any

    from typing_extensions import Self

    from aws_lambda_powertools.utilities.streaming.transformations.base import BaseTransform

    Bytes = IO[bytes]
else:
    Bytes = object

WINDOW = 1024 * 1024
"""Bytes that are read ahead, and of which small steps back need no new request."""


class S3Object(Bytes):
    """The object `key` of a bucket, or one version of it.

        for line in S3Object(bucket="reports", key="large.txt"): ...

    It is read piece by piece: `window` bytes (1 MiB) are in memory, however large it is. `is_gzip` and `is_csv` read it
    through those transformations. Further `sdk_options` go to GetObject. Needs s3:GetObject, and
    s3:GetObjectVersion for versions.
    """

    def __init__(
        self,
        bucket: str,
        key: str,
        version_id: str | None = None,
        boto3_client: Any = None,
        is_gzip: bool | None = False,
        is_csv: bool | None = False,
        *,
        window: int = WINDOW,
        **sdk_options: Any,
    ) -> None:
        if window < 1:
            raise ValueError(f"window is {window!r}; it must be at least 1 byte")
        self.bucket = bucket
        self.key = key
        self.version_id = version_id
        self.raw_stream = _S3SeekableIO(
            bucket=bucket, key=key, version_id=version_id, boto3_client=boto3_client, **sdk_options
        )
        self._window = window
        self._buffered: Any = None
        self._transformed_stream: Any = None
        self._data_transformations: list[BaseTransform[Any]] = []
        self._is_closed = False
        if is_gzip:
            from aws_lambda_powertools.utilities.streaming.transformations.gzip import GzipTransform

            self._data_transformations.append(GzipTransform())
        if is_csv:
            from aws_lambda_powertools.utilities.streaming.transformations.csv import CsvTransform

            self._data_transformations.append(CsvTransform())

    @property
    def size(self) -> int:
        """How many bytes the object has in S3."""
        return self.raw_stream.size

    @property
    def transformed_stream(self) -> Any:
        """The stream that is read: the object's bytes, through all transformations."""
        if self._transformed_stream is None:
            self._buffered = io.BufferedReader(self.raw_stream, self._window)
            stream: Any = self._buffered
            for transformation in self._data_transformations:
                stream = transformation.transform(stream)
            self._transformed_stream = stream
        return self._transformed_stream

    def transform(
        self, transformations: BaseTransform[Any] | Sequence[BaseTransform[Any]], in_place: bool = False
    ) -> Any:
        """The object read through transformations, one after the other.

        With `in_place` it gives nothing, and this object is read so from now on, from where it is read next.
        """
        given: Any = transformations
        wanted: list[BaseTransform[Any]] = list(given) if isinstance(given, (list, tuple)) else [given]
        for transformation in wanted:
            if not hasattr(transformation, "transform"):
                raise TypeError(f"{transformation!r} is no transformation, such as GzipTransform()")
        if in_place:
            self._read_from_here()
            self._data_transformations.extend(wanted)
            return None
        stream = self.transformed_stream
        for transformation in wanted:
            stream = transformation.transform(stream)
        return stream

    def _read_from_here(self) -> None:
        """Give up what was read ahead, so that another stream can go on from the position that users see."""
        if self._buffered is not None:
            self.raw_stream.seek(self._buffered.tell())
            self._buffered.detach()  # or it would close the object when it is thrown away
            self._transformed_stream = self._buffered = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:
        return next(self.transformed_stream)

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._is_closed or self.raw_stream.closed

    def close(self) -> None:
        """Close the stream and its connection."""
        self._is_closed = True
        self.raw_stream.close()
        stream = self._transformed_stream
        if stream is not None and stream is not self._buffered and hasattr(stream, "close"):
            stream.close()

    def readable(self) -> bool:
        """It is."""
        return self.raw_stream.readable()

    def writable(self) -> bool:
        """It is not."""
        return False

    def seekable(self) -> bool:
        """Whether positions can be gone to, which depends on the transformations."""
        return bool(self.transformed_stream.seekable())

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position of what is read."""
        position: int = self._open_stream().seek(offset, whence)
        return position

    def tell(self) -> int:
        """The position of what is read next."""
        position: int = self._open_stream().tell()
        return position

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, fewer only at the end; without a size all that are left."""
        data: bytes = self._open_stream().read(size)
        return data

    def readline(self, size: int | None = -1) -> bytes:
        """The next line, or `size` bytes of it."""
        data: bytes = self._open_stream().readline(-1 if size is None else size)
        return data

    def readlines(self, hint: int = -1) -> list[bytes]:
        """All lines that are left, or those within about `hint` bytes."""
        lines: list[bytes] = self._open_stream().readlines(hint)
        return lines

    def isatty(self) -> bool:
        """It is not."""
        return False

    def fileno(self) -> int:
        """NotImplementedError: there is no file."""
        raise NotImplementedError("this stream is not backed by a file descriptor")

    def flush(self) -> None:
        """NotImplementedError: nothing can be written."""
        raise NotImplementedError(MESSAGE_STREAM_NOT_WRITABLE)

    def truncate(self, size: int | None = 0) -> int:
        """NotImplementedError: nothing can be written."""
        raise NotImplementedError(MESSAGE_STREAM_NOT_WRITABLE)

    def write(self, data: Any) -> int:
        """NotImplementedError: nothing can be written."""
        raise NotImplementedError(MESSAGE_STREAM_NOT_WRITABLE)

    def writelines(self, data: Iterable[Any]) -> None:
        """NotImplementedError: nothing can be written."""
        raise NotImplementedError(MESSAGE_STREAM_NOT_WRITABLE)

    def _open_stream(self) -> Any:
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self.transformed_stream
