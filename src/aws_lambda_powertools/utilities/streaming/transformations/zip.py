"""ZipTransform: archives."""

from __future__ import annotations

from aws_lambda_powertools.utilities.streaming.transformations.base import BaseTransform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO
    from zipfile import ZipFile

    Archive = BaseTransform[ZipFile]
else:
    Archive = BaseTransform


class ZipTransform(Archive):
    """An archive of which only the wanted files are read; options are those of `zipfile.ZipFile`."""

    def transform(self, input_stream: IO[bytes]) -> ZipFile:
        """The archive."""
        from zipfile import ZipFile

        return ZipFile(input_stream, mode="r", **self.transform_options)
