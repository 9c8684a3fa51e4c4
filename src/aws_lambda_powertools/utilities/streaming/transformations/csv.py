"""CsvTransform: rows of CSV as mappings."""

from __future__ import annotations

from aws_lambda_powertools.utilities.streaming.transformations.base import BaseTransform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from csv import DictReader
    from typing import IO, Any

    Rows = BaseTransform[DictReader[Any]]
else:
    Rows = BaseTransform


class CsvTransform(Rows):
    """Rows as `csv.DictReader` gives them, with its options; text is read as UTF-8 unless `encoding` says otherwise."""

    def transform(self, input_stream: IO[bytes]) -> DictReader[Any]:
        """The reader of the rows."""
        from codecs import getreader
        from csv import DictReader

        options = dict(self.transform_options)
        encoding = options.pop("encoding", "utf-8")
        return DictReader(getreader(encoding)(input_stream), **options)
