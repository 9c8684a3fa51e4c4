"""CsvTransform: rows of CSV as mappings."""

from __future__ import annotations

import io

from aws_lambda_powertools.utilities.streaming.transformations.base import BaseTransform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from csv import DictReader
    from typing import IO, Any

    Rows = BaseTransform[DictReader[Any]]
else:
    Rows = BaseTransform


class CsvTransform(Rows):
    """Rows as `csv.DictReader` gives them, with its options; text is read as UTF-8 unless `encoding` says otherwise."""

    def transform(self, input_stream: IO[bytes]) -> DictReader[Any]:
        """The reader of the rows."""
        from csv import DictReader

        options = dict(self.transform_options)
        encoding = options.pop("encoding", "utf-8")
        return DictReader(_text(input_stream, encoding), **options)


class _Text(io.TextIOWrapper):
    """Text over a stream that others go on to read."""

    def close(self) -> None:
        """Nothing: the stream is not ours."""


def _text(stream: IO[bytes], encoding: str) -> Iterable[str]:
    """Lines of text, broken where CSV breaks them: not at each character that Unicode calls a separator."""
    if hasattr(stream, "readable") and hasattr(stream, "read1"):
        return _Text(stream, encoding, newline="")
    from codecs import getreader

    return getreader(encoding)(stream)
