"""GzipTransform: what is compressed with gzip."""

from __future__ import annotations

from aws_lambda_powertools.utilities.streaming.transformations.base import BaseTransform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gzip import GzipFile
    from typing import IO

    Inflated = BaseTransform[GzipFile]
else:
    Inflated = BaseTransform


class GzipTransform(Inflated):
    """The content of a gzip file, inflated as it is read; options are those of `gzip.GzipFile`."""

    def transform(self, input_stream: IO[bytes]) -> GzipFile:
        """The inflated stream."""
        from gzip import GzipFile

        return GzipFile(fileobj=input_stream, mode="rb", **self.transform_options)
